/** What a proxy in front of the shop answers when the shop calls its own addresses, over real HTTP. */
import assert from 'node:assert/strict';
import { createServer, request as call, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { FixturePlugIn } from './support/fixture-plug-in';
import { attach } from './support/suite';

const suite = attach();
const addresses = new FixturePlugIn( suite, 'behind-a-proxy' );

const PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="390"></head>
<body><noscript>Enable JavaScript and cookies to continue</noscript><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>`;

const CLOUDFLARE = {
	server: 'cloudflare',
	'cf-ray': '8c1f0a2b3c4d5e6f-OSL',
	'content-type': 'text/html; charset=UTF-8',
};

/** The ways in which Cloudflare asks a caller to prove that it is a browser. */
const CHALLENGES: Readonly<
	Record< string, ( response: ServerResponse ) => void >
> = {
	'403 with its header': ( response ) =>
		response
			.writeHead( 403, { ...CLOUDFLARE, 'cf-mitigated': 'challenge' } )
			.end( PAGE ),
	'503, packed': ( response ) =>
		response
			.writeHead( 503, { ...CLOUDFLARE, 'content-encoding': 'gzip' } )
			.end( gzipSync( PAGE ) ),
	'403 with its header alone': ( response ) =>
		response
			.writeHead( 403, { ...CLOUDFLARE, 'cf-mitigated': 'challenge' } )
			.end(),
};

/** What it answers; null lets everything through. */
let challenge: ( ( response: ServerResponse ) => void ) | null = null;

/** The calls of the test that arrived. WordPress makes others to its own addresses, when it pleases. */
const seen: string[] = [];

const proxy = createServer( ( incoming, response ) => {
	const isOfTheTest = String( incoming.headers[ 'webhook-id' ] ).startsWith(
		'loopback_'
	);
	if ( isOfTheTest ) {
		seen.push( `${ incoming.method } ${ incoming.url }` );
	}
	if ( isOfTheTest && challenge ) {
		incoming.resume();
		challenge( response );
		return;
	}
	const { hostname, port } = new URL( suite.shop.url );
	incoming.pipe(
		call(
			{
				hostname,
				port,
				method: incoming.method,
				path: incoming.url,
				headers: incoming.headers,
			},
			( answer ) => {
				response.writeHead( answer.statusCode ?? 502, answer.headers );
				answer.pipe( response );
			}
		)
	);
} );

before( async () => {
	await suite.ready;
	// What other suites were refused for is a problem of the address too.
	await suite.probe.forgetRefusedCalls();
	await new Promise< void >( ( done ) =>
		proxy.listen( 0, '127.0.0.1', done )
	);
	const { port } = proxy.address() as AddressInfo;
	// Which addresses the shop has: those of the proxy.
	await addresses.install(
		`foreach ( array( 'rest_url', 'home_url' ) as $hook ) {
			add_filter( $hook, static fn ( $url ) => preg_replace( '#^https?://[^/?]+#', 'http://127.0.0.1:${ port }', $url ) );
		}`
	);
} );
after( async () => {
	await addresses.remove();
	await suite.probe.setOptions( { telaris_for_woocommerce_loopback: null } );
	await new Promise( ( done ) => proxy.close( done ) );
} );

async function tested() {
	seen.length = 0;
	const admin = await suite.admin();
	const reply = await admin.call( 'POST', '/connection/test', {} );
	assert.equal( reply.status, 200, reply.text );
	assert.equal( seen.length, 2, seen.join( ', ' ) );
	return ( id: string ) =>
		reply.json.lines.find(
			( line: { readonly id: string } ) => line.id === id
		);
}

test( 'a challenge of Cloudflare is named, with what came back, until it is gone', async () => {
	for ( const [ name, answer ] of Object.entries( CHALLENGES ) ) {
		challenge = answer;
		const line = await tested();
		const address = line( 'address' );
		assert.equal( address.status, 'problem', name );
		assert.match( address.sentence, /Cloudflare stands in front/, name );
		assert.match( address.what_to_do, /without a check of the browser/ );
		assert.match( address.shown, /^HTTP (403|503) · server: cloudflare/ );
		assert.doesNotMatch( address.shown, /[<>]/ );
		const { problems } = await suite.health();
		assert.ok(
			problems.some( ( { sentence } ) => /Cloudflare/.test( sentence ) )
		);
	}
	challenge = null;
	const line = await tested();
	assert.equal( line( 'address' ).status, 'ok', line( 'address' ).sentence );
	assert.equal( line( 'fallback' ).status, 'ok' );
} );
