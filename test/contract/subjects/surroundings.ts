import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { contract, type Look } from '../contract';

type Seen = Record< string, unknown >;
const looks = new Map< Look, Promise< Seen > >();

/** One run of the script serves all tests of a ground. */
async function part( look: Look, name: string ): Promise< unknown > {
	const seen = looks.get( look ) ?? look.observe< Seen >( 'surroundings' );
	looks.set( look, seen );
	return ( await seen )[ name ];
}

contract( 'WooCommerce', {
	'is the active plugin woocommerce/woocommerce.php and knows its version':
		async ( look ) => {
			assert.equal( await part( look, 'plugin' ), true );
			const { woocommerce } = look.shop.ground;
			assert.deepEqual( await part( look, 'version' ), [
				woocommerce,
				woocommerce,
			] );
		},
	'starts in this order': async ( look ) => {
		assert.deepEqual( await part( look, 'started' ), [
			'woocommerce_loaded',
			'plugins_loaded',
			'before_woocommerce_init',
			'woocommerce_init',
			'action_scheduler_init',
		] );
	},
	'takes a declaration of compatibility only before it starts': async (
		look
	) => {
		assert.deepEqual( await part( look, 'declared' ), {
			'in time': true,
			'too late': false,
		} );
	},
	'has these statuses': async ( look ) => {
		assert.deepEqual( await part( look, 'statuses' ), {
			'wc-pending': 'Pending payment',
			'wc-processing': 'Processing',
			'wc-on-hold': 'On hold',
			'wc-completed': 'Completed',
			'wc-cancelled': 'Cancelled',
			'wc-refunded': 'Refunded',
			'wc-failed': 'Failed',
			'wc-checkout-draft': 'Draft',
		} );
		assert.deepEqual( await part( look, 'names' ), [
			'On hold',
			'Completed',
			'trash',
			'nonsense',
		] );
		assert.deepEqual( await part( look, 'paid' ), [
			'processing',
			'completed',
		] );
	},
	'lets administrators and shop managers edit orders, nobody else': async (
		look
	) => {
		assert.deepEqual( await part( look, 'may' ), {
			administrator: [ true, true, true ],
			shop_manager: [ true, true, true ],
			editor: [ false, false, false ],
			subscriber: [ false, false, false ],
		} );
	},
	'has a menu that other plugins hang pages on': async ( look ) => {
		const page = await look.admin( 'admin.php?page=contract' );
		assert.match(
			page,
			/<code id="contract-screen">woocommerce_page_contract<\/code>/
		);
		assert.match( page, /href=['"]admin\.php\?page=contract['"]/ );
	},
	'lists orders at wc-orders, and shows one': async ( look ) => {
		const { id } = await look.observe< { id: number } >( 'order' );
		const list = await look.admin( 'admin.php?page=wc-orders' );
		assert.match(
			list,
			new RegExp(
				`<tr id="order-${ id }"[^>]* class="[^"]*status-processing`
			)
		);
		const one = await look.admin(
			`admin.php?page=wc-orders&action=edit&id=${ id }`
		);
		assert.match( one, new RegExp( `#${ id }\\b` ) );
		assert.match(
			one,
			/Order status changed from Pending payment to Processing\./
		);
	},
	'keeps consumer keys hashed': async ( look ) => {
		assert.equal(
			await part( look, 'hash' ),
			createHmac( 'sha256', 'wc-api' ).update( 'ck_1234' ).digest( 'hex' )
		);
	},
	'has a logger whose messages a filter sees and may stop, and which throws what the filter throws':
		async ( look ) => {
			assert.equal( await part( look, 'logger' ), true );
			assert.deepEqual( await part( look, 'logged' ), [
				[ 'warning', 'Careful.', 'contract' ],
				[ 'error', 'Broken.', 'contract' ],
				[ 'error', 'throw', null ],
			] );
			assert.equal(
				await part( look, 'logger_threw' ),
				'the logger threw'
			);
		},
} );
