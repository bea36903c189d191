/** The fallback address, past a blocked REST API; and a copy of the shop, which acts on nothing. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import { contractFaults } from './support/contract';
import {
	basic,
	freshAddress,
	newId,
	now,
	sign,
	type Body,
} from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import { callHttp, type Reply } from './support/http';
import {
	assertCompletedOnce,
	assertUntouched,
	customerEmails,
	historyOf,
	newSubject,
	newTelarisOrder,
	subjectOf,
} from './support/orders';
import { attach } from './support/suite';
import { heal, letTimePass } from './support/time';

const suite = attach();

interface FallbackOptions {
	readonly id?: string;
	readonly batch?: boolean;
	readonly secret?: string;
	readonly headers?: Record< string, string >;
	readonly raw?: boolean;
}

/** Sends to the fallback address; the answer is held to what the contract says of the same route. */
async function fallback(
	body: Message | object | string,
	options: FallbackOptions = {}
): Promise< Reply & { json: Body } > {
	const text = typeof body === 'string' ? body : JSON.stringify( body );
	const id = options.id ?? newId();
	const timestamp = now();
	const reply = await callHttp( suite.shop.url, {
		method: 'POST',
		path: `?wc-api=telaris${ options.batch ? '-batch' : '' }`,
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String( timestamp ),
			'webhook-signature': sign(
				options.secret ?? suite.shop.webhookSecret,
				id,
				timestamp,
				text
			),
			...options.headers,
		},
		body: text,
		from: freshAddress(),
	} );
	if ( ! options.raw ) {
		assert.match(
			reply.headers[ 'content-type' ] ?? '',
			/^application\/json/,
			reply.text
		);
		assert.match( reply.headers[ 'cache-control' ] ?? '', /\bno-store\b/ );
		const route = options.batch ? '/notifications/batch' : '/notifications';
		assert.deepEqual(
			contractFaults( 'POST', route, reply.status, reply.json ),
			[],
			reply.text
		);
	}
	return reply;
}

/** What does not differ from message to message. */
function shapeOf( reply: Reply & { json: Body } ) {
	const { code, state, retryable, message, data } = reply.json;
	return {
		status: reply.status,
		code,
		state,
		retryable,
		message,
		data,
		again: reply.headers[ 'retry-after' ],
	};
}

describe( 'the fallback address ?wc-api=telaris', () => {
	const blocker = new FixturePlugIn( suite, 'rest-blocker' );
	afterEach( async () => {
		await blocker.remove();
		await suite.probe.clearFaults();
	} );

	test( 'completes an order as the REST API does, email after the answer and all', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.probe.faults( { mail_slow_ms: 3000, order: order.id } );
		const id = newId();
		const reply = await fallback( order.invoiced, { id } );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.code, 'completed' );
		assert.equal(
			reply.headers[ 'content-length' ] ??
				String( Buffer.byteLength( reply.text ) ),
			String( Buffer.byteLength( reply.text ) )
		);
		assert.deepEqual(
			customerEmails( await suite.probe.order( order.id ) ),
			[],
			'the answer does not wait for the email'
		);
		await assertCompletedOnce( suite, order.id );

		const again = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal(
			again.headers[ 'idempotent-replayed' ],
			'true',
			'it is the same endpoint'
		);
		const replayed = {
			...reply.json,
			order_status: 'completed',
			replayed: true,
		};
		assert.deepEqual( again.json, replayed );
		const andAgain = await fallback( order.invoiced, { id } );
		assert.equal( andAgain.headers[ 'idempotent-replayed' ], 'true' );
		assert.deepEqual( andAgain.json, replayed );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'works where a security plug-in shuts the REST API', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await blocker.install( `
			if ( preg_match( '#wp-json|rest_route#', $_SERVER['REQUEST_URI'] ?? '' ) && ! str_contains( $_SERVER['REQUEST_URI'], 'telaris-test' ) ) {
				http_response_code( 403 );
				exit( 'Blocked.' );
			}
			add_filter( 'rest_authentication_errors', static fn () => isset( $_SERVER['HTTP_X_PROBE_TOKEN'] ) ? null : new WP_Error( 'blocked', 'Blocked.', [ 'status' => 403 ] ), 9999 );
			add_filter( 'rest_pre_dispatch', static fn ( $result ) => isset( $_SERVER['HTTP_X_PROBE_TOKEN'] ) ? $result : new WP_Error( 'blocked', 'Blocked.', [ 'status' => 403 ] ), 9999 );` );
		for ( const plain of [ false, true ] ) {
			assert.equal(
				(
					await suite.endpoint.send( order.invoiced, {
						plain,
						raw: true,
					} )
				).status,
				403,
				'the fixture blocks'
			);
		}
		const reply = await fallback( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'answers everything else as the REST API does', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const cancelled = await newSubject( suite, { status: 'cancelled' } );
		const known = await newSubject( suite );
		const used = newId();
		await suite.endpoint.send( known.invoiced, { id: used } );
		const wrong = `whsec_${ Buffer.alloc( 32, 5 ).toString( 'base64' ) }`;
		const telarisOrder = newTelarisOrder();
		const cases: [
			string,
			number,
			Message | object | string,
			FallbackOptions?,
		][] = [
			[ 'pong', 200, messages.ping() ],
			[ 'linked', 200, known.imported ],
			[ 'invalid_payload', 400, { type: 'order.invoiced' } ],
			[ 'invalid_payload', 400, '{"type":' ],
			[ 'signature_invalid', 401, messages.ping(), { secret: wrong } ],
			[ 'missing_link', 409, messages.invoiced( { telarisOrder } ) ],
			[
				'order_not_found',
				404,
				messages.invoiced( {
					telarisOrder,
					integrationReference: '2000000011',
				} ),
			],
			[
				'status_not_allowed',
				409,
				messages.invoiced( {
					telarisOrder: cancelled.telarisOrder,
					integrationReference: String( cancelled.id ),
				} ),
			],
			[
				'id_reused',
				422,
				messages.invoiced( { telarisOrder } ),
				{ id: used },
			],
			[
				'payload_too_large',
				413,
				JSON.stringify( { pad: 'x'.repeat( 1_048_577 ) } ),
			],
		];
		for ( const [ code, status, body, options = {} ] of cases ) {
			const there = await fallback( body, options );
			assert.equal( there.status, status, `${ code }: ${ there.text }` );
			assert.equal( there.json.code, code );
			const here = await suite.endpoint.send( body as Message, {
				...options,
				from: freshAddress(),
			} );
			assert.deepEqual( shapeOf( there ), shapeOf( here ) );
		}
	} );

	test( 'says when to come back where the save fails, and where a listener ends the request', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		for ( const [ fault, code ] of [
			[ 'save_throws', 'save_unconfirmed' ],
			[ 'listener_exits', 'internal_error' ],
		] as const ) {
			const order = await newSubject( suite );
			await suite.probe.faults( { [ fault ]: true, order: order.id } );
			const reply = await fallback( order.invoiced );
			assert.equal( reply.status, 503, reply.text );
			assert.equal( reply.json.code, code );
			assert.match( reply.headers[ 'retry-after' ] ?? '', /^[1-9]\d*$/ );
			await suite.probe.clearFaults();
		}
		await heal( suite );
	} );

	test( 'takes batches at ?wc-api=telaris-batch', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		const item = ( message: Message ) => ( { id: newId(), ...message } );
		const notifications = [
			item( order.invoiced ),
			item( subjectOf( 2_000_000_012 ).invoiced ),
			item( messages.ping() ),
		];
		const reply = await fallback( { notifications }, { batch: true } );
		assert.equal( reply.status, 200, reply.text );
		assert.deepEqual(
			reply.json.results.map( ( result: Body ) => result.code ),
			[ 'completed', 'order_not_found', 'pong' ]
		);
		assert.deepEqual(
			reply.json.results.map( ( result: Body ) => result.id ),
			notifications.map( ( { id } ) => id )
		);
		await assertCompletedOnce( suite, order.id );
		const single = await fallback( { notifications } );
		assert.equal(
			single.json.code,
			'invalid_payload',
			'each address takes its own'
		);
	} );

	test( 'takes signatures alone: no API key, no signed-in admin, no stranger', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		const body = JSON.stringify( order.invoiced );
		for ( const batch of [ '', '-batch' ] ) {
			for ( const headers of [
				{},
				{ authorization: basic( suite.shop.keys.readWrite ) },
			] ) {
				const reply = await callHttp( suite.shop.url, {
					method: 'POST',
					path: `?wc-api=telaris${ batch }`,
					headers: {
						'x-forwarded-proto': 'https',
						'webhook-id': newId(),
						...headers,
					},
					body,
					from: freshAddress(),
				} );
				assert.equal( reply.status, 401, reply.text );
				assert.equal(
					( reply.json as Body ).code,
					'not_authenticated'
				);
			}
		}
		const page = await (
			await suite.admin()
		).page( '?wc-api=telaris', { method: 'POST', body, status: 401 } );
		assert.match( page, /not_authenticated/ );
		await assertUntouched( suite, order.id );
	} );

	test( 'takes POST alone', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const shown = await callHttp( suite.shop.url, {
			path: '?wc-api=telaris',
		} );
		assert.equal( shown.status, 405, shown.text );
		assert.equal( shown.headers[ 'allow' ], 'POST' );
		assert.equal( ( shown.json as Body ).code, 'method_not_allowed' );
		// These a server may refuse by itself.
		for ( const method of [ 'PUT', 'DELETE' ] ) {
			const reply = await callHttp( suite.shop.url, {
				method,
				path: '?wc-api=telaris',
			} );
			assert.equal( reply.status, 405, reply.text );
		}
	} );

	test( 'is what the connection screen shows', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const health = await ( await suite.admin() ).call( 'GET', '/health' );
		assert.equal(
			new URL( health.json.fallback_url ).host,
			new URL( suite.shop.url ).host
		);
		assert.match( health.json.fallback_url, /\/\?wc-api=telaris$/ );
	} );
} );

describe( 'a copy of the shop', () => {
	const ADDRESS = 'telaris_for_woocommerce_address';
	/** Gives the shop another home address, as a copy has it. */
	const mover = new FixturePlugIn( suite, 'home' );
	const encoded = ( address: string ) =>
		Buffer.from( address ).toString( 'base64' );
	const known = ( address: string | null ) =>
		suite.probe.setOptions( {
			[ ADDRESS ]: address === null ? null : encoded( address ),
		} );
	const homeIs = ( home: string ) =>
		mover.install(
			`add_filter( 'option_home', static fn () => '${ home }', 99 );`
		);

	before( () => suite.ready );
	afterEach( async () => {
		await mover.remove();
		await known( null );
		await suite.probe.clearFaults();
	} );
	after( () => known( null ) );

	async function problems(): Promise< Body[] > {
		return ( await ( await suite.admin() ).call( 'GET', '/health' ) ).json
			.problems;
	}

	async function stored(): Promise< string > {
		const { rows } = await suite.probe.sql(
			`SELECT option_value FROM {prefix}options WHERE option_name = '${ ADDRESS }'`
		);
		return Buffer.from(
			rows[ 0 ]?.[ 'option_value' ] ?? '',
			'base64'
		).toString();
	}

	test( 'refuses what Telaris sends, touches nothing, writes no history, and says so', async () => {
		const order = await newSubject( suite );
		await known( 'butikken.no' );
		for ( const message of [
			order.invoiced,
			order.imported,
			messages.ping(),
		] ) {
			for ( const key of [ undefined, suite.shop.keys.readWrite ] ) {
				const reply = await suite.endpoint.send(
					message,
					key ? { key } : {}
				);
				assert.equal( reply.status, 409, reply.text );
				assert.equal( reply.json.code, 'shop_moved' );
				assert.equal( reply.json.retryable, false );
				assert.equal( reply.json.notification_id, null );
			}
		}
		const batch = await suite.endpoint.call( {
			route: '/notifications/batch',
			body: JSON.stringify( {
				notifications: [ { id: newId(), ...order.invoiced } ],
			} ),
			headers: { authorization: basic( suite.shop.keys.readWrite ) },
		} );
		assert.equal( batch.json.results[ 0 ].code, 'shop_moved', batch.text );
		if ( ! suite.shop.ground.standIn ) {
			assert.equal(
				( await fallback( order.invoiced ) ).json.code,
				'shop_moved'
			);
		}
		// Nor does a person complete anything by mistake in what may be a copy.
		const byHand = await (
			await suite.admin()
		).call( 'POST', `/orders/${ order.id }/complete`, {} );
		assert.equal( byHand.status, 409, byHand.text );
		assert.equal( byHand.json.code, 'shop_moved' );
		await assertUntouched( suite, order.id );
		assert.deepEqual( await historyOf( suite, order.telarisOrder ), [] );

		const problem = ( await problems() ).find(
			( { code } ) => code === 'shop_moved'
		);
		assert.match(
			problem.sentence,
			/changed from butikken\.no to 127\.0\.0\.1\b.*\([78] refused so far\)/
		);
		assert.match( problem.what_to_do, /confirm its new address/ );
	} );

	test( 'that is the shop itself works again once a person says so', async () => {
		const order = await newSubject( suite );
		await known( 'butikken.no' );
		await suite.endpoint.send( order.invoiced );
		const admin = await suite.admin();
		const confirmed = await admin.call(
			'POST',
			'/connection/confirm-address'
		);
		assert.equal( confirmed.status, 200, confirmed.text );
		assert.equal(
			confirmed.json.problems.some(
				( { code }: Body ) => code === 'shop_moved'
			),
			false
		);
		assert.equal( await stored(), '127.0.0.1' );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id );

		await known( 'butikken.no' );
		const problem = ( await problems() ).find(
			( { code } ) => code === 'shop_moved'
		);
		assert.match(
			problem.sentence,
			/\(0 refused so far\)/,
			'counted anew'
		);
	} );

	test( 'leaves the retries and emails that came along alone', async () => {
		const order = await newSubject( suite );
		await suite.probe.faults( { save_throws: true, order: order.id } );
		await suite.endpoint.send( order.invoiced );
		await suite.probe.clearFaults();
		await known( 'butikken.no' );
		await letTimePass( suite );
		await suite.endpoint.send( messages.ping() );
		await assert.rejects(
			() => suite.shop.wp( [ 'telaris', 'run' ] ),
			/address of this shop changed/
		);
		await assertUntouched( suite, order.id );

		await (
			await suite.admin()
		).call( 'POST', '/connection/confirm-address' );
		await heal( suite );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'is told by host and path, and by nothing else', async () => {
		for ( const [ before_, home, code ] of [
			[ 'butikken.no', 'https://butikken.no', 'pong' ],
			[ 'butikken.no', 'http://www.Butikken.no:8443/', 'pong' ],
			[ 'butikken.no/butikk', 'https://butikken.no/butikk/', 'pong' ],
			[ 'butikken.no', 'https://staging.butikken.no', 'shop_moved' ],
			[ 'butikken.no', 'https://butikken.no/kopi', 'shop_moved' ],
			[ 'butikken.no', 'https://butikken.se', 'shop_moved' ],
			[ 'butikken.no', 'http://localhost:8080', 'shop_moved' ],
		] as const ) {
			await known( before_ );
			await homeIs( home );
			const reply = await suite.endpoint.send( messages.ping() );
			assert.equal(
				reply.json.code,
				code,
				`${ before_ } → ${ home }: ${ reply.text }`
			);
		}
	} );

	test( 'is no shop that went live from somebody’s own machine: it moves freely', async () => {
		for ( const local of [
			'localhost',
			'127.0.0.1',
			'192.168.1.20',
			'butikk.test',
			'butikk.local',
			'[::1]',
		] ) {
			await known( local );
			await homeIs( 'https://butikken.no' );
			const reply = await suite.endpoint.send( messages.ping() );
			assert.equal(
				reply.json.code,
				'pong',
				`${ local }: ${ reply.text }`
			);
			assert.equal(
				await stored(),
				'butikken.no',
				'and its new address is the one that counts'
			);
		}
	} );

	test( 'the address is learnt at Telaris’s first call, and not from calls that are refused', async () => {
		await known( null );
		await suite.endpoint.send( messages.ping(), {
			secret: `whsec_${ Buffer.alloc( 32, 8 ).toString( 'base64' ) }`,
			from: freshAddress(),
		} );
		assert.equal( await stored(), '' );
		await suite.endpoint.send( messages.ping() );
		assert.equal( await stored(), '127.0.0.1' );
	} );

	test( 'shows in Site Health', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const admin = await suite.admin();
		const status = async () => {
			const page = await admin.page( 'wp-admin/site-health.php' );
			const data = JSON.parse(
				/var SiteHealth = (\{.*\});/.exec( page )?.[ 1 ] ?? '{}'
			);
			return data.site_status.direct.find(
				( { test: name }: Body ) => name === 'telaris_for_woocommerce'
			);
		};
		assert.doesNotMatch( ( await status() ).description, /changed from/ );
		await known( 'butikken.no' );
		const moved = await status();
		assert.equal( moved.status, 'critical' );
		const [ problem ] = ( await problems() ).filter(
			( { code } ) => code === 'shop_moved'
		);
		assert.ok(
			moved.description.includes( problem.what_to_do ),
			moved.description
		);
		assert.match(
			moved.actions,
			/page=telaris-for-woocommerce&#038;tab=connection/
		);

		const information = await admin.page(
			'wp-admin/site-health.php?tab=debug'
		);
		assert.match(
			information,
			/Telaris for WooCommerce[\s\S]*butikken\.no/
		);
		assert.equal( information.includes( suite.shop.webhookSecret ), false );
		assert.doesNotMatch( information, /whsec_/ );
	} );
} );
