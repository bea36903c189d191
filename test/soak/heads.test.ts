/**
 * Two web heads over one database: what one has done holds on the other at once, and nothing is on one disk alone.
 *
 * `npm run test:heads`, on the shop that TELARIS_SHOP names, else on one of its own; with Redis where redis-cache lies in
 * the cache folder.
 */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as messages from '../telaris/messages';
import { startShop, type Shop } from '../shop';
import { hasRedisCache } from '../shop/redis';
import { WebhookEndpoint, freshAddress, newId } from '../http/support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	newSubject,
} from '../http/support/orders';
import { Probe } from '../http/support/probe';
import { changeSettings } from '../http/support/settings';
import { Suite } from '../http/support/suite';
import { SignedIn } from '../http/support/wp-admin';

interface Side {
	readonly wordpress: string;
	readonly endpoint: WebhookEndpoint;
	readonly probe: Probe;
}

const suite = new Suite();
let own: Shop | undefined;
let one: Side;
let other: Side;

before( async () => {
	if ( ! process.env[ 'TELARIS_SHOP' ] ) {
		own = await startShop( {
			name: 'test-heads',
			port: Number( process.env[ 'TELARIS_PORT' ] ?? 8960 ),
			db: 'mariadb',
			server: 'fpm',
			heads: 2,
			redis: hasRedisCache(),
			probe: true,
			fresh: true,
		} );
		process.env[ 'TELARIS_SHOP' ] = own.name;
	}
	await suite.ready;
	const sides = suite.shop.heads.map( ( { url, wordpress } ) => ( {
		wordpress,
		endpoint: new WebhookEndpoint( {
			...suite.shop,
			url,
			heads: [ { url, wordpress } ],
		} ),
		probe: new Probe( url, suite.shop.probeToken ),
	} ) );
	assert.ok( sides[ 0 ] && sides[ 1 ], 'the shop has one head only' );
	[ one, other ] = sides as [ Side, Side ];
} );
after( () => own?.stop() );

/** The shop's admin, by one head. */
function adminAt( { endpoint }: Side ): Promise< SignedIn > {
	const { user, password } = suite.shop.admin;
	return SignedIn.signIn( endpoint, user, password );
}

/** What a WordPress folder holds, but for WooCommerce's log. */
async function filesOf( { wordpress }: Side ): Promise< string[] > {
	const files = await readdir( join( wordpress, 'wp-content' ), {
		recursive: true,
	} );
	return files.filter( ( file ) => ! /wc-logs/.test( file ) ).sort();
}

test( 'a message of one head is answered from the history on the other', async () => {
	const order = await newSubject( suite );
	const id = newId();
	const first = await one.endpoint.send( order.invoiced, { id } );
	assert.equal( first.json.code, 'completed', first.text );
	const again = await other.endpoint.send( order.invoiced, { id } );
	assert.equal( again.headers[ 'idempotent-replayed' ], 'true', again.text );
	assert.equal( again.json.notification_id, first.json.notification_id );
	await assertCompletedOnce( suite, order.id );
} );

test( 'an order that is cached as it was is judged by what the database says', async ( t ) => {
	if ( ! suite.shop.ground.server.includes( 'Redis' ) ) {
		t.skip( 'skipped: needs the plug-in redis-cache' );
		return;
	}
	const caching = 'woocommerce_hpos_datastore_caching_enabled';
	// Off by default: with it, WooCommerce keeps orders in the object cache.
	await suite.probe.setOptions( { [ caching ]: 'yes' } );
	t.after( () => suite.probe.setOptions( { [ caching ]: 'no' } ) );
	const [ cancelled, paid ] = [
		await newSubject( suite ),
		await newSubject( suite, { status: 'pending' } ),
	];
	for ( const { probe } of [ one, other ] ) {
		await probe.php(
			`wc_get_order( ${ cancelled.id } ); wc_get_order( ${ paid.id } );`
		);
	}
	// Past every cache, as another head does whose Redis is away.
	await one.probe.php(
		`global $wpdb;
		$wpdb->update( "{$wpdb->prefix}wc_orders", [ 'status' => 'wc-cancelled' ], [ 'id' => ${ cancelled.id } ] );
		$wpdb->update( "{$wpdb->prefix}wc_orders", [ 'status' => 'wc-processing' ], [ 'id' => ${ paid.id } ] );`
	);
	assert.equal(
		await other.probe.php(
			`echo wc_get_order( ${ cancelled.id } )->get_status();`
		),
		'processing',
		'nothing is cached: this test would prove nothing'
	);
	const refused = await other.endpoint.send( cancelled.invoiced );
	assert.equal( refused.json.code, 'status_not_allowed', refused.text );
	await assertUntouched( suite, cancelled.id, 'cancelled' );
	const completed = await other.endpoint.send( paid.invoiced );
	assert.equal( completed.json.code, 'completed', completed.text );
	await assertCompletedOnce( suite, paid.id );
} );

test( 'a setting that is changed on one head holds on the other', async () => {
	const order = await newSubject( suite );
	// Both have it in their caches as it is.
	await one.endpoint.send( messages.ping() );
	await other.endpoint.send( messages.ping() );
	const admin = await adminAt( one );
	await admin.call( 'PUT', '/settings', { hold: true } );
	try {
		const reply = await other.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'held', reply.text );
	} finally {
		await changeSettings( suite, { hold: false } );
	}
} );

test( 'a secret that is made on one head opens the other, and no longer once it is withdrawn', async () => {
	const admin = await adminAt( one );
	const made = await admin.call( 'POST', '/secrets', {
		overlap_hours: 1,
	} );
	const { id, secret } = made.json;
	assert.ok( secret, made.text );
	const ping = () =>
		other.endpoint.send( messages.ping(), {
			secret,
			from: freshAddress(),
		} );
	assert.equal( ( await ping() ).json.code, 'pong' );
	await admin.call( 'DELETE', `/secrets/${ id }` );
	assert.equal( ( await ping() ).status, 401 );
} );

test( 'failures are counted over both heads', async ( t ) => {
	const from = freshAddress();
	if ( from === undefined ) {
		t.skip( 'skipped: this system has one loopback address' );
		return;
	}
	const wrong = {
		secret: `whsec_${ Buffer.alloc( 32, 5 ).toString( 'base64' ) }`,
		from,
	};
	for ( let limited = false, calls = 0; ! limited; calls++ ) {
		assert.ok( calls < 500, 'no 429 after 500 failures' );
		const reply = await one.endpoint.send( messages.ping(), wrong );
		limited = reply.status === 429;
	}
	const reply = await other.endpoint.send( messages.ping(), wrong );
	assert.equal( reply.status, 429, reply.text );
} );

test( 'nothing is written on the disk of a head', async () => {
	const sides = [ one, other ];
	const earlier = await Promise.all( sides.map( filesOf ) );
	for ( const { endpoint } of sides ) {
		const order = await newSubject( suite );
		await endpoint.send( order.imported );
		await endpoint.send( order.invoiced );
	}
	const admin = await adminAt( other );
	await admin.call( 'GET', '/notifications' );
	await admin.call( 'GET', '/health' );
	await suite.probe.waitForEnd();
	assert.deepEqual( await Promise.all( sides.map( filesOf ) ), earlier );
} );
