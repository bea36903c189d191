/** Who may call the webhook: a signature or a WooCommerce API key; and what everybody else gets. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import {
	basic,
	freshAddress,
	newId,
	now,
	sign,
	type Answered,
	type ApiKey,
} from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	historyOf,
	newSubject,
} from './support/orders';
import { attach } from './support/suite';
import { SignedIn } from './support/wp-admin';

const suite = attach();

/** Fails unless the call was refused, left no row and touched no order. */
async function assertRefused(
	make: (
		order: Awaited< ReturnType< typeof newSubject > >
	) => Promise< Answered >,
	status: number,
	codes: string | string[]
): Promise< Answered > {
	const order = await newSubject( suite );
	const reply = await make( order );
	assert.equal( reply.status, status, reply.text );
	assert.ok( [ codes ].flat().includes( reply.json.code ), reply.text );
	assert.equal( reply.json.data.retryable, false, reply.text );
	await assertUntouched( suite, order.id );
	assert.deepEqual(
		await historyOf( suite, order.telarisOrder ),
		[],
		'a refused call is no row'
	);
	return reply;
}

describe( 'a signature', () => {
	for ( const plain of [ false, true ] ) {
		test( `is accepted at ${ plain ? '?rest_route=' : '/wp-json/' }`, async () => {
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( order.invoiced, {
				plain,
			} );
			assert.equal( reply.json.code, 'completed', reply.text );
		} );
	}

	test( 'of another secret is refused', async () => {
		const secret = `whsec_${ Buffer.alloc( 32, 7 ).toString( 'base64' ) }`;
		await assertRefused(
			( order ) =>
				suite.endpoint.send( order.invoiced, {
					secret,
					from: freshAddress(),
				} ),
			401,
			'signature_invalid'
		);
	} );

	test( 'is enough where the host strips Authorization', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced, {
			headers: { authorization: '' },
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );

	test( 'is enough beside Basic auth that is meant for somebody else (a staging site’s password)', async () => {
		for ( const authorization of [
			basic( { key: 'staging', secret: 'hemmelig' } ),
			basic( {
				key: 'ck_0000000000000000000000000000000000000000',
				secret: 'cs_0',
			} ),
			basic( { key: suite.shop.admin.user, secret: 'wrong' } ),
			'Bearer abc',
			'Basic !!!',
		] ) {
			const reply = await suite.endpoint.send( messages.ping(), {
				headers: { authorization },
			} );
			assert.equal(
				reply.status,
				200,
				`${ authorization }: ${ reply.text }`
			);
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced, {
			headers: {
				authorization: basic( { key: 'staging', secret: 'hemmelig' } ),
			},
		} );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'is enough beside a cookie of somebody signed in without a nonce', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced, {
			headers: { cookie: 'wordpress_logged_in_x=admin%7C1%7Cx%7Cx' },
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );

	test( 'opens no other route', async () => {
		const id = newId();
		const headers = {
			'webhook-id': id,
			'webhook-timestamp': String( now() ),
			'webhook-signature': sign(
				suite.shop.webhookSecret,
				id,
				now(),
				''
			),
		};
		for ( const [ method, route ] of [
			[ 'GET', '/notifications' ],
			[ 'GET', '/health' ],
			[ 'POST', '/secrets' ],
			[ 'POST', '/notifications/1/resend' ],
		] as const ) {
			const reply = await suite.endpoint.call( {
				method,
				route,
				headers,
			} );
			assert.equal(
				reply.status,
				// As a message that a redirect made a GET of.
				method === 'GET' && route === '/notifications' ? 405 : 401,
				`${ method } ${ route }: ${ reply.text }`
			);
		}
	} );

	test( 'signs no WooCommerce route either', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		const body = JSON.stringify( { status: 'completed' } );
		const id = newId();
		const response = await fetch(
			`${ suite.shop.url }/index.php?rest_route=/wc/v3/orders/${ order.id }&via=wp-json/wc/`,
			{
				method: 'PUT',
				body,
				headers: {
					'content-type': 'application/json',
					'webhook-id': id,
					'webhook-timestamp': String( now() ),
					'webhook-signature': sign(
						suite.shop.webhookSecret,
						id,
						now(),
						body
					),
				},
			}
		);
		assert.equal( response.status, 401 );
		await assertUntouched( suite, order.id );
	} );
} );

describe( 'two secrets', () => {
	test( 'are alive during a rotation, and a revoked one is dead at once', async () => {
		const admin = await suite.admin();
		const made = await admin.call( 'POST', '/secrets', {
			overlap_hours: 1,
		} );
		assert.equal( made.status, 201, made.text );
		const { id, secret } = made.json as { id: string; secret: string };
		assert.match( secret, /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/ );
		assert.ok(
			Buffer.from( secret.slice( 6 ), 'base64' ).length >= 24,
			'at least 24 bytes, as the specification asks'
		);

		try {
			for ( const [ name, current ] of [
				[ 'old', suite.shop.webhookSecret ],
				[ 'new', secret ],
			] as const ) {
				const order = await newSubject( suite );
				const reply = await suite.endpoint.send( order.invoiced, {
					secret: current,
				} );
				assert.equal(
					reply.json.code,
					'completed',
					`${ name }: ${ reply.text }`
				);
			}
			const health = await admin.call( 'GET', '/health' );
			assert.equal(
				health.text.includes( secret ),
				false,
				'a secret is never shown again'
			);
			const listed = health.json.secrets.find(
				( entry: { id: string } ) => entry.id === id
			);
			assert.ok( listed?.last_used_at, 'the use of a secret is seen' );
			assert.equal( listed.readable, true );
		} finally {
			const revoked = await admin.call( 'DELETE', `/secrets/${ id }` );
			assert.equal( revoked.status, 200, revoked.text );
		}
		const refused = await suite.endpoint.send( messages.ping(), {
			secret,
			from: freshAddress(),
		} );
		assert.equal( refused.status, 401, refused.text );
		const still = await suite.endpoint.send( messages.ping() );
		assert.equal(
			still.status,
			200,
			'revoking the new one leaves the shop’s own alive'
		);
	} );

	test( 'a message signed by both is taken', async () => {
		const order = await newSubject( suite );
		const body = JSON.stringify( order.invoiced );
		const id = newId();
		const timestamp = now();
		const other = `whsec_${ Buffer.alloc( 24, 9 ).toString( 'base64' ) }`;
		const reply = await suite.endpoint.call( {
			body,
			headers: {
				'webhook-id': id,
				'webhook-timestamp': String( timestamp ),
				'webhook-signature': `${ sign( other, id, timestamp, body ) } ${ sign( suite.shop.webhookSecret, id, timestamp, body ) }`,
			},
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );
} );

describe( 'a WooCommerce API key', () => {
	for ( const plain of [ false, true ] ) {
		test( `with write permission is accepted at ${ plain ? '?rest_route=' : '/wp-json/' }`, async () => {
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( order.invoiced, {
				key: suite.shop.keys.readWrite,
				plain,
			} );
			assert.equal( reply.json.code, 'completed', reply.text );
			await assertCompletedOnce( suite, order.id );
		} );

		test( `that may only read is refused at ${ plain ? '?rest_route=' : '/wp-json/' }`, async () => {
			await assertRefused(
				( order ) =>
					suite.endpoint.send( order.invoiced, {
						key: suite.shop.keys.readOnly,
						plain,
						from: freshAddress(),
					} ),
				403,
				'forbidden'
			);
		} );
	}

	test( 'is replayed like a signed message', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, {
			key: suite.shop.keys.readWrite,
			id,
		} );
		const again = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal(
			again.headers[ 'idempotent-replayed' ],
			'true',
			again.text
		);
	} );

	test( 'with the wrong secret is refused, in our shape', async () => {
		await assertRefused(
			( order ) =>
				suite.endpoint.send( order.invoiced, {
					key: {
						...suite.shop.keys.readWrite,
						secret: 'cs_0000000000000000000000000000000000000000',
					},
					from: freshAddress(),
				} ),
			401,
			'not_authenticated'
		);
	} );

	test( 'that nobody knows is refused', async () => {
		await assertRefused(
			( order ) =>
				suite.endpoint.send( order.invoiced, {
					key: {
						key: `ck_${ '0'.repeat( 40 ) }`,
						secret: `cs_${ '0'.repeat( 40 ) }`,
					},
					from: freshAddress(),
				} ),
			401,
			'not_authenticated'
		);
	} );

	test( 'without webhook-id: missing_id', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.call( {
			body: JSON.stringify( order.invoiced ),
			headers: { authorization: basic( suite.shop.keys.readWrite ) },
		} );
		assert.equal( reply.status, 400, reply.text );
		assert.equal( reply.json.code, 'missing_id' );
		await assertUntouched( suite, order.id );
	} );

	for ( const plain of [ false, true ] ) {
		test( `in the query string is refused at ${ plain ? '?rest_route=' : '/wp-json/' }: it would stand in access logs`, async () => {
			const { key, secret } = suite.shop.keys.readWrite;
			await assertRefused(
				( order ) =>
					suite.endpoint.call( {
						route: `/notifications?consumer_key=${ key }&consumer_secret=${ secret }`,
						plain,
						body: JSON.stringify( order.invoiced ),
						headers: { 'webhook-id': newId() },
						from: freshAddress(),
					} ),
				401,
				'not_authenticated'
			);
		} );
	}

	test( 'beside a wrong signature does not help: what claims to be signed must be', async () => {
		await assertRefused(
			( order ) =>
				suite.endpoint.send( order.invoiced, {
					secret: `whsec_${ Buffer.alloc( 32, 1 ).toString( 'base64' ) }`,
					headers: {
						authorization: basic( suite.shop.keys.readWrite ),
					},
					from: freshAddress(),
				} ),
			401,
			'signature_invalid'
		);
	} );
} );

describe( 'a key of a person who may not edit orders', () => {
	let key: ApiKey;
	const user = `kunde${ Date.now() }`;

	before( async () => {
		const made = await suite.probe
			.php( `$user = wp_create_user( '${ user }', 'hemmelig-1', '${ user }@example.com' );
			( new WP_User( $user ) )->set_role( get_role( 'customer' ) ? 'customer' : 'subscriber' );
			$key = 'ck_' . bin2hex( random_bytes( 20 ) ); $secret = 'cs_' . bin2hex( random_bytes( 20 ) );
			global $wpdb;
			$wpdb->insert( $wpdb->prefix . 'woocommerce_api_keys', [
				'user_id' => $user, 'description' => 'suite', 'permissions' => 'read_write',
				'consumer_key' => wc_api_hash( $key ), 'consumer_secret' => $secret, 'truncated_key' => substr( $key, -7 ),
			] );
			echo wp_json_encode( [ 'key' => $key, 'secret' => $secret ] );` );
		key = JSON.parse( made ) as ApiKey;
	} );

	after( () => suite.probe.deleteUser( user ) );

	test( 'is refused: forbidden', async () => {
		await assertRefused(
			( order ) =>
				suite.endpoint.send( order.invoiced, {
					key,
					from: freshAddress(),
				} ),
			403,
			'forbidden'
		);
	} );

	test( 'the person, signed in, does not see the history', async () => {
		const customer = await SignedIn.signIn(
			suite.endpoint,
			user,
			'hemmelig-1'
		);
		const reply = await customer.call( 'GET', '/notifications' );
		assert.equal( reply.status, 403, reply.text );
	} );
} );

describe( 'who shows nothing', () => {
	test( 'is refused: not_authenticated', async () => {
		await assertRefused(
			( order ) =>
				suite.endpoint.call( {
					body: JSON.stringify( order.invoiced ),
					headers: { 'webhook-id': newId() },
					from: freshAddress(),
				} ),
			401,
			'not_authenticated'
		);
	} );

	test( 'a signed-in admin’s cookie without a nonce is nothing', async () => {
		const admin = await suite.admin();
		await assertRefused(
			( order ) =>
				admin.call( 'POST', '/notifications', order.invoiced, {
					nonce: null,
				} ),
			401,
			'not_authenticated'
		);
	} );

	test( 'a signed-in admin is not Telaris', async () => {
		const admin = await suite.admin();
		const order = await newSubject( suite );
		const reply = await admin.call(
			'POST',
			'/notifications',
			order.invoiced
		);
		assert.ok( [ 401, 403 ].includes( reply.status ), reply.text );
		await assertUntouched( suite, order.id );
	} );
} );

describe( 'what WordPress takes elsewhere and would hide an answer’s status', () => {
	for ( const [ query, headers ] of [
		[ '_envelope=1', {} ],
		[ '_jsonp=tell', {} ],
		[ '_method=PUT', {} ],
		[ '', { 'x-http-method-override': 'DELETE' } ],
	] as const ) {
		test( `${ query || 'X-HTTP-Method-Override' } is refused`, async () => {
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( order.invoiced, {
				route: `/notifications?${ query }`,
				headers,
			} );
			assert.equal( reply.status, 400, reply.text );
			assert.equal( reply.json.code, 'unsupported_parameter' );
			await assertUntouched( suite, order.id );
		} );
	}
} );

test( 'a GET that a redirect made of a message says so, and what is allowed', async () => {
	const reply = await suite.endpoint.call( {
		method: 'GET',
		headers: { 'webhook-id': newId() },
	} );
	assert.equal( reply.status, 405, reply.text );
	assert.equal( reply.json.code, 'method_not_allowed' );
	assert.equal( reply.headers[ 'allow' ], 'POST' );
} );
