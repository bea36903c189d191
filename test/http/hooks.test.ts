/** What docs/hooks.md offers other plug-ins: each of its examples, run as it stands there. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { repository } from '../shop/paths';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	eventually,
	newSubject,
	subjectOf,
} from './support/orders';
import { SmtpCatcher } from './support/smtp';
import { attach } from './support/suite';

const suite = attach();
const catcher = new SmtpCatcher();
const plugIn = new FixturePlugIn( suite, 'hooks' );

/** Somebody else's chat. */
const posts: string[] = [];
const chat = createServer( ( request, response ) => {
	let body = '';
	request.on( 'data', ( part ) => ( body += part ) );
	request.on( 'end', () => {
		posts.push( body );
		response.end( 'ok' );
	} );
} );

before( () => catcher.listen() );
before( () => new Promise< void >( ( done ) => chat.listen( 0, done ) ) );
afterEach( async () => {
	await plugIn.remove();
	await suite.probe.clearFaults();
} );
after( () => catcher.close() );
after( () => new Promise( ( done ) => chat.close( done ) ) );

/** The block below `<!-- example: name -->`. */
async function example( name: string ): Promise< string > {
	const page = await readFile(
		path.join( repository, 'docs/hooks.md' ),
		'utf8'
	);
	const found = new RegExp(
		`<!-- example: ${ name } -->\\n\`\`\`php\\n([\\s\\S]*?)\`\`\``
	).exec( page );
	assert.ok( found?.[ 1 ], `docs/hooks.md has no example “${ name }”` );
	return found[ 1 ];
}

describe( 'the example of', () => {
	test( 'order_completed notes the invoice, once', async () => {
		await plugIn.install( await example( 'order_completed' ) );
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		const seen = await eventually(
			() => suite.probe.order( order.id ),
			( { meta } ) => meta[ '_accounting_telaris_invoice' ] !== undefined
		);
		assert.equal(
			seen.meta[ '_accounting_telaris_invoice' ],
			order.invoiceNumber
		);
	} );

	test( 'early_door sends messages through WordPress’s REST server again', async () => {
		const served = async () => {
			const reply = await suite.endpoint.send( { type: 'ping' } );
			assert.equal( reply.json.code, 'pong', reply.text );
			return reply.headers[ 'x-fixture-rest' ] ?? 'before it';
		};
		const witness =
			"add_filter( 'rest_post_dispatch', function ( $response ) { $response->header( 'X-Fixture-Rest', 'through it' ); return $response; } );";
		await plugIn.install( witness );
		assert.equal( await served(), 'before it' );
		await plugIn.install( witness + ( await example( 'early_door' ) ) );
		assert.equal( await served(), 'through it' );
	} );

	test( 'notification_failed writes one mail, however often Telaris repeats itself', async () => {
		await plugIn.install( await example( 'notification_failed' ) );
		await suite.probe.faults( { smtp_port: catcher.port } );
		const nobody = subjectOf( 99_999_999 );
		const id = `msg_${ nobody.telarisOrder }`;
		for ( let call = 0; call < 3; call++ ) {
			const reply = await suite.endpoint.send( nobody.invoiced, { id } );
			assert.equal( reply.json.code, 'order_not_found', reply.text );
		}
		const about = () =>
			catcher
				.messagesTo( 'support@agency.example' )
				.filter( ( mail ) =>
					mail.source.includes( nobody.telarisOrder )
				);
		await eventually(
			async () => about(),
			( mails ) => mails.length > 0
		);
		// Another outcome comes after all three calls are over.
		const other = subjectOf( 99_999_998 );
		await suite.endpoint.send( other.invoiced );
		await eventually(
			async () => catcher.messagesTo( 'support@agency.example' ),
			( mails ) =>
				mails.some( ( mail ) =>
					mail.source.includes( other.telarisOrder )
				)
		);
		const mails = about();
		assert.equal( mails.length, 1 );
		assert.match( mails[ 0 ]?.source ?? '', /order_not_found/ );
		assert.match( mails[ 0 ]?.source ?? '', /99999999/ );
	} );

	test( 'notification_needs_check posts to the chat', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { port } = chat.address() as AddressInfo;
		const php = await example( 'notification_needs_check' );
		assert.ok( php.includes( 'https://chat.example/' ) );
		await plugIn.install(
			php.replace(
				'https://chat.example/',
				`http://127.0.0.1:${ port }/`
			)
		);
		const order = await newSubject( suite );
		await suite.probe.faults( {
			order: order.id,
			listener_throws: 'error',
		} );
		suite.expectPhpErrors();
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'side_effects_uncertain', reply.text );
		const [ post ] = await eventually(
			async () => posts,
			( all ) => all.length > 0
		);
		assert.match(
			JSON.parse( post ?? '' ).text,
			/^Order \d+: The order is Completed, but/
		);
	} );

	test( 'completes_from lets orders that await payment be completed', async () => {
		const order = await newSubject( suite, { status: 'pending' } );
		const refused = await suite.endpoint.send( order.invoiced );
		assert.equal( refused.json.code, 'status_not_allowed', refused.text );
		await plugIn.install( await example( 'completes_from' ) );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );

	test( 'email_line thanks the customer', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		await plugIn.install( await example( 'email_line' ) );
		const address = `kunde-${ Date.now() }@example.com`;
		await suite.probe.faults( { smtp_port: catcher.port } );
		const order = await newSubject( suite, { email: address } );
		await suite.endpoint.send( order.invoiced );
		const [ mail ] = await eventually(
			async () => catcher.messagesTo( address ),
			( mails ) => mails.length > 0
		);
		assert.match( mail?.source ?? '', /Thank you, / );
	} );
} );

describe( 'a listener that', () => {
	for ( const [ what, php ] of Object.entries( {
		throws: 'throw new Exception( "listener" );',
		prints: 'echo "printed";',
		exits: 'echo "printed"; exit;',
		'is slow': 'sleep( 3 );',
	} ) ) {
		test( `${ what } changes neither the answer nor the order`, async () => {
			await plugIn.install(
				`add_action( 'telaris_for_woocommerce_order_completed', function () { ${ php } } );`
			);
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.status, 200, reply.text );
			assert.equal( reply.json.code, 'completed', reply.text );
			await assertCompletedOnce( suite, order.id );
			if (
				what === 'is slow' &&
				suite.shop.ground.server.includes( 'fpm' )
			) {
				assert.ok( reply.duration < 3000, `${ reply.duration } ms` );
			}
		} );
	}
} );

test( 'every hook of the plugin stands in docs/hooks.md', async () => {
	const page = await readFile(
		path.join( repository, 'docs/hooks.md' ),
		'utf8'
	);
	const found = await suite.probe.php( `$names = array();
		foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( WP_PLUGIN_DIR . '/telaris-for-woocommerce/php' ) ) as $file ) {
			if ( $file->getExtension() === 'php' ) {
				preg_match_all( "/(?:do_action|apply_filters)\\('(telaris_\\w+)'/", file_get_contents( $file->getPathname() ), $match );
				$names = array_merge( $names, $match[1] );
			}
		}
		echo implode( ' ', array_unique( $names ) );` );
	const names = found.trim().split( ' ' ).sort();
	assert.ok( names.length >= 5, found );
	for ( const name of names ) {
		assert.ok( page.includes( `### \`${ name }\`` ), name );
	}
} );
