/** All routes: who may call them, by which methods, in which shape they refuse. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { operations } from './support/contract';
import { basic } from './support/endpoint';
import { callOf, screenOperations } from './support/operations';
import { attach } from './support/suite';
import { SignedIn } from './support/wp-admin';

const suite = attach();

test( 'the contract has the routes of the screen', () => {
	assert.ok( screenOperations.length >= 9, operations.join( ', ' ) );
} );

for ( const operation of screenOperations ) {
	const { method, route, body } = callOf( operation );

	describe( operation, () => {
		for ( const plain of [ false, true ] ) {
			test( `is closed to strangers (${ plain ? '?rest_route=' : '/wp-json/' })`, async () => {
				const reply = await suite.endpoint.call( {
					method,
					route,
					body: body && JSON.stringify( body ),
					plain,
				} );
				assert.equal( reply.status, 401, reply.text );
				assert.equal( typeof reply.json.message, 'string' );
			} );
		}

		test( 'is closed to a WooCommerce API key: it is for people', async () => {
			const reply = await suite.endpoint.call( {
				method,
				route,
				body: body && JSON.stringify( body ),
				headers: { authorization: basic( suite.shop.keys.readWrite ) },
			} );
			assert.ok(
				[ 401, 403 ].includes( reply.status ),
				`HTTP ${ reply.status }`
			);
		} );

		test( 'is closed to an admin’s cookie without a nonce, and with a wrong one', async () => {
			const admin = await suite.admin();
			const none = await admin.call( method, route, body, {
				nonce: null,
			} );
			assert.equal( none.status, 401, none.text );
			const wrong = await admin.call( method, route, body, {
				nonce: '0123456789',
			} );
			assert.equal( wrong.status, 403, wrong.text );
		} );
	} );
}

test( 'a person who may not edit orders is refused everywhere', async () => {
	const user = `leser${ Date.now() }`;
	await suite.probe.newUser( user, 'editor', 'hemmelig-1' );
	try {
		const editor = await SignedIn.signIn(
			suite.endpoint,
			user,
			'hemmelig-1'
		);
		for ( const operation of screenOperations ) {
			const { method, route, body } = callOf( operation );
			const reply = await editor.call( method, route, body );
			assert.equal(
				reply.status,
				403,
				`${ operation }: ${ reply.text }`
			);
		}
	} finally {
		await suite.probe.deleteUser( user );
	}
} );

test( 'a method that a route does not have is not there', async () => {
	const admin = await suite.admin();
	for ( const [ method, route ] of [
		[ 'DELETE', '/notifications' ],
		[ 'PUT', '/notifications/1' ],
		[ 'GET', '/notifications/1/resend' ],
		[ 'GET', '/orders/1/link' ],
		[ 'POST', '/health' ],
		[ 'GET', '/secrets' ],
		[ 'GET', '/nothing-here' ],
	] as const ) {
		const reply = await admin.call( method, route );
		assert.equal(
			reply.status,
			404,
			`${ method } ${ route }: ${ reply.text }`
		);
		assert.equal( reply.json.code, 'rest_no_route' );
	}
} );

test( 'the index of the namespace tells nothing secret', async () => {
	const reply = await suite.endpoint.call( { method: 'GET', route: '' } );
	assert.ok( [ 200, 401, 403 ].includes( reply.status ), reply.text );
	assert.doesNotMatch( reply.text, /whsec_|cs_/ );
} );

test( 'a shop manager may do what the screen offers', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const user = `leder${ Date.now() }`;
	await suite.probe.newUser( user, 'shop_manager', 'hemmelig-1' );
	try {
		const manager = await SignedIn.signIn(
			suite.endpoint,
			user,
			'hemmelig-1'
		);
		assert.equal(
			( await manager.call( 'GET', '/notifications' ) ).status,
			200
		);
		assert.equal( ( await manager.call( 'GET', '/health' ) ).status, 200 );
	} finally {
		await suite.probe.deleteUser( user );
	}
} );
