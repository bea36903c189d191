import assert from 'node:assert/strict';
import { contract, type Look } from '../contract';

type Part = Record< string, unknown >;
const looks = new Map< Look, Promise< Record< string, Part > > >();

/** One run of the script serves all tests of a ground. */
async function part( look: Look, name: string ): Promise< Part > {
	const seen =
		looks.get( look ) ??
		look.observe< Record< string, Part > >( 'storage' );
	looks.set( look, seen );
	const found = ( await seen )[ name ];
	assert.ok( found, name );
	return found;
}

contract( 'An order', {
	'is a row of the orders table with a prefixed status': async ( look ) => {
		const order = await part( look, 'order' );
		assert.equal( order[ 'hpos' ], true );
		assert.equal( order[ 'table' ], true );
		assert.deepEqual( order[ 'kept' ], {
			status: 'wc-processing',
			type: 'shop_order',
			currency: 'NOK',
			billing_email: 'kari@example.com',
			total: 499,
		} );
		assert.equal( order[ 'created' ], true );
	},
	'has its id from the posts table': async ( look ) => {
		assert.equal(
			( await part( look, 'order' ) )[ 'post_type' ],
			'shop_order_placehold'
		);
	},
	'reads back what was written': async ( look ) => {
		const order = await part( look, 'order' );
		assert.deepEqual( order[ 'read' ], [
			'499.00',
			'NOK',
			'kari@example.com',
			'Kari Nordmann',
			'shop_order',
			true,
		] );
		assert.equal( order[ 'price' ], '499,00\u00a0kr' );
		assert.equal( order[ 'key' ], true );
		assert.deepEqual( order[ 'is_order' ], [ true, 'shop_order' ] );
		assert.equal(
			order[ 'edit_url' ],
			'admin.php?page=wc-orders&action=edit&id=' +
				String( order[ 'edit_url' ] ).split( '=' ).pop()
		);
	},
	'has dates in the shop’s zone': async ( look ) => {
		assert.match(
			String( ( await part( look, 'order' ) )[ 'date' ] ),
			/^WC_DateTime 1 (3600|7200)$/
		);
	},
	'keeps metadata in rows of the meta table': async ( look ) => {
		assert.deepEqual( await part( look, 'meta' ), {
			kept: [
				[ '_contract', 'a:1:{s:1:"a";i:1;}' ],
				[ '_twice', 'one' ],
				[ '_twice', 'two' ],
			],
			read: 'changed',
			gone: '',
			missing: '',
		} );
	},
	'tells of itself when it is made with a status': async ( look ) => {
		assert.deepEqual( await part( look, 'created_hooks' ), [
			'woocommerce_new_order',
			'woocommerce_order_status_changed',
		] );
	},
	'is pending when nobody said otherwise; all statuses but drafts of the shop itself have the prefix':
		async ( look ) => {
			assert.deepEqual( await part( look, 'stored_as' ), [
				'wc-pending',
				'wc-completed',
				'wc-completed',
				'wc-checkout-draft',
				'auto-draft',
				'wc-pending',
			] );
		},
	'is false for what is none: no such id, a page, zero, text': async (
		look
	) => {
		assert.deepEqual( await part( look, 'not_orders' ), [
			false,
			false,
			false,
			false,
			'Exception',
		] );
	},
	'is found by status, type and email, the newest first': async ( look ) => {
		assert.deepEqual( await part( look, 'found' ), {
			newest: true,
			status: true,
			prefixed: true,
			trash: true,
			objects: true,
			email: true,
			paginate: [ true, true, true ],
		} );
	},
} );

contract( 'The trash', {
	'is a status without a prefix, reached without telling of a change': async (
		look
	) => {
		assert.deepEqual( await part( look, 'trash' ), {
			hooks: [ 'woocommerce_trash_order' ],
			stored: 'trash',
			read: 'trash',
			id_after: 0,
		} );
	},
	'gives an order back with the status it had': async ( look ) => {
		assert.deepEqual( await part( look, 'untrash' ), {
			said: true,
			hooks: [
				'woocommerce_untrash_order',
				'woocommerce_order_status_changed',
			],
			stored: 'wc-on-hold',
		} );
	},
	'is not needed to delete for good': async ( look ) => {
		assert.deepEqual( await part( look, 'deleted' ), {
			hooks: [ 'woocommerce_delete_order' ],
			row: null,
			read: false,
		} );
	},
} );

contract( 'A refund', {
	'has an id like an order, is none, and cannot change its status': async (
		look
	) => {
		const { hooks, ...refund } = await part( look, 'refund' );
		assert.deepEqual( refund, {
			class: true,
			order: false,
			update_status: false,
			got: true,
			type: 'shop_order_refund',
			parent: true,
			stored: 'wc-completed',
			amount: [ 99, -99 ],
			order_status: 'wc-processing',
		} );
		assert.deepEqual( hooks, [ 'woocommerce_order_partially_refunded' ] );
	},
	'of all that is left makes the order Refunded': async ( look ) => {
		assert.deepEqual( await part( look, 'refunded' ), {
			status: 'wc-refunded',
			hooks: [
				'woocommerce_order_fully_refunded',
				'woocommerce_order_status_changed',
			],
			left: 0,
			too_much: true,
		} );
	},
} );

contract( 'Order notes', {
	'are comments of their own type, the newest first, out of sight of others':
		async ( look ) => {
			assert.deepEqual( await part( look, 'notes' ), {
				ids: true,
				kept: 'order_note',
				order: [ 'Second.', 'First.' ],
				customer: [ true, false ],
				by: 'system',
				only_customer: [ 'Second.' ],
				hooks: [ 'woocommerce_new_customer_note' ],
				hidden: 0,
			} );
		},
} );
