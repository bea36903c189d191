/**
 * Telaris as it is today: it completes orders through WooCommerce's own REST API with a key that the merchant marked.
 *
 * With that key orders take the one path; with any other, everything is as it would be without the plugin.
 */
import assert from 'node:assert/strict';
import {
	after,
	afterEach,
	before,
	describe,
	test,
	type TestContext,
} from 'node:test';
import { basic } from './support/endpoint';
import { callHttp } from './support/http';
import {
	assertCompletedOnce,
	assertUntouched,
	customerEmails,
	detailOf,
	eventually,
	historyOf,
	type HistoryDetail,
} from './support/orders';
import {
	changeSettings,
	keyIdOf,
	settingsOf,
	type SettingsChange,
} from './support/settings';
import { SmtpCatcher } from './support/smtp';
import { attach } from './support/suite';
import { heal } from './support/time';
import { inParallel, trials } from './support/trials';
import {
	CoreApi,
	countQueries,
	withoutOwn,
	type CoreMethod,
	type CoreReply,
} from './support/woocommerce-api';

/** No order of any shop here. */
const UNKNOWN = 99_999_990;

const suite = attach();
let api: CoreApi;
let keyId: number;

const settings = () => settingsOf( suite );
const choose = ( change: SettingsChange ) => changeSettings( suite, change );

before( async () => {
	await suite.ready;
	keyId = await keyIdOf( suite );
	api = new CoreApi( suite.shop, suite.shop.keys.readWrite );
} );

afterEach( async () => {
	await suite.probe.clearFaults();
} );

after( async () => {
	await choose( { marked_key: null, core_api_guard: 'protect' } );
} );

test( 'a new shop guards what the marked key asks for, and recommends it where it is not', async () => {
	await suite.probe.setOptions( { telaris_for_woocommerce_settings: [] } );
	const fresh = await settingsOf( suite );
	assert.equal( fresh.core_api_guard, 'protect' );
	assert.equal( fresh.offered_guard, null );
	await choose( { marked_key: keyId, core_api_guard: 'observe' } );
	assert.equal( ( await settingsOf( suite ) ).offered_guard, 'protect' );
	await choose( { marked_key: null, core_api_guard: 'protect' } );
} );

/** Describes what needs WooCommerce's own API, with the key marked or not. */
function describeOnWooCommerce(
	title: string,
	change: () => SettingsChange,
	tests: () => void
): void {
	describe( title, () => {
		before( async () => {
			await suite.ready;
			await choose( change() );
		} );
		tests();
	} );
}

/** A test that needs WooCommerce's own API, which the stand-in does not have. */
function testOnWooCommerce(
	title: string,
	work: ( t: TestContext ) => Promise< void >
): void {
	test( title, async ( t ) => {
		if ( ! suite.needsWooCommerceApi( t ) ) {
			await work( t );
		}
	} );
}

/** What the history has about an order that came through WooCommerce's API. */
async function entriesOf( orderId: number ): Promise< HistoryDetail[] > {
	const rows = await historyOf( suite, String( orderId ) );
	const ours = rows.filter(
		( row ) => row.integration_reference === String( orderId )
	);
	return Promise.all( ours.map( ( { id } ) => detailOf( suite, id ) ) );
}

async function onlyEntryOf( orderId: number ): Promise< HistoryDetail > {
	const entries = await entriesOf( orderId );
	assert.equal( entries.length, 1, `rows about order ${ orderId }` );
	return entries[ 0 ] as HistoryDetail;
}

async function newOrder( status = 'processing' ): Promise< number > {
	return ( await suite.probe.newOrder( { status } ) ).id;
}

describe( 'settings', () => {
	test( 'list the API keys without what is secret about them', async () => {
		const { api_keys: keys } = await settings();
		const text = JSON.stringify( keys );
		for ( const { key, secret } of Object.values( suite.shop.keys ) ) {
			assert.ok( text.includes( key.slice( -7 ) ) );
			assert.ok( ! text.includes( key ) && ! text.includes( secret ) );
		}
		assert.deepEqual( keys.map( ( key ) => key.permissions ).sort(), [
			'read',
			'read_write',
		] );
	} );

	test( 'change what is named and leave the rest', async () => {
		const was = await settings();
		const now = await choose( {
			retention_days: 30,
			completes_from: [ 'processing' ],
			email_line: false,
		} );
		assert.deepEqual( now, {
			...was,
			retention_days: 30,
			completes_from: [ 'processing' ],
			email_line: false,
		} );
		const {
			statuses: _,
			api_keys: __,
			offered_key: ___,
			offered_guard: ____,
			...values
		} = was;
		assert.deepEqual( await choose( values ), was );
	} );

	for ( const wrong of [
		{ marked_key: 4_000_000 },
		{ marked_key: 'first' },
		{ core_api_guard: 'off' },
		{ retention_days: 0 },
		{ retention_days: 'long' },
		{ completes_from: [] },
		{ completes_from: [ 'refunded' ] },
		{ completes_from: [ 'wc-processing' ] },
		{ completes_from: [ 7 ] },
		{ email_line: 'sometimes' },
	] ) {
		test( `refuse ${ JSON.stringify( wrong ) }, and change nothing`, async () => {
			const was = await settings();
			const reply = await (
				await suite.admin()
			).call( 'PUT', '/settings', wrong );
			assert.equal( reply.status, 400, reply.text );
			assert.deepEqual( await settings(), was );
		} );
	}

	test( 'are not for an API key: it could mark itself', async () => {
		for ( const method of [ 'GET', 'PUT' ] ) {
			const reply = await suite.endpoint.call( {
				method,
				route: '/settings',
				headers: { authorization: basic( suite.shop.keys.readWrite ) },
				...( method === 'PUT' && {
					body: JSON.stringify( { marked_key: keyId } ),
				} ),
			} );
			assert.equal( reply.status, 403, reply.text );
		}
	} );
} );

/** Asks the same of WooCommerce on new orders each time, and gives what does not differ from order to order. */
async function interview(): Promise< Record< string, unknown > > {
	const replies: Record< string, CoreReply > = {};
	const ask = async (
		name: string,
		method: CoreMethod,
		route: string,
		body?: Record< string, unknown >,
		version: 'wc/v2' | 'wc/v3' = 'wc/v3'
	) => {
		replies[ name ] = await api.call( method, route, body, version );
	};
	const [ a, b, c, d, e, f, g, h ] = await Promise.all( [
		newOrder(),
		newOrder(),
		newOrder( 'on-hold' ),
		newOrder( 'cancelled' ),
		newOrder( 'pending' ),
		newOrder(),
		newOrder(),
		newOrder( 'pending' ),
	] );
	await ask( 'completed', 'put', `orders/${ a }`, { status: 'completed' } );
	await ask( 'completed again', 'put', `orders/${ a }`, {
		status: 'completed',
	} );
	await ask(
		'wc-completed alone',
		'post',
		`orders/${ b }`,
		{ status: 'wc-completed' },
		'wc/v2'
	);
	await ask( 'with other fields', 'patch', `orders/${ c }`, {
		status: 'completed',
		customer_note: 'Takk',
		billing: { city: 'Bodø' },
		meta_data: [ { key: 'pallet', value: '7' } ],
		fee_lines: [ { name: 'Frakt', total: '49.00' } ],
	} );
	await ask( 'cancelled', 'put', `orders/${ d }`, { status: 'completed' } );
	await ask( 'pending, with set_paid', 'put', `orders/${ e }`, {
		status: 'completed',
		set_paid: true,
		transaction_id: 'abc',
	} );
	await ask( 'another status', 'put', `orders/${ f }`, {
		status: 'on-hold',
	} );
	await ask( 'some fields', 'put', `orders/${ f }?_fields=status,currency`, {
		status: 'completed',
	} );
	await ask( 'unknown order', 'put', `orders/${ UNKNOWN }`, {
		status: 'completed',
	} );
	await ask( 'unknown customer', 'put', `orders/${ g }`, {
		status: 'completed',
		customer_id: UNKNOWN,
	} );
	await ask( 'no such status', 'put', `orders/${ g }`, {
		status: 'invoiced',
	} );
	await ask( 'batch', 'post', 'orders/batch', {
		update: [
			{ id: g, status: 'completed' },
			{ id: UNKNOWN, status: 'completed' },
			{ id: h, status: 'wc-completed', customer_note: 'x' },
		],
		create: [ { status: 'completed' } ],
	} );
	await ask( 'create', 'post', 'orders', {
		status: 'completed',
		currency: 'NOK',
	} );
	await ask( 'read', 'get', `orders/${ a }` );
	return Object.fromEntries(
		Object.entries( replies ).map( ( [ name, { status, data } ] ) => [
			name,
			{ status, data: withoutOwn( data ) },
		] )
	);
}

describe( 'answers', () => {
	let bare: Record< string, unknown >;

	before( async () => {
		await suite.ready;
		if ( ! suite.shop.ground.standIn ) {
			await suite.shop.wp( [
				'plugin',
				'deactivate',
				'telaris-for-woocommerce',
			] );
			try {
				bare = await interview();
			} finally {
				await suite.shop.wp( [
					'plugin',
					'activate',
					'telaris-for-woocommerce',
				] );
			}
		}
	} );

	for ( const marked of [ false, true ] ) {
		testOnWooCommerce(
			`with ${ marked ? 'the marked' : 'an unmarked' } key are those that WooCommerce gives without the plugin`,
			async () => {
				await choose( {
					marked_key: marked ? keyId : null,
					core_api_guard: 'observe',
				} );
				const now = await interview();
				for ( const [ name, reply ] of Object.entries( bare ) ) {
					assert.deepEqual( now[ name ], reply, name );
				}
			}
		);
	}
} );

describeOnWooCommerce(
	'the marked key, while everything is held back',
	() => ( { marked_key: keyId, core_api_guard: 'observe', hold: true } ),
	() => {
		after( () => choose( { hold: false, core_api_guard: 'protect' } ) );

		testOnWooCommerce(
			'touches no order: it is recorded once, and a person releases it',
			async () => {
				const id = await newOrder();
				for ( const method of [ 'put', 'post' ] as const ) {
					const { status, data } = await api.call(
						method,
						`orders/${ id }`,
						{ status: 'completed', customer_note: 'Ring twice' }
					);
					assert.equal( status, 200 );
					assert.equal( data.status, 'processing', 'as it is' );
				}
				const batch = await api.call( 'post', 'orders/batch', {
					update: [ { id, status: 'completed', set_paid: true } ],
				} );
				assert.equal( batch.data.update[ 0 ].status, 'processing' );
				await assertUntouched( suite, id );
				const held = await onlyEntryOf( id );
				assert.equal( held.state, 'pending' );
				assert.equal( held.result.code, 'held' );
				assert.match(
					held.result.sentence,
					/would be set to Completed/
				);

				const admin = await suite.admin();
				const released = await admin.call(
					'POST',
					`/notifications/${ held.id }/resend`,
					{ send_email: true }
				);
				assert.equal( released.json.result.code, 'completed' );
				await assertCompletedOnce( suite, id );
			}
		);
	}
);

describeOnWooCommerce(
	'an unmarked key',
	() => ( { marked_key: null } ),
	() => {
		testOnWooCommerce(
			'completes as ever: nothing is recorded, and the key is offered to be marked',
			async () => {
				const id = await newOrder();
				const { data } = await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				assert.equal( data.status, 'completed' );
				assert.deepEqual( await entriesOf( id ), [] );
				assert.deepEqual(
					( await suite.probe.order( id ) ).notes.filter( ( note ) =>
						note.includes( 'Telaris' )
					),
					[]
				);
				assert.equal( ( await settings() ).offered_key, keyId );
				assert.equal(
					( await choose( { marked_key: keyId } ) ).offered_key,
					null,
					'what is marked is not offered'
				);
				await choose( { marked_key: null } );
			}
		);

		testOnWooCommerce(
			'costs no query but its email’s settings, and three where it completes an order',
			async ( t ) => {
				const stop = await countQueries( suite.shop );
				await suite.probe.waitForEnd();
				const counted: Record< string, number[][] > = {};
				const statements: Record< string, string > = {};
				const count = async (
					id: number,
					name: string,
					method: CoreMethod,
					body?: Record< string, unknown >
				) => {
					const { headers } = await api.call(
						method,
						`orders/${ id }`,
						body
					);
					statements[ name ] = decodeURIComponent(
						headers[ 'x-own-statements' ] ?? ''
					);
					( counted[ name ] ??= [] ).push(
						[ 'x-own-queries', 'x-queries' ].map( ( header ) =>
							Number( headers[ header ] )
						)
					);
				};
				try {
					for ( let i = 0; i < 6; i++ ) {
						const id = await newOrder();
						await count( id, 'get', 'get' );
						await count( id, 'put', 'put', {
							customer_note: 'x',
						} );
						await count( id, 'complete', 'put', {
							status: 'completed',
						} );
					}
				} finally {
					await stop();
				}
				t.diagnostic(
					`queries, our own and all: ${ JSON.stringify( counted ) }`
				);
				// It claims the Completed hooks, sees whether the order is one of ours, and looks into the history.
				// And WooCommerce reads the settings of each email that a plug-in has, as long as nobody saved them.
				const most = { get: 1, put: 1, complete: 4 };
				for ( const [ name, limit ] of Object.entries( most ) ) {
					for ( const [ own = NaN, all = NaN ] of counted[ name ] ??
						[] ) {
						assert.ok(
							all > own && own <= limit,
							`${ name }: ${ own }, such as ${ statements[ name ] }`
						);
					}
				}
			}
		);
	}
);

describeOnWooCommerce(
	'the marked key',
	() => ( { marked_key: keyId, core_api_guard: 'observe' } ),
	() => {
		for ( const [ method, version ] of [
			[ 'put', 'wc/v3' ],
			[ 'post', 'wc/v3' ],
			[ 'patch', 'wc/v3' ],
			[ 'put', 'wc/v2' ],
			[ 'post', 'wc/v2' ],
			[ 'patch', 'wc/v2' ],
		] as const ) {
			testOnWooCommerce(
				`${ method.toUpperCase() } ${ version }: once, in the history`,
				async () => {
					const id = await newOrder();
					const { status: http, data } = await api.call(
						method,
						`orders/${ id }`,
						{ status: 'completed' },
						version
					);
					assert.equal( http, 200 );
					assert.equal( data.id, id );
					assert.equal( data.status, 'completed' );
					const order = await assertCompletedOnce( suite, id );
					assert.equal(
						order.notes.filter( ( note ) =>
							note.startsWith( 'Invoiced in Telaris.' )
						).length,
						1
					);
					const entry = await onlyEntryOf( id );
					assert.equal( entry.state, 'completed' );
					assert.equal( entry.result.code, 'completed' );
					assert.equal( entry.telaris_order, null );
					assert.match( entry.webhook_id, /^core_/ );
					assert.deepEqual(
						entry.attempts.map(
							( {
								trigger,
								status_before: was,
								status_after: is,
							} ) => [ trigger, was, is ]
						),
						[ [ 'core_api', 'processing', 'completed' ] ]
					);
				}
			);
		}

		testOnWooCommerce(
			'wc-completed: WooCommerce takes it in a batch, and refuses it alone',
			async () => {
				const [ alone, inBatch ] = await Promise.all( [
					newOrder(),
					newOrder(),
				] );
				const refused = await api.call( 'put', `orders/${ alone }`, {
					status: 'wc-completed',
				} );
				assert.deepEqual(
					[ refused.status, refused.data.code ],
					[ 400, 'rest_invalid_param' ]
				);
				await assertUntouched( suite, alone );
				assert.equal( ( await onlyEntryOf( alone ) ).state, 'failed' );

				const taken = await api.call(
					'post',
					'orders/batch',
					{ update: [ { id: inBatch, status: 'wc-completed' } ] },
					'wc/v2'
				);
				assert.equal( taken.data.update[ 0 ].status, 'completed' );
				await assertCompletedOnce( suite, inBatch );
				assert.equal(
					( await onlyEntryOf( inBatch ) ).result.code,
					'completed'
				);
			}
		);

		testOnWooCommerce(
			'by Basic authentication, and where a rest_route stands in for the permalink',
			async () => {
				for ( const at of [
					( id: number ) => `wp-json/wc/v3/orders/${ id }`,
					( id: number ) =>
						`index.php?rest_route=/wc/v3/orders/${ id }&via=wp-json/wc/`,
				] ) {
					const id = await newOrder();
					const reply = await callHttp( suite.shop.url, {
						method: 'PUT',
						path: at( id ),
						headers: {
							'content-type': 'application/json',
							'x-forwarded-proto': 'https',
							authorization: basic( suite.shop.keys.readWrite ),
						},
						body: '{"status":"completed"}',
					} );
					assert.equal( reply.status, 200, reply.text );
					await assertCompletedOnce( suite, id );
					assert.equal(
						( await onlyEntryOf( id ) ).result.code,
						'completed'
					);
				}
			}
		);

		testOnWooCommerce(
			'other fields of the request are saved, with another status nothing else happens',
			async () => {
				const id = await newOrder();
				const first = await api.call( 'put', `orders/${ id }`, {
					status: 'on-hold',
					customer_note: 'Vent',
				} );
				assert.deepEqual(
					[ first.data.status, first.data.customer_note ],
					[ 'on-hold', 'Vent' ]
				);
				assert.deepEqual( await entriesOf( id ), [] );
				const then = await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
					customer_note: 'Takk',
					meta_data: [ { key: 'pallet', value: '7' } ],
				} );
				assert.deepEqual(
					[ then.data.status, then.data.customer_note ],
					[ 'completed', 'Takk' ]
				);
				assert.ok(
					then.data.meta_data.some(
						( { key, value }: { key: string; value: string } ) =>
							key === 'pallet' && value === '7'
					)
				);
				assert.equal(
					( await onlyEntryOf( id ) ).attempts[ 0 ]?.status_before,
					'on-hold'
				);
			}
		);

		testOnWooCommerce(
			'asking for what is Completed already is no row of the history',
			async () => {
				const id = await newOrder();
				await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				const again = await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				assert.equal( again.data.status, 'completed' );
				await assertCompletedOnce( suite, id );
				assert.equal( ( await entriesOf( id ) ).length, 1 );
			}
		);

		testOnWooCommerce( 'six at once: once', async ( t ) => {
			const ids = await Promise.all(
				Array.from( { length: trials( 12 ) }, () => newOrder() )
			);
			await inParallel( ids, 2, async ( id ) => {
				const replies = await Promise.all(
					Array.from( { length: 6 }, () =>
						api.call( 'put', `orders/${ id }`, {
							status: 'completed',
						} )
					)
				);
				for ( const { status, data } of replies ) {
					assert.equal( status, 200, JSON.stringify( data ) );
					assert.deepEqual(
						[ data.id, data.status, data.total ],
						[ id, 'completed', '499.00' ]
					);
				}
				const order = await assertCompletedOnce( suite, id );
				assert.equal(
					order.notes.filter( ( note ) =>
						note.includes( 'Invoiced in Telaris.' )
					).length,
					1
				);
				const entries = await entriesOf( id );
				assert.equal(
					entries.filter(
						( { result } ) => result.code === 'completed'
					).length,
					1
				);
				assert.ok(
					entries.every( ( { state } ) => state === 'completed' ),
					JSON.stringify(
						entries.map( ( { result } ) => result.code )
					)
				);
			} );
			t.diagnostic(
				`${ ids.length } orders, 6 calls each: hooks and emails once`
			);
		} );

		testOnWooCommerce( 'a batch of twenty, mixed', async () => {
			const good = await Promise.all(
				Array.from( { length: 16 }, () => newOrder() )
			);
			const [ held, done, other ] = await Promise.all( [
				newOrder( 'on-hold' ),
				newOrder(),
				newOrder(),
			] );
			await api.call( 'put', `orders/${ done }`, {
				status: 'completed',
			} );
			const update = [
				...good.map( ( id, at ) => ( {
					id,
					status: at % 2 ? 'wc-completed' : 'completed',
				} ) ),
				{ id: held, status: 'completed', customer_note: 'Takk' },
				{ id: UNKNOWN, status: 'completed' },
				{ id: done, status: 'completed' },
				{ id: other, status: 'on-hold' },
			];
			const since =
				( await entriesOf( UNKNOWN ) )[ 0 ]?.attempt_count ?? 0;
			const { status, data } = await api.call( 'post', 'orders/batch', {
				update,
			} );
			assert.equal( status, 200 );
			assert.deepEqual(
				data.update.map(
					( item: {
						id: number;
						status?: string;
						error?: { code: string };
					} ) => [ item.id, item.status ?? item.error?.code ]
				),
				update.map( ( { id, status: asked } ) => [
					id,
					id === UNKNOWN
						? 'woocommerce_rest_shop_order_invalid_id'
						: asked.replace( 'wc-', '' ),
				] )
			);
			for ( const id of good ) {
				await assertCompletedOnce( suite, id );
				assert.equal(
					( await onlyEntryOf( id ) ).result.code,
					'completed'
				);
			}
			await assertCompletedOnce( suite, held, { from: 'on-hold' } );
			assert.equal( ( await onlyEntryOf( held ) ).state, 'completed' );
			await assertCompletedOnce( suite, done );
			assert.equal( ( await entriesOf( done ) ).length, 1 );
			await assertUntouched( suite, other, 'on-hold' );
			assert.deepEqual( await entriesOf( other ), [] );
			const unknown = await onlyEntryOf( UNKNOWN );
			assert.deepEqual(
				[ unknown.result.code, unknown.attempt_count ],
				[ 'order_not_found', since + 1 ]
			);
		} );

		testOnWooCommerce(
			'what WooCommerce refuses is a failed row; asked again, the same one',
			async () => {
				const before_ =
					( await entriesOf( UNKNOWN ) )[ 0 ]?.attempt_count ?? 0;
				for ( let i = 0; i < 2; i++ ) {
					assert.equal(
						(
							await api.call( 'put', `orders/${ UNKNOWN }`, {
								status: 'completed',
							} )
						).status,
						400
					);
				}
				const unknown = await onlyEntryOf( UNKNOWN );
				assert.deepEqual(
					[
						unknown.state,
						unknown.result.code,
						unknown.attempt_count,
					],
					[ 'failed', 'order_not_found', before_ + 2 ]
				);

				const id = await newOrder();
				const refused = await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
					customer_id: UNKNOWN,
				} );
				assert.equal(
					refused.data.code,
					'woocommerce_rest_invalid_customer_id'
				);
				await assertUntouched( suite, id );
				const entry = await onlyEntryOf( id );
				assert.deepEqual(
					[
						entry.state,
						entry.next_attempt_at,
						entry.attempt_count,
						entry.can_resend,
					],
					[ 'failed', null, 1, true ]
				);
				await heal( suite );
				await assertUntouched( suite, id );

				await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				await assertCompletedOnce( suite, id );
				const mended = await onlyEntryOf( id );
				assert.deepEqual(
					[ mended.state, mended.attempt_count ],
					[ 'completed', 2 ]
				);
			}
		);

		testOnWooCommerce(
			'a save that throws: answered with the order as it is; no hook, no email; the shop tries again',
			async () => {
				const id = await newOrder();
				await suite.probe.faults( { save_throws: true, order: id } );
				const { status, data } = await api.call(
					'put',
					`orders/${ id }`,
					{ status: 'completed' }
				);
				assert.deepEqual(
					[ status, data.id, data.status ],
					[ 200, id, 'processing' ]
				);
				const seen = await suite.probe.order( id );
				assert.deepEqual(
					[
						seen.status,
						seen.hooks.status_changed,
						seen.hooks.completed_notification,
					],
					[ 'processing', 0, 0 ]
				);
				assert.deepEqual( customerEmails( seen ), [] );
				const entry = await onlyEntryOf( id );
				assert.deepEqual(
					[ entry.state, entry.result.code ],
					[ 'pending', 'save_unconfirmed' ]
				);

				await suite.probe.clearFaults();
				await heal( suite );
				await assertCompletedOnce( suite, id );
				assert.equal( ( await onlyEntryOf( id ) ).state, 'completed' );
			}
		);

		testOnWooCommerce(
			'a payment plug-in that puts the order On hold: the answer and the history say so',
			async () => {
				const id = await newOrder();
				await suite.probe.faults( { hold_in_hook: true, order: id } );
				const { status, data } = await api.call(
					'put',
					`orders/${ id }`,
					{ status: 'completed' }
				);
				assert.deepEqual( [ status, data.status ], [ 200, 'on-hold' ] );
				assert.equal(
					( await onlyEntryOf( id ) ).result.code,
					'reverted'
				);
			}
		);

		testOnWooCommerce(
			'created as Completed, or taken as paid and so Completed: recorded only',
			async () => {
				const created = await api.call( 'post', 'orders', {
					status: 'completed',
					currency: 'NOK',
					billing: { email: 'kari@example.com' },
				} );
				assert.equal( created.status, 201 );
				assert.equal( created.data.status, 'completed' );
				const entry = await onlyEntryOf( created.data.id );
				assert.deepEqual(
					[
						entry.state,
						entry.result.code,
						entry.attempts[ 0 ]?.trigger,
					],
					[ 'completed', 'completed', 'core_api' ]
				);

				const id = await newOrder( 'pending' );
				const paid = await api.call( 'put', `orders/${ id }`, {
					set_paid: true,
				} );
				const rows = await entriesOf( id );
				// Without goods to be sent WooCommerce takes a paid order for Completed.
				assert.equal( paid.data.status, 'completed' );
				assert.deepEqual(
					rows.map( ( { result, attempts } ) => [
						result.code,
						attempts[ 0 ]?.status_before,
					] ),
					[ [ 'completed', 'pending' ] ]
				);
				assert.equal(
					( await suite.probe.order( id ) ).hooks.completed,
					1
				);
			}
		);

		testOnWooCommerce(
			'a read is a sign of life, and makes neither a row nor a link',
			async () => {
				const id = await newOrder();
				const rows = ( await suite.probe.rows( 'notifications' ) )
					.length;
				const links = async () =>
					( await suite.probe.rows( 'orders' ) ).filter(
						( row ) => row[ 'telaris_order' ] !== null
					).length;
				const known = await links();
				await suite.probe.sql(
					"DELETE FROM {prefix}telaris_counters WHERE name = 'last_contact'"
				);
				assert.equal(
					( await api.call( 'get', `orders/${ id }` ) ).data.status,
					'processing'
				);
				const health = await (
					await suite.admin()
				).call( 'GET', '/health' );
				assert.ok(
					Date.now() - Date.parse( health.json.last_contact_at ) <
						60_000,
					health.text
				);
				assert.equal(
					( await suite.probe.rows( 'notifications' ) ).length,
					rows
				);
				assert.equal( await links(), known );
				await assertUntouched( suite, id );
			}
		);

		testOnWooCommerce(
			'does not wait for the customer’s email',
			async ( t ) => {
				const catcher = new SmtpCatcher();
				await catcher.listen();
				try {
					catcher.delay = 4000;
					const address = `kunde-${ Date.now() }@example.com`;
					const { id } = await suite.probe.newOrder( {
						email: address,
					} );
					await suite.probe.faults( { smtp_port: catcher.port } );
					const { duration, data } = await api.call(
						'put',
						`orders/${ id }`,
						{ status: 'completed' }
					);
					assert.equal( data.status, 'completed' );
					t.diagnostic(
						`answered in ${ Math.round( duration ) } ms; the mail takes 4000 ms`
					);
					assert.ok(
						duration < 4000,
						`${ Math.round( duration ) } ms`
					);
					const mails = await eventually(
						async () => catcher.messagesTo( address ),
						( seen ) => seen.length > 0,
						20_000
					);
					assert.equal( mails.length, 1 );
				} finally {
					await catcher.close();
				}
			}
		);
	}
);

describe( 'orders that are not to be completed by themselves', () => {
	testOnWooCommerce(
		'observe: as WooCommerce would, and in the history',
		async () => {
			await choose( { marked_key: keyId, core_api_guard: 'observe' } );
			const id = await newOrder( 'cancelled' );
			const { data } = await api.call( 'put', `orders/${ id }`, {
				status: 'completed',
			} );
			assert.equal( data.status, 'completed' );
			await assertCompletedOnce( suite, id, { from: 'cancelled' } );
			assert.equal(
				( await onlyEntryOf( id ) ).attempts[ 0 ]?.status_before,
				'cancelled'
			);
		}
	);

	testOnWooCommerce(
		'protect: it stays as it is, WooCommerce answers with it, and the history says why',
		async () => {
			await choose( { marked_key: keyId, core_api_guard: 'protect' } );
			const [ cancelled, pending, good ] = await Promise.all( [
				newOrder( 'cancelled' ),
				newOrder( 'pending' ),
				newOrder(),
			] );
			const single = await api.call( 'put', `orders/${ cancelled }`, {
				status: 'completed',
				customer_note: 'Takk',
			} );
			assert.deepEqual(
				[
					single.status,
					single.data.status,
					single.data.customer_note,
				],
				[ 200, 'cancelled', 'Takk' ]
			);
			const batch = await api.call( 'post', 'orders/batch', {
				update: [
					{ id: pending, status: 'completed', set_paid: true },
					{ id: good, status: 'completed' },
					{ id: cancelled, status: 'completed' },
				],
			} );
			assert.deepEqual(
				batch.data.update.map(
					( item: { status: string } ) => item.status
				),
				[ 'pending', 'completed', 'cancelled' ]
			);
			await assertUntouched( suite, cancelled, 'cancelled' );
			await assertUntouched( suite, pending, 'pending' );
			await assertCompletedOnce( suite, good );

			const entry = await onlyEntryOf( cancelled );
			assert.deepEqual(
				[
					entry.state,
					entry.result.code,
					entry.can_override,
					entry.attempt_count,
				],
				[ 'failed', 'status_not_allowed', true, 2 ]
			);
			const reply = await (
				await suite.admin()
			).call( 'POST', `/notifications/${ entry.id }/resend`, {
				complete_anyway: true,
			} );
			assert.equal( reply.json.result.code, 'completed', reply.text );
			await assertCompletedOnce( suite, cancelled, {
				from: 'cancelled',
			} );
		}
	);

	testOnWooCommerce(
		'protect: none that was refunded, failed, left at the checkout or thrown away is completed, alone or in a batch',
		async () => {
			await choose( { marked_key: keyId, core_api_guard: 'protect' } );
			for ( const was of [
				'refunded',
				'failed',
				'checkout-draft',
				'trash',
			] ) {
				const id = await newOrder( was === 'trash' ? undefined : was );
				if ( was === 'trash' ) {
					await suite.probe.trash( id );
				}
				await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				await api.call( 'post', 'orders/batch', {
					update: [ { id, status: 'wc-completed', set_paid: true } ],
				} );
				await heal( suite );
				await assertUntouched( suite, id, was );
				assert.equal( ( await onlyEntryOf( id ) ).state, 'failed' );
			}
		}
	);

	for ( const to of [ 'cancelled', 'refunded', 'trash' ] ) {
		testOnWooCommerce(
			`observe: what a person made of it (${ to }) before the shop’s own retry stays`,
			async () => {
				await choose( {
					marked_key: keyId,
					core_api_guard: 'observe',
				} );
				const id = await newOrder();
				await suite.probe.faults( { save_throws: true, order: id } );
				await api.call( 'put', `orders/${ id }`, {
					status: 'completed',
				} );
				await suite.probe.clearFaults();
				await ( to === 'trash'
					? suite.probe.trash( id )
					: suite.probe.setStatus( id, to ) );
				await heal( suite );
				const seen = await suite.probe.order( id );
				assert.deepEqual(
					[
						seen.status,
						seen.hooks.status_changed,
						seen.hooks.completed_notification,
					],
					[ to, 0, 0 ]
				);
				assert.equal(
					( await onlyEntryOf( id ) ).result.code,
					'status_not_allowed'
				);
			}
		);
	}

	testOnWooCommerce(
		'by version 1 of the API it is past the plugin, which is said; WooCommerce itself refuses it where orders have tables of their own',
		async () => {
			await choose( { marked_key: keyId, core_api_guard: 'protect' } );
			const id = await newOrder();
			const { data } = await api.call(
				'put',
				`orders/${ id }`,
				{ status: 'completed' },
				'wc/v1'
			);
			assert.equal( data.code, 'woocommerce_rest_shop_order_invalid_id' );
			await assertUntouched( suite, id );
			const { problems } = await suite.health();
			assert.match(
				problems.find( ( { code } ) => code === 'core_api_version' )
					?.sentence ?? '',
				/asks for Completed .* WooCommerce may refuse that/
			);
			await suite.probe.sql(
				"DELETE FROM {prefix}telaris_counters WHERE name = 'core_api_passed_by'"
			);
		}
	);

	testOnWooCommerce(
		'protect: what somebody put back is not completed again; observe: it is, but the customer gets no second email',
		async () => {
			await choose( { marked_key: keyId, core_api_guard: 'protect' } );
			const id = await newOrder();
			await api.call( 'put', `orders/${ id }`, { status: 'completed' } );
			await assertCompletedOnce( suite, id );
			await suite.probe.setStatus( id, 'processing' );
			assert.equal(
				(
					await api.call( 'put', `orders/${ id }`, {
						status: 'completed',
					} )
				).data.status,
				'processing'
			);
			assert.ok(
				( await entriesOf( id ) ).some(
					( { result } ) => result.code === 'reverted'
				)
			);

			await choose( { core_api_guard: 'observe' } );
			assert.equal(
				(
					await api.call( 'put', `orders/${ id }`, {
						status: 'completed',
					} )
				).data.status,
				'completed'
			);
			await heal( suite );
			assert.equal(
				customerEmails( await suite.probe.order( id ) ).length,
				1
			);
		}
	);
} );
