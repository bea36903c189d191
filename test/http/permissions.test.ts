/** Who may see the history, act on orders and manage the connection: as WooCommerce's own REST API decides. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { basic, newId, type ApiKey } from './support/endpoint';
import { callHttp } from './support/http';
import {
	assertCompletedOnce,
	assertUntouched,
	newSubject,
} from './support/orders';
import { callOf, screenOperations } from './support/operations';
import { attach } from './support/suite';
import { SignedIn } from './support/wp-admin';

const suite = attach();

const PASSWORD = 'hemmelig-1';
const VENDOR = `selger${ Date.now() }`;

/** Whoever works on all orders and manages nothing, as larger shops have them. */
const CLERK = `ekspeditor${ Date.now() }`;

/** What marketplace plug-ins give every vendor: the right to edit one's own orders. */
const VENDOR_KEY: ApiKey = {
	key: `ck_${ 'd'.repeat( 33 ) }1234567`,
	secret: `cs_${ 'e'.repeat( 40 ) }`,
};

let applicationPassword = '';

before( async () => {
	await suite.ready;
	await suite.probe
		.php( `add_role( 'selger', 'Selger', [ 'read' => true, 'edit_shop_orders' => true, 'view_admin_dashboard' => true ] );
		$id = wp_insert_user( [ 'user_login' => '${ VENDOR }', 'user_email' => '${ VENDOR }@example.com', 'user_pass' => '${ PASSWORD }', 'role' => 'selger' ] );
		add_role( 'ekspeditor', 'Ekspeditør', [ 'read' => true, 'view_admin_dashboard' => true, 'edit_shop_orders' => true, 'edit_others_shop_orders' => true, 'edit_published_shop_orders' => true, 'read_private_shop_orders' => true ] );
		wp_insert_user( [ 'user_login' => '${ CLERK }', 'user_email' => '${ CLERK }@example.com', 'user_pass' => '${ PASSWORD }', 'role' => 'ekspeditor' ] );
		global $wpdb;
		$wpdb->insert( $wpdb->prefix . 'woocommerce_api_keys', [ 'user_id' => $id, 'description' => 'Selger', 'permissions' => 'read_write',
			'consumer_key' => wc_api_hash( '${ VENDOR_KEY.key }' ), 'consumer_secret' => '${ VENDOR_KEY.secret }', 'truncated_key' => '1234567' ] );` );
	const made = await suite.probe.php(
		`$made = WP_Application_Passwords::create_new_application_password( get_user_by( 'login', '${ suite.shop.admin.user }' )->ID, [ 'name' => 'suite ${ VENDOR }' ] ); echo $made[0];`
	);
	applicationPassword = made.trim();
} );

after( async () => {
	await suite.probe.deleteUser( VENDOR );
	await suite.probe.deleteUser( CLERK );
	await suite.probe
		.php( `remove_role( 'selger' ); remove_role( 'ekspeditor' ); global $wpdb; $wpdb->delete( $wpdb->prefix . 'woocommerce_api_keys', [ 'description' => 'Selger' ] );
		$admin = get_user_by( 'login', '${ suite.shop.admin.user }' )->ID;
		WP_Application_Passwords::delete_all_application_passwords( $admin );` );
} );

test( 'a vendor, who may edit no order but his own, is refused on every route of the screen', async () => {
	const vendor = await SignedIn.signIn( suite.endpoint, VENDOR, PASSWORD );
	for ( const operation of screenOperations ) {
		const { method, route, body } = callOf( operation );
		const reply = await vendor.call( method, route, body );
		assert.equal( reply.status, 403, `${ operation }: ${ reply.text }` );
	}
} );

test( 'a vendor has no page of Telaris in wp-admin', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const vendor = await SignedIn.signIn( suite.endpoint, VENDOR, PASSWORD );
	await vendor.page( 'wp-admin/admin.php?page=telaris-for-woocommerce', {
		status: 403,
	} );
} );

test( 'the API key of a vendor opens nothing, as it opens nothing of WooCommerce', async () => {
	const order = await newSubject( suite );
	const reply = await suite.endpoint.send( order.invoiced, {
		key: VENDOR_KEY,
	} );
	assert.equal( reply.status, 403, reply.text );
	assert.equal( reply.json.code, 'forbidden' );
	const batch = await suite.endpoint.send(
		{ notifications: [ { id: newId(), ...order.invoiced } ] },
		{ key: VENDOR_KEY, route: '/notifications/batch' }
	);
	assert.equal( batch.status, 403, batch.text );
	await assertUntouched( suite, order.id );
} );

test( 'WooCommerce’s own API refuses the vendor, too', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	for ( const [ method, path ] of [
		[ 'GET', 'wp-json/wc/v3/orders' ],
		[ 'PUT', `wp-json/wc/v3/orders/${ order.id }` ],
		[ 'POST', 'wp-json/wc/v3/orders/batch' ],
	] as const ) {
		const reply = await callHttp( suite.shop.url, {
			method,
			path,
			headers: {
				'content-type': 'application/json',
				'x-forwarded-proto': 'https',
				authorization: basic( VENDOR_KEY ),
			},
			body:
				method === 'GET'
					? undefined
					: JSON.stringify( { status: 'completed' } ),
		} );
		assert.equal( reply.status, 403, `${ method } ${ path }` );
	}
} );

/** What is managed, and not only looked at: the connection, its secrets, the settings. */
const MANAGED = screenOperations.filter( ( operation ) =>
	/ \/(secrets|settings|connection)/.test( operation )
);

function byApplicationPassword( operation: string ) {
	const { method, route, body } = callOf( operation );
	return suite.endpoint.call( {
		method,
		route,
		body: body && JSON.stringify( body ),
		headers: {
			authorization: basic( {
				key: suite.shop.admin.user,
				secret: applicationPassword,
			} ),
		},
	} );
}

test( 'an application password reads the history, as it reads WooCommerce’s orders', async () => {
	const reply = await byApplicationPassword( 'get /notifications' );
	assert.equal( reply.status, 200, reply.text );
} );

/** As the database has them, sealed. */
async function secrets() {
	const { rows } = await suite.probe.sql(
		"SELECT option_value FROM {prefix}options WHERE option_name = 'telaris_for_woocommerce_secrets'"
	);
	return rows;
}

test( 'who may edit all orders and manages nothing reads the history and re-sends', async () => {
	const order = await newSubject( suite, { status: 'cancelled' } );
	const { json } = await suite.endpoint.send( order.invoiced );
	assert.equal( json.code, 'status_not_allowed' );
	const clerk = await SignedIn.signIn( suite.endpoint, CLERK, PASSWORD );
	const row = `/notifications/${ json.notification_id }`;
	for ( const route of [ '/notifications', row, '/awaiting', '/health' ] ) {
		const reply = await clerk.call( 'GET', route );
		assert.equal( reply.status, 200, `${ route }: ${ reply.text }` );
	}
	const preview = await clerk.call( 'POST', '/notifications/preview', {
		ids: [ json.notification_id ],
	} );
	assert.equal( preview.json[ 0 ].can_override, true, preview.text );
	const resent = await clerk.call( 'POST', `${ row }/resend`, {
		complete_anyway: true,
	} );
	assert.equal( resent.json.result.code, 'completed', resent.text );
	await assertCompletedOnce( suite, order.id, { from: 'cancelled' } );
	const { json: detail } = await clerk.call( 'GET', row );
	assert.equal( detail.attempts.at( -1 ).user, CLERK, 'by name' );
} );

test( 'but neither sees nor changes the connection, its secrets and the settings', async () => {
	const clerk = await SignedIn.signIn( suite.endpoint, CLERK, PASSWORD );
	const kept = await secrets();
	for ( const operation of MANAGED ) {
		const { method, route, body } = callOf( operation );
		const reply = await clerk.call( method, route, body );
		assert.equal( reply.status, 403, `${ operation }: ${ reply.text }` );
		assert.equal( reply.json.code, 'rest_forbidden', operation );
		assert.doesNotMatch( reply.text, /whsec_/ );
	}
	assert.deepEqual( await secrets(), kept );
} );

test( 'an application password changes nothing of the connection, and makes no secret that would outlive it', async () => {
	const kept = await secrets();
	for ( const operation of MANAGED ) {
		const reply = await byApplicationPassword( operation );
		assert.equal( reply.status, 403, `${ operation }: ${ reply.text }` );
		assert.doesNotMatch( reply.text, /whsec_/ );
	}
	assert.deepEqual( await secrets(), kept );
} );

test( 'the routes that are managed are known', () => {
	assert.ok( MANAGED.length >= 5, MANAGED.join( ', ' ) );
} );
