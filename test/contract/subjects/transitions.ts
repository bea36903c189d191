import assert from 'node:assert/strict';
import { contract, type Look } from '../contract';

interface Transition {
	readonly returned: boolean | null;
	readonly escaped: string | null;
	readonly hooks: string[];
	readonly seen: { hook: string; given: string[]; stored: string }[];
	/** How often a listener at priority 99 of the status's own hook ran. */
	readonly late: number;
	readonly stored: string;
	readonly object: string;
	readonly cached: string;
	readonly completed: boolean;
	readonly paid: boolean;
	readonly notes: string[];
}

const change = (
	{ observe }: Look,
	from: string,
	to: string,
	fault = 'none',
	note = ''
) => observe< Transition >( 'transition', from, to, fault, note );

const saving = [
	'woocommerce_before_order_object_save',
	'woocommerce_update_order',
	'woocommerce_after_order_object_save',
];
const noted = 'woocommerce_order_note_added';
const telling = [
	'woocommerce_order_status_completed',
	noted,
	'woocommerce_order_status_processing_to_completed',
	'woocommerce_order_status_changed',
];

contract( 'A change of status', {
	'saves first, then tells: status, note, from-to, changed': async (
		look
	) => {
		const seen = await change( look, 'processing', 'completed' );
		assert.equal( seen.returned, true );
		assert.deepEqual( seen.hooks, [ ...saving, ...telling ] );
		assert.equal( seen.stored, 'wc-completed' );
		assert.equal( seen.cached, 'completed' );
		assert.ok( seen.completed && seen.paid );
	},
	'has the old status in the database before the save and the new one for every listener':
		async ( look ) => {
			const { seen } = await change( look, 'processing', 'completed' );
			assert.deepEqual(
				seen.map( ( { stored } ) => stored ),
				[
					'wc-processing',
					...Array< string >( 6 ).fill( 'wc-completed' ),
				]
			);
		},
	'gives listeners id, order and statuses': async ( look ) => {
		const { seen } = await change( look, 'on-hold', 'completed' );
		const given = Object.fromEntries(
			seen.map( ( one ) => [ one.hook, one.given ] )
		);
		assert.deepEqual( given[ 'woocommerce_order_status_completed' ], [
			'id',
			'order',
			'array',
		] );
		assert.deepEqual(
			given[ 'woocommerce_order_status_on-hold_to_completed' ],
			[ 'id', 'order' ]
		);
		assert.deepEqual( given[ 'woocommerce_order_status_changed' ], [
			'id',
			'on-hold',
			'completed',
			'order',
		] );
		assert.deepEqual( given[ 'woocommerce_order_note_added' ], [
			'id',
			'order',
		] );
	},
	'adds one note, after the words of whoever changed it': async ( look ) => {
		const { notes } = await change(
			look,
			'processing',
			'completed',
			'none',
			'Invoice 50012.'
		);
		assert.deepEqual(
			notes.at( -1 ),
			'Invoice 50012. Order status changed from Processing to Completed.'
		);
		assert.equal(
			notes.filter( ( note ) => note.includes( 'to Completed' ) ).length,
			1
		);
	},
	'tells of a payment last, when a pending order becomes paid': async (
		look
	) => {
		const { hooks } = await change( look, 'pending', 'completed' );
		assert.equal(
			hooks.at( -1 ),
			'woocommerce_order_payment_status_changed'
		);
	},
	'to the same status saves and tells nobody': async ( look ) => {
		const seen = await change( look, 'completed', 'completed' );
		assert.equal( seen.returned, true );
		assert.deepEqual( seen.hooks, saving );
	},
	'to an unknown status makes the order pending': async ( look ) => {
		const seen = await change( look, 'processing', 'nonsense' );
		assert.equal( seen.returned, true );
		assert.equal( seen.stored, 'wc-pending' );
	},
	'to wc-completed is the same as to completed': async ( look ) => {
		assert.equal(
			( await change( look, 'processing', 'wc-completed' ) ).stored,
			'wc-completed'
		);
	},
	'completes cancelled, refunded, failed and trashed orders without a question':
		async ( look ) => {
			for ( const from of [
				'cancelled',
				'refunded',
				'failed',
				'trash',
			] ) {
				const seen = await change( look, from, 'completed' );
				assert.equal( seen.returned, true, from );
				assert.equal( seen.stored, 'wc-completed', from );
				assert.ok(
					seen.hooks.includes(
						`woocommerce_order_status_${ from }_to_completed`
					),
					from
				);
			}
		},
} );

contract( 'A save that fails', {
	'is kept quiet when a listener throws: a note, the hooks run, and update_status() says true':
		async ( look ) => {
			const seen = await change(
				look,
				'processing',
				'completed',
				'before_save_throws'
			);
			assert.equal( seen.returned, true );
			assert.equal( seen.escaped, null );
			assert.deepEqual( seen.hooks, [ saving[ 0 ], noted, ...telling ] );
			assert.match(
				seen.notes.at( -2 ) ?? '',
				/^Error saving order ID \d+\. boom$/
			);
			assert.equal(
				seen.notes.at( -1 ),
				'Order status changed from Processing to Completed.'
			);
			assert.equal( seen.stored, 'wc-processing' );
			assert.equal( seen.object, 'completed' );
		},
	'is not even noticed when the database refuses the row: no note, every hook, true':
		async ( look ) => {
			const seen = await change(
				look,
				'processing',
				'completed',
				'database_fails'
			);
			assert.equal( seen.returned, true );
			assert.deepEqual( seen.hooks, [ ...saving, ...telling ] );
			assert.equal( seen.stored, 'wc-processing' );
			assert.equal( seen.object, 'completed' );
			assert.ok(
				! seen.notes.some( ( note ) => note.startsWith( 'Error' ) )
			);
		},
	'after the rows are written leaves the new status there': async (
		look
	) => {
		const seen = await change(
			look,
			'processing',
			'completed',
			'after_save_throws'
		);
		assert.equal( seen.returned, true );
		assert.deepEqual( seen.hooks, [ ...saving, noted, ...telling ] );
		assert.equal( seen.stored, 'wc-completed' );
	},
	'by an Error gets out, and no hook runs': async ( look ) => {
		const seen = await change(
			look,
			'processing',
			'completed',
			'before_save_errors'
		);
		assert.equal( seen.escaped, 'TypeError: boom' );
		assert.deepEqual( seen.hooks, [ saving[ 0 ] ] );
		assert.equal( seen.stored, 'wc-processing' );
	},
	'gets out when the logger throws too, and no hook runs': async ( look ) => {
		const seen = await change(
			look,
			'processing',
			'completed',
			'logger_throws'
		);
		assert.equal( seen.stored, 'wc-processing' );
		assert.deepEqual( seen.hooks, [ saving[ 0 ] ] );
		assert.equal( seen.escaped, 'RuntimeException: the logger' );
	},
} );

contract( 'A listener', {
	'that throws ends the later ones; nobody above hears of it, a note does':
		async ( look ) => {
			const seen = await change(
				look,
				'processing',
				'completed',
				'listener_throws'
			);
			assert.equal( seen.returned, true );
			assert.equal( seen.escaped, null );
			assert.equal( seen.late, 0 );
			assert.deepEqual( seen.hooks, [ ...saving, telling[ 0 ], noted ] );
			assert.equal( seen.stored, 'wc-completed' );
			assert.equal(
				seen.notes.at( -1 ),
				'Error during status transition. boom'
			);
		},
	'of the last hook that throws leaves the earlier ones done': async (
		look
	) => {
		const seen = await change(
			look,
			'processing',
			'completed',
			'changed_throws'
		);
		assert.equal( seen.late, 1 );
		assert.deepEqual( seen.hooks, [ ...saving, ...telling, noted ] );
	},
	'that dies of an Error takes update_status() with it; the order is saved':
		async ( look ) => {
			const seen = await change(
				look,
				'processing',
				'completed',
				'listener_errors'
			);
			assert.equal( seen.escaped, 'TypeError: boom' );
			assert.deepEqual( seen.hooks, [ ...saving, telling[ 0 ] ] );
			assert.equal( seen.stored, 'wc-completed' );
		},
	'that puts the order On hold wins, on the same object': async ( look ) => {
		const seen = await change(
			look,
			'processing',
			'completed',
			'held_on_the_same_object'
		);
		assert.equal( seen.returned, true );
		assert.equal( seen.stored, 'wc-on-hold' );
		assert.equal( seen.object, 'on-hold' );
		assert.equal( seen.late, 1 );
		assert.equal(
			seen.hooks.filter(
				( hook ) => hook === 'woocommerce_order_status_changed'
			).length,
			2
		);
	},
	'that puts the order On hold wins, on another object, and ours does not know':
		async ( look ) => {
			const seen = await change(
				look,
				'processing',
				'completed',
				'held_on_another_object'
			);
			assert.equal( seen.returned, true );
			assert.equal( seen.stored, 'wc-on-hold' );
			assert.equal( seen.object, 'completed' );
		},
} );
