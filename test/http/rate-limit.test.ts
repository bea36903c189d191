/** Calls that prove nothing are counted, and limited by their address. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import { freshAddress, type Answered } from './support/endpoint';
import { newSubject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

describe( 'failures', () => {
	test( 'are counted, by reason', async () => {
		const admin = await suite.admin();
		const before_ = ( await admin.call( 'GET', '/health' ) ).json
			.refused_last_hour as number;
		const from = freshAddress();
		for ( let i = 0; i < 3; i++ ) {
			await suite.endpoint.send( messages.ping(), {
				secret: `whsec_${ Buffer.alloc( 32, i + 1 ).toString( 'base64' ) }`,
				from,
			} );
		}
		const after_ = ( await admin.call( 'GET', '/health' ) ).json
			.refused_last_hour as number;
		// The hour may turn in between.
		assert.ok(
			after_ >= before_ + 3 || after_ === 3,
			`${ before_ } → ${ after_ }`
		);
		const counters = JSON.stringify( await suite.probe.rows( 'counters' ) );
		assert.match( counters, /signature_invalid/ );
	} );

	test( 'are limited per address; valid calls never are', async ( t ) => {
		const from = freshAddress();
		if ( from === undefined ) {
			t.skip( 'skipped: this system has one loopback address' );
			return;
		}
		const wrong = {
			secret: `whsec_${ Buffer.alloc( 32, 3 ).toString( 'base64' ) }`,
			from,
		};
		let limited: Answered | undefined;
		for ( let i = 0; i < 500 && ! limited; i++ ) {
			const reply = await suite.endpoint.send( messages.ping(), wrong );
			assert.ok( [ 401, 429 ].includes( reply.status ), reply.text );
			limited = reply.status === 429 ? reply : undefined;
		}
		assert.ok( limited, 'no 429 after 500 failures' );
		assert.equal( limited.json.code, 'rate_limited' );
		assert.equal( limited.json.data.reason, 'signature_invalid' );
		assert.equal( limited.json.data.retryable, false );

		const order = await newSubject( suite );
		const valid = await suite.endpoint.send( order.invoiced, { from } );
		assert.equal( valid.json.code, 'completed', valid.text );
		const key = await suite.endpoint.send( messages.ping(), {
			key: suite.shop.keys.readWrite,
			from,
		} );
		assert.equal( key.status, 200, key.text );
		const elsewhere = await suite.endpoint.send( messages.ping(), {
			...wrong,
			from: freshAddress(),
		} );
		assert.equal( elsewhere.status, 401, 'another address is not limited' );
	} );

	test( 'cannot be counted for another address by X-Forwarded-For', async ( t ) => {
		const from = freshAddress();
		if ( from === undefined ) {
			t.skip( 'skipped: this system has one loopback address' );
			return;
		}
		let limited = false;
		for ( let i = 0; i < 500 && ! limited; i++ ) {
			const reply = await suite.endpoint.send( messages.ping(), {
				secret: `whsec_${ Buffer.alloc( 32, 4 ).toString( 'base64' ) }`,
				from,
				headers: { 'x-forwarded-for': `198.51.100.${ i % 256 }` },
			} );
			limited = reply.status === 429;
		}
		assert.ok( limited, 'a made-up X-Forwarded-For escapes the limit' );
	} );
} );
