/** Bodies that are packed or not UTF-8, and caches on the way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import * as messages from '../telaris/messages';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import { assertCompletedOnce, eventually, newSubject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

for ( const entryPoint of [ 'early', 'rest', 'wc-api' ] as const ) {
	test( `gzip and a byte order mark are taken (${ entryPoint }), signed over the bytes as they are sent`, async ( t ) => {
		if ( entryPoint === 'wc-api' && suite.needsWooCommerce( t ) ) {
			return;
		}
		const wraps = [
			( text: string ) => gzipSync( text ),
			( text: string ) => Buffer.from( `\uFEFF${ text }` ),
			( text: string ) => gzipSync( `\uFEFF${ text }` ),
		];
		for ( const wrap of wraps ) {
			const [ alone, inBatch ] = [
				await newSubject( suite ),
				await newSubject( suite ),
			];
			const send = ( message: object, route: string ) => {
				const body = wrap( JSON.stringify( message ) );
				return suite.endpoint.sendBytes(
					body,
					body[ 0 ] === 0x1f ? { 'content-encoding': 'gzip' } : {},
					newId(),
					{ entryPoint, route }
				);
			};
			const reply = await send( alone.invoiced, '/notifications' );
			assert.equal( reply.json.code, 'completed', reply.text );
			const batch = await send(
				{ notifications: [ { id: newId(), ...inBatch.invoiced } ] },
				'/notifications/batch'
			);
			assert.equal( batch.json.summary.completed, 1, batch.text );
			await assertCompletedOnce( suite, alone.id );
			await assertCompletedOnce( suite, inBatch.id );
		}
	} );
}

test( 'other encodings are refused by their name', async () => {
	const text = JSON.stringify( {
		...messages.ping(),
		note: 'Blåbærsyltetøy',
	} );
	const wide = Buffer.from( text, 'utf16le' );
	for ( const [ body, named ] of [
		[ Buffer.from( text, 'latin1' ), /ISO-8859-1/ ],
		[ wide, /UTF-16/ ],
		[ Buffer.concat( [ Buffer.from( [ 0xff, 0xfe ] ), wide ] ), /UTF-16/ ],
		[ Buffer.from( wide ).swap16(), /UTF-16/ ],
		[ Buffer.from( text.replace( 'øy', '' ) ).subarray( 0, -6 ), /JSON/ ],
		[
			Buffer.concat( [ Buffer.from( text ), Buffer.from( [ 0xc3 ] ) ] ),
			/broken UTF-8/,
		],
		[ gzipSync( text ).subarray( 0, 40 ), /broken gzip/ ],
	] as const ) {
		const reply = await suite.endpoint.sendBytes( body );
		assert.equal( reply.status, 400, reply.text );
		assert.equal( reply.json.code, 'invalid_payload' );
		assert.match( reply.json.message, named );
	}
} );

test( 'a body that unpacks to more than the limit is refused before it fills the memory', async () => {
	const reply = await suite.endpoint.sendBytes(
		gzipSync( Buffer.alloc( 200 * 1_048_576, 0x20 ) ),
		{ 'content-encoding': 'gzip' }
	);
	assert.equal( reply.status, 413, reply.text );
	assert.equal( reply.json.code, 'payload_too_large' );
} );

test( 'caches that go by constants are told on messages and on the screen’s routes', async () => {
	const cache = new FixturePlugIn( suite, 'cache' );
	await cache.install(
		`add_action( 'shutdown', static fn () => defined( 'REST_REQUEST' ) && str_contains( $_SERVER['REQUEST_URI'], 'wc-telaris' ) && update_option( 'fixture_cached', ! defined( 'DONOTCACHEPAGE' ) ? 'yes' : 'no' ), 0 );`
	);
	try {
		const admin = await suite.admin();
		for ( const call of [
			() => suite.endpoint.send( messages.ping() ),
			() =>
				suite.endpoint.send( messages.ping(), { entryPoint: 'rest' } ),
			() => admin.call( 'GET', '/notifications' ),
		] ) {
			await suite.probe.setOptions( { fixture_cached: 'unknown' } );
			await call();
			const seen = await eventually(
				async () =>
					(
						await suite.probe.sql(
							"SELECT option_value FROM {prefix}options WHERE option_name = 'fixture_cached'"
						)
					).rows[ 0 ]?.[ 'option_value' ],
				( value ) => value !== 'unknown'
			);
			assert.equal( seen, 'no' );
		}
	} finally {
		await cache.remove();
		await suite.probe.setOptions( { fixture_cached: null } );
	}
} );
