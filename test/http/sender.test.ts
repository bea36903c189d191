/** The sender itself (test/telaris), against a shop that is a few lines here: when it tries again, and when not. */
import assert from 'node:assert/strict';
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import {
	TelarisClient,
	deliveryUrl,
	type TelarisClientOptions,
} from '../telaris/client';
import * as messages from '../telaris/messages';

const SECRET = `whsec_${ Buffer.alloc( 32, 1 ).toString( 'base64' ) }`;

interface Received {
	readonly headers: Record< string, string >;
	readonly body: string;
}

/** What the shop says, one answer after the other; the last one again and again. */
type Answer = ( response: ServerResponse ) => void;

let answers: Answer[] = [];
let received: Received[] = [];
let waits: number[] = [];
let url = '';

const server = createServer(
	( request: IncomingMessage, response: ServerResponse ) => {
		const chunks: Buffer[] = [];
		request.on( 'data', ( chunk: Buffer ) => chunks.push( chunk ) );
		request.on( 'end', () => {
			received.push( {
				headers: request.headers as Record< string, string >,
				body: Buffer.concat( chunks ).toString( 'utf8' ),
			} );
			const answer = answers.length > 1 ? answers.shift() : answers[ 0 ];
			answer?.( response );
		} );
	}
);

before( async () => {
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	const { port } = server.address() as AddressInfo;
	url = `http://127.0.0.1:${ port }/webhook`;
} );

after( () => {
	server.closeAllConnections();
	server.close();
} );

beforeEach( () => {
	received = [];
	waits = [];
} );

function client(
	options: Partial< TelarisClientOptions > = {}
): TelarisClient {
	return new TelarisClient( {
		url,
		secret: SECRET,
		sleep: async ( milliseconds ) => {
			waits.push( milliseconds );
		},
		...options,
	} );
}

function says(
	status: number,
	body: unknown,
	headers: Record< string, string > = {}
): Answer {
	return ( response ) => {
		response.writeHead( status, {
			'content-type': 'application/json',
			...headers,
		} );
		response.end(
			typeof body === 'string' ? body : JSON.stringify( body )
		);
	};
}

const COMPLETED = says( 200, {
	id: 'x',
	status: 200,
	code: 'completed',
	state: 'completed',
	notification_id: 1,
	message: 'Set to Completed.',
	retryable: false,
} );

function refused(
	status: number,
	code: string,
	retryable: boolean,
	headers: Record< string, string > = {}
): Answer {
	return says(
		status,
		{ code, message: code, data: { status, retryable } },
		headers
	);
}

const message = messages.invoiced( { telarisOrder: '10021' } );

describe( 'a message', () => {
	test( 'is signed so that the library verifies it', async () => {
		answers = [ COMPLETED ];
		const delivery = await client().send( message );
		assert.equal( delivery.ok, true );
		assert.equal( delivery.code, 'completed' );
		assert.equal( delivery.attempts, 1 );
		const [ request ] = received;
		assert.ok( request );
		assert.deepEqual(
			new Webhook( SECRET ).verify( request.body, request.headers ),
			JSON.parse( JSON.stringify( message ) )
		);
		assert.equal( request.headers[ 'webhook-id' ], delivery.id );
	} );

	test( 'goes with an API key where there is one, and then unsigned', async () => {
		answers = [ COMPLETED ];
		await new TelarisClient( {
			url,
			apiKey: { key: 'ck_1', secret: 'cs_1' },
		} ).send( message );
		assert.equal(
			received[ 0 ]?.headers[ 'authorization' ],
			`Basic ${ Buffer.from( 'ck_1:cs_1' ).toString( 'base64' ) }`
		);
		assert.equal(
			received[ 0 ]?.headers[ 'webhook-signature' ],
			undefined
		);
		assert.ok( received[ 0 ]?.headers[ 'webhook-id' ] );
	} );

	test( 'tells when the shop has answered it before', async () => {
		answers = [
			( response ) => {
				response.setHeader( 'Idempotent-Replayed', 'true' );
				COMPLETED( response );
			},
		];
		assert.equal(
			( await client().send( message, 'msg_1' ) ).replayed,
			true
		);
	} );
} );

describe( 'tries again', () => {
	const TEMPORARY: [ string, Answer ][] = [
		[
			'what the shop calls retryable',
			refused( 409, 'in_progress', true ),
		],
		[
			'a save that was not confirmed',
			refused( 503, 'save_unconfirmed', true ),
		],
		[ 'a proxy’s 502', says( 502, '<html>Bad gateway</html>' ) ],
		[ 'a server that died', says( 500, '<html>critical error</html>' ) ],
		[ 'too many', says( 429, '' ) ],
		[ 'a broken connection', ( response ) => response.destroy() ],
	];
	for ( const [ name, answer ] of TEMPORARY ) {
		test( `${ name }: with the same id and the same bytes, signed anew`, async () => {
			answers = [ answer, answer, COMPLETED ];
			const delivery = await client().send( message );
			assert.equal( delivery.code, 'completed' );
			assert.equal( delivery.attempts, 3 );
			assert.equal( received.length, 3 );
			assert.equal(
				new Set(
					received.map( ( { headers } ) => headers[ 'webhook-id' ] )
				).size,
				1
			);
			assert.equal(
				new Set( received.map( ( { body } ) => body ) ).size,
				1
			);
		} );
	}

	test( 'ever later, and never in step', async () => {
		answers = [ refused( 503, 'internal_error', true ) ];
		const delivery = await client( {
			patience: { attempts: 6, firstWait: 1000, longestWait: 8000 },
		} ).send( message );
		assert.equal( delivery.ok, false );
		assert.equal(
			delivery.retryable,
			true,
			'it may be sent again another day'
		);
		assert.equal( delivery.attempts, 6 );
		assert.equal( waits.length, 5 );
		for ( const [ index, most ] of [
			1000, 2000, 4000, 8000, 8000,
		].entries() ) {
			const wait = waits[ index ] ?? 0;
			assert.ok(
				wait >= most / 2 && wait <= most,
				`${ wait } of ${ most } ms`
			);
		}
		assert.ok(
			waits.some( ( wait ) => wait % 500 !== 0 ),
			'there is chance in it'
		);
	} );

	for ( const [ name, value ] of [
		[ 'seconds', () => '30' ],
		[ 'a date', () => new Date( Date.now() + 31_000 ).toUTCString() ],
	] as const ) {
		test( `no sooner than Retry-After says, in ${ name }`, async () => {
			answers = [
				refused( 503, 'save_unconfirmed', true, {
					'retry-after': value(),
				} ),
				COMPLETED,
			];
			await client().send( message );
			assert.ok( ( waits[ 0 ] ?? 0 ) >= 29_000, String( waits[ 0 ] ) );
		} );
	}

	test( 'not when Retry-After asks for more patience than it has', async () => {
		answers = [
			refused( 503, 'internal_error', true, { 'retry-after': '3600' } ),
		];
		const delivery = await client().send( message );
		assert.equal( delivery.attempts, 1 );
		assert.equal( delivery.retryable, true );
	} );

	test( 'when no answer comes in time', async () => {
		answers = [ () => undefined, COMPLETED ];
		const delivery = await client( { patience: { timeout: 200 } } ).send(
			message
		);
		assert.equal( delivery.code, 'completed' );
		assert.equal( delivery.attempts, 2 );
	} );
} );

describe( 'does not try again', () => {
	const FINAL: [ string, Answer, number, string ][] = [
		[
			'a wrong signature',
			refused( 401, 'signature_invalid', false ),
			401,
			'signature_invalid',
		],
		[
			'an invalid message',
			refused( 400, 'invalid_payload', false ),
			400,
			'invalid_payload',
		],
		[
			'an order that is not there',
			refused( 404, 'order_not_found', false ),
			404,
			'order_not_found',
		],
		[
			'a missing link',
			refused( 409, 'missing_link', false ),
			409,
			'missing_link',
		],
		[
			'another body under the same id',
			refused( 422, 'id_reused', false ),
			422,
			'id_reused',
		],
		[
			'a page in place of an answer',
			says( 200, '<html>Welcome</html>' ),
			200,
			'not_understood',
		],
		[
			'a plug-in that is not there',
			says( 404, '<html>Not found</html>' ),
			404,
			'not_understood',
		],
	];
	for ( const [ name, answer, status, code ] of FINAL ) {
		test( name, async () => {
			answers = [ answer ];
			const delivery = await client().send( message );
			assert.equal( delivery.ok, false );
			assert.equal( delivery.status, status );
			assert.equal( delivery.code, code );
			assert.equal( delivery.retryable, false );
			assert.equal( received.length, 1 );
		} );
	}

	test( 'a redirect, nor does it follow one with its secrets', async () => {
		answers = [
			says( 301, '', { location: `${ url }/elsewhere` } ),
			COMPLETED,
		];
		const delivery = await client().send( message );
		assert.equal( delivery.ok, false );
		assert.equal( received.length, 1 );
	} );
} );

describe( 'a client', () => {
	test( 'wants a secret or a key, and not both', () => {
		assert.throws(
			() => new TelarisClient( { url } ),
			/secret or an API key/
		);
		assert.throws(
			() =>
				new TelarisClient( {
					url,
					secret: SECRET,
					apiKey: { key: 'a', secret: 'b' },
				} ),
			/secret or an API key/
		);
	} );

	test( 'sends no key over a network unencrypted', () => {
		const apiKey = { key: 'a', secret: 'b' };
		assert.throws(
			() => new TelarisClient( { url: 'http://shop.example/x', apiKey } ),
			/HTTPS/
		);
		assert.ok(
			new TelarisClient( { url: 'https://shop.example/x', apiKey } )
		);
	} );

	test( 'knows the webhook endpoint of a shop from the shop’s address', () => {
		assert.equal(
			deliveryUrl( 'https://shop.example' ),
			'https://shop.example/wp-json/wc-telaris/v1/notifications'
		);
		assert.equal(
			deliveryUrl( 'https://example.com/butikk/' ),
			'https://example.com/butikk/wp-json/wc-telaris/v1/notifications'
		);
		assert.equal(
			deliveryUrl( 'https://shop.example/', { plainPermalinks: true } ),
			'https://shop.example/?rest_route=/wc-telaris/v1/notifications'
		);
	} );
} );
