/** What others print, flush, buffer, redirect or exit while we work never reaches whoever asked us. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { freshAddress, newId, type EntryPoint } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	eventually,
	historyOf,
	newSubject,
} from './support/orders';
import { changeSettings, keyIdOf } from './support/settings';
import { attach } from './support/suite';
import { CoreApi } from './support/woocommerce-api';

const suite = attach();

/** What leaves the outcome as it would be without it. */
const HARMLESS = [
	'prints',
	'prints_much',
	'flushes',
	'ends_buffer',
	'ends_buffers',
	'cleans_buffers',
	'opens_buffers',
	'redirects',
	'sends_headers',
] as const;

/** Those of them that are tried in a batch, too. */
const IN_BATCH: readonly string[] = [
	'flushes',
	'cleans_buffers',
	'redirects',
	'sends_headers',
];

/** What cuts the work short. */
const FATAL = [
	'prints_and_exits',
	'ends_buffers_and_exits',
	'redirects_and_exits',
	'dies',
	'dies_in_json',
] as const;

const ENTRY_POINTS: readonly EntryPoint[] = [ 'early', 'rest', 'wc-api' ];

/** PHP's built-in server sends the headers where somebody flushes, before it is known what they must say. */
function sendsHeadersAtFlush( deed: string ): boolean {
	return deed === 'flushes' && suite.shop.ground.server.startsWith( 'PHP' );
}

function assertNothingForeign( reply: {
	readonly headers: Readonly< Record< string, string > >;
	readonly text: string;
} ): void {
	assert.match(
		reply.headers[ 'content-type' ] ?? '',
		/^application\/json\b/,
		reply.text.slice( 0, 300 )
	);
	for ( const name of [
		'location',
		'set-cookie',
		'content-disposition',
		'x-probe',
	] ) {
		assert.equal( reply.headers[ name ], undefined, name );
	}
	const length = reply.headers[ 'content-length' ];
	if ( length !== undefined ) {
		assert.equal( Number( length ), Buffer.byteLength( reply.text ) );
	}
}

afterEach( () => suite.probe.clearFaults() );

for ( const entryPoint of ENTRY_POINTS ) {
	describe( `a listener of Completed, by the entry point “${ entryPoint }”,`, () => {
		for ( const deed of HARMLESS ) {
			test( `that ${ deed }: the answer is as always`, async () => {
				const order = await newSubject( suite );
				await suite.probe.faults( {
					listener_does: deed,
					order: order.id,
				} );
				const id = newId();
				let reply = await suite.endpoint.send( order.invoiced, {
					entryPoint,
					id,
				} );
				assertNothingForeign( reply );
				if ( sendsHeadersAtFlush( deed ) ) {
					assert.equal( reply.status, 503, reply.text );
					reply = await suite.endpoint.send( order.invoiced, {
						entryPoint,
						id,
					} );
				}
				assert.equal( reply.status, 200, reply.text );
				assert.equal( reply.json.code, 'completed' );
				await assertCompletedOnce( suite, order.id );
			} );

			if ( ! IN_BATCH.includes( deed ) ) {
				continue;
			}
			test( `that ${ deed }, in a batch`, async () => {
				const orders = [
					await newSubject( suite ),
					await newSubject( suite ),
				];
				await suite.probe.faults( { listener_does: deed } );
				const reply = await suite.endpoint.send(
					{
						notifications: orders.map( ( { invoiced } ) => ( {
							id: newId(),
							...invoiced,
						} ) ),
					},
					{ entryPoint, route: '/notifications/batch' }
				);
				assertNothingForeign( reply );
				if ( ! sendsHeadersAtFlush( deed ) ) {
					assert.equal( reply.status, 200, reply.text );
					assert.deepEqual(
						reply.json.results.map( ( { code }: any ) => code ),
						[ 'completed', 'completed' ]
					);
				}
				for ( const { id } of orders ) {
					await assertCompletedOnce( suite, id );
				}
			} );
		}

		for ( const deed of FATAL ) {
			test( `that ${ deed }: 503, and the same message again is told what became of it`, async () => {
				const order = await newSubject( suite );
				const id = newId();
				await suite.probe.faults( {
					listener_does: deed,
					order: order.id,
				} );
				const reply = await suite.endpoint.send( order.invoiced, {
					entryPoint,
					id,
				} );
				assertNothingForeign( reply );
				assert.equal( reply.status, 503, reply.text );
				assert.equal( reply.json.code, 'internal_error' );
				await suite.probe.clearFaults();
				const again = await suite.endpoint.send( order.invoiced, {
					entryPoint,
					id,
				} );
				assert.equal( again.status, 200, again.text );
				assert.equal( again.json.code, 'side_effects_uncertain' );
			} );
		}

		test( 'that redirects_and_exits, in a batch: 503, and each message again is told what became of it', async () => {
			const orders = [
				await newSubject( suite ),
				await newSubject( suite ),
			];
			const batch = {
				notifications: orders.map( ( { invoiced } ) => ( {
					id: newId(),
					...invoiced,
				} ) ),
			};
			const sendBatch = () =>
				suite.endpoint.send( batch, {
					entryPoint,
					route: '/notifications/batch',
				} );
			await suite.probe.faults( {
				listener_does: 'redirects_and_exits',
				order: orders[ 0 ]?.id ?? 0,
			} );
			const reply = await sendBatch();
			assertNothingForeign( reply );
			assert.equal( reply.status, 503, reply.text );
			await suite.probe.clearFaults();
			const again = await sendBatch();
			assert.equal( again.status, 200, again.text );
			assert.deepEqual(
				again.json.results.map( ( { code }: any ) => code ),
				[ 'side_effects_uncertain', 'completed' ]
			);
			await assertCompletedOnce( suite, orders[ 1 ]?.id ?? 0 );
		} );

		test( 'that loops over the buffers for ever: is cut off, and the answer says so', async () => {
			const order = await newSubject( suite );
			await suite.probe.faults( {
				listener_does: 'loops_over_buffers',
				order: order.id,
			} );
			const reply = await suite.endpoint.send( order.invoiced, {
				entryPoint,
			} );
			assertNothingForeign( reply );
			assert.equal( reply.status, 200, reply.text );
			assert.equal( reply.json.code, 'side_effects_uncertain' );
		} );
	} );
}

test( 'a refusal is as clean', async () => {
	for ( const entryPoint of ENTRY_POINTS ) {
		const reply = await suite.endpoint.send(
			{ type: 'ping' },
			{
				entryPoint,
				secret: `whsec_${ Buffer.alloc( 32, 8 ).toString( 'base64' ) }`,
				from: freshAddress(),
			}
		);
		assertNothingForeign( reply );
		assert.equal( reply.json.code, 'signature_invalid' );
	}
} );

describe( 'a re-send on the screen, where a listener', () => {
	for ( const deed of [ ...HARMLESS, ...FATAL ] ) {
		test( deed, async () => {
			const order = await newSubject( suite );
			await suite.probe.faults( { save_throws: true, order: order.id } );
			await suite.endpoint.send( order.invoiced );
			await suite.probe.faults( {
				listener_does: deed,
				order: order.id,
			} );
			const [ row ] = await historyOf( suite, order.telarisOrder );
			const reply = await (
				await suite.admin()
			).call( 'POST', `/notifications/${ row?.id }/resend`, {} );
			assertNothingForeign( reply );
			const isFatal = ( FATAL as readonly string[] ).includes( deed );
			assert.equal(
				reply.status,
				isFatal || sendsHeadersAtFlush( deed ) ? 503 : 200,
				reply.text
			);
			const seen = await suite.probe.order( order.id );
			assert.equal( seen.status, 'completed' );
		} );
	}
} );

describe( 'a plug-in that prints while the email leaves, after the answer', () => {
	const plugIn = new FixturePlugIn( suite, 'prints-late' );
	before( () =>
		plugIn.install( `
/* Plugin Name: Fixture Mail */
add_filter( 'pre_wp_mail', static function ( $sent ) {
	echo did_action( 'woocommerce_order_status_completed' ) ? 'printed late' : '';
	return $sent;
} );
add_filter( 'woocommerce_logger_log_message', static function ( $message, $level, $context ) {
	if ( 'Output was kept out of an answer.' === $message ) {
		update_option( 'fixture_printed_late', $context['plug_in'] . ', ' . $context['bytes'] . ' bytes' );
	}
	return $message;
}, 10, 3 );` )
	);
	after( () => plugIn.remove() );

	test( 'is in the log, and not in the answer', async () => {
		await suite.probe.php( "delete_option( 'fixture_printed_late' );" );
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 200 );
		assertNothingForeign( reply );
		assert.ok( ! reply.text.includes( 'printed late' ), reply.text );
		const logged = await eventually(
			() =>
				suite.probe.php(
					"echo get_option( 'fixture_printed_late', '' );"
				),
			( text ) => text !== ''
		);
		assert.equal( logged, 'Fixture Mail, 12 bytes' );
	} );
} );

describe( 'WooCommerce’s own API, called with the marked key, where a listener', () => {
	before( async () => {
		if ( ! suite.shop.ground.standIn && suite.shop.permalinks ) {
			await changeSettings( suite, {
				marked_key: await keyIdOf( suite ),
			} );
		}
	} );
	after( async () => {
		if ( ! suite.shop.ground.standIn && suite.shop.permalinks ) {
			await changeSettings( suite, { marked_key: null } );
		}
	} );

	for ( const deed of [ ...HARMLESS, ...FATAL ] ) {
		test( deed, async ( t ) => {
			if ( suite.needsWooCommerceApi( t ) ) {
				return;
			}
			const order = await newSubject( suite );
			await suite.probe.faults( {
				listener_does: deed,
				order: order.id,
			} );
			const api = new CoreApi( suite.shop, suite.shop.keys.readWrite );
			const reply = await api.call( 'put', `orders/${ order.id }`, {
				status: 'completed',
			} );
			assert.match(
				String( reply.headers[ 'content-type' ] ),
				/^application\/json\b/
			);
			assert.equal( typeof reply.data, 'object', String( reply.data ) );
			for ( const name of [ 'location', 'set-cookie', 'x-probe' ] ) {
				assert.equal( reply.headers[ name ], undefined, name );
			}
			if ( ( FATAL as readonly string[] ).includes( deed ) ) {
				assert.equal( reply.status, 503 );
			} else if ( ! sendsHeadersAtFlush( deed ) ) {
				assert.equal( reply.status, 200 );
				assert.equal( reply.data.status, 'completed' );
			}
			const seen = await eventually(
				() => suite.probe.order( order.id ),
				( { status } ) => status === 'completed'
			);
			assert.equal( seen.status, 'completed' );
		} );
	}
} );
