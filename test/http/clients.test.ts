/** docs/clients and docs/telaris.http, as they stand there: what an engineer copies works. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repository } from '../shop/paths';
import { run, runs } from '../shop/run';
import { deliveryUrl } from '../telaris/client';
import { validate } from './support/contract';
import { basic } from './support/endpoint';
import { attach } from './support/suite';

const suite = attach();
const MOST_LINES = 60;
const SECRET = `whsec_${ Buffer.alloc( 32, 7 ).toString( 'base64' ) }`;

const CLIENTS = [
	{ file: 'telaris.php', command: 'php', before: [] },
	{ file: 'telaris.py', command: 'python3', before: [] },
	{
		file: 'telaris.ts',
		command: process.execPath,
		before: [ '--import', 'tsx' ],
	},
];

/** A shop that has no time at first. */
const came: { headers: IncomingHttpHeaders; body: string }[] = [];
const busy = createServer( ( request, response ) => {
	let body = '';
	request.on( 'data', ( part ) => ( body += part ) );
	request.on( 'end', () => {
		came.push( { headers: request.headers, body } );
		const isFirst = came.length === 1;
		response.writeHead( isFirst ? 503 : 200, {
			'content-type': 'application/json',
			...( isFirst && { 'retry-after': '1' } ),
		} );
		response.end(
			JSON.stringify( {
				code: isFirst ? 'internal_error' : 'completed',
				retryable: isFirst,
			} )
		);
	} );
} );
before( () => new Promise< void >( ( done ) => busy.listen( 0, done ) ) );
after( () => new Promise( ( done ) => busy.close( done ) ) );

async function tell(
	{ file, command, before: first }: ( typeof CLIENTS )[ number ],
	...args: string[]
): Promise< any > {
	return JSON.parse(
		await run( command, [
			...first,
			path.join( repository, 'docs/clients', file ),
			...args,
		] )
	);
}

for ( const client of CLIENTS ) {
	describe( `docs/clients/${ client.file }`, () => {
		test( 'is let in', async ( t ) => {
			if ( ! ( await runs( client.command ) ) ) {
				t.skip( `skipped: needs ${ client.command }` );
				return;
			}
			const { url, permalinks, webhookSecret } = suite.shop;
			const answer = await tell(
				client,
				deliveryUrl( url, { plainPermalinks: ! permalinks } ),
				webhookSecret,
				'{"type":"ping","timestamp":"2026-11-23T10:00:00Z"}'
			);
			assert.equal( answer.code, 'pong', JSON.stringify( answer ) );
		} );

		test( 'sends the same again where the shop asks for it', async ( t ) => {
			if ( ! ( await runs( client.command ) ) ) {
				t.skip( `skipped: needs ${ client.command }` );
				return;
			}
			came.length = 0;
			const { port } = busy.address() as AddressInfo;
			const body = '{"type":"ping","note":"blåbær"}';
			const answer = await tell(
				client,
				`http://127.0.0.1:${ port }/`,
				SECRET,
				body
			);
			assert.equal( answer.code, 'completed' );
			assert.equal( came.length, 2 );
			const [ one, two ] = came;
			assert.equal( one?.body, body );
			assert.equal( two?.body, body );
			assert.equal(
				one?.headers[ 'webhook-id' ],
				two?.headers[ 'webhook-id' ]
			);
		} );
	} );
}

test( 'each client is short enough to be read', async () => {
	for ( const file of [
		...CLIENTS.map( ( client ) => client.file ),
		'Telaris.cs',
	] ) {
		const text = await readFile(
			path.join( repository, 'docs/clients', file ),
			'utf8'
		);
		assert.ok( text.split( '\n' ).length - 1 < MOST_LINES, file );
	}
} );

test( 'each request of docs/telaris.http is as the contract has it, and is answered', async () => {
	const text = await readFile(
		path.join( repository, 'docs/telaris.http' ),
		'utf8'
	);
	const requests = text.split( /^###.*$/m ).slice( 1 );
	assert.ok( requests.length >= 8 );
	for ( const request of requests ) {
		const [ head = '', body = '' ] = request
			.trim()
			.split( /\n\n([\s\S]*)/ );
		const [ line = '', ...headers ] = head.split( '\n' );
		const [ method = '', address = '' ] = line.split( ' ' );
		const route = address.replace( '{{shop}}/wp-json/wc-telaris/v1', '' );
		const id = /^webhook-id: (.*)$/m.exec( head )?.[ 1 ];
		if ( body ) {
			const schema = route.endsWith( '/batch' ) ? 'Batch' : 'Message';
			assert.deepEqual(
				validate(
					`#/components/schemas/${ schema }`,
					JSON.parse( body )
				),
				[],
				line
			);
		}
		const reply = await suite.endpoint.call( {
			method,
			route,
			body: body || undefined,
			headers: {
				...( headers.some( ( one ) =>
					one.startsWith( 'Authorization: Basic {{key}} {{secret}}' )
				) && { authorization: basic( suite.shop.keys.readWrite ) } ),
				...( id && {
					'webhook-id': id.replace(
						'{{$timestamp}}',
						String( Date.now() )
					),
				} ),
			},
		} );
		assert.ok(
			[ 200, 404 ].includes( reply.status ),
			`${ line }: ${ reply.text }`
		);
	}
} );
