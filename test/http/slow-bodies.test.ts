/** A body that takes its time, or never comes to its end. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { newId, now, sign } from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	historyOf,
	newSubject,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

/** Writes a signed message in pieces, with a pause between them, and gives the answer's text. */
async function trickle(
	{ invoiced }: Subject,
	{ pieces, isWhole }: { pieces: number; isWhole: boolean }
): Promise< string > {
	const url = new URL( suite.shop.url );
	const body = JSON.stringify( invoiced );
	const id = newId();
	const socket = connect( Number( url.port ), url.hostname );
	let answer = '';
	socket.on( 'data', ( text ) => ( answer += text.toString() ) );
	const closed = new Promise< void >( ( resolve ) =>
		socket.once( 'close', () => resolve() ).on( 'error', () => resolve() )
	);
	socket.write(
		[
			'POST /?rest_route=/wc-telaris/v1/notifications HTTP/1.1',
			`Host: ${ url.host }`,
			'Connection: close',
			'Content-Type: application/json',
			`Content-Length: ${ Buffer.byteLength( body ) }`,
			`webhook-id: ${ id }`,
			`webhook-timestamp: ${ now() }`,
			`webhook-signature: ${ sign( suite.shop.webhookSecret, id, now(), body ) }`,
			'X-Forwarded-Proto: https',
			'',
			'',
		].join( '\r\n' )
	);
	const length = Math.ceil( body.length / pieces );
	for ( let piece = 0; piece < ( isWhole ? pieces : pieces - 1 ); piece++ ) {
		await sleep( 300 );
		socket.write( body.slice( piece * length, ( piece + 1 ) * length ) );
	}
	if ( ! isWhole ) {
		socket.end();
	}
	await Promise.race( [ closed, sleep( 20_000 ) ] );
	socket.destroy();
	return answer;
}

test( 'a body that comes slowly is taken', async () => {
	const order = await newSubject( suite );
	const answer = await trickle( order, { pieces: 4, isWhole: true } );
	assert.match( answer, /"code":"completed"/ );
	await assertCompletedOnce( suite, order.id );
} );

test( 'half a body does nothing', async () => {
	const order = await newSubject( suite );
	const answer = await trickle( order, { pieces: 4, isWhole: false } );
	assert.doesNotMatch( answer, /"code":"completed"/ );
	await assertUntouched( suite, order.id );
	assert.deepEqual( await historyOf( suite, order.telarisOrder ), [] );
} );
