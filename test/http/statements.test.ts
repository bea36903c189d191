/** How many statements of ours a message costs until it is answered. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import { freshAddress, newId, sign, now } from './support/endpoint';
import { eventually, newSubject } from './support/orders';
import { attach } from './support/suite';

const COMPLETION = 14;
/** For each order of a batch. */
const BATCHED = 5;
const REPLAY = 3;
/** Secrets are loaded with WordPress’s options. */
const REFUSED = 2;

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'statements' );
const listing = () =>
	path.join( suite.shop.folder, 'wordpress/wp-content/statements.json' );

before( async () => {
	await suite.ready;
	// What is done for the first message, or once in a few minutes, is done by then.
	await suite.endpoint.send( ( await newSubject( suite ) ).invoiced );
	// Those that our code makes, and those that name what is ours, as an option or an action does.
	await plugIn.install(
		`if ( isset( $_SERVER['HTTP_X_COUNT_STATEMENTS'] ) ) {
		$telaris_statements = array();
		$telaris_answered = false;
		add_filter( 'query', function ( $sql ) use ( &$telaris_statements, &$telaris_answered ) {
			$ours = preg_match( '/telaris_for_woocommerce|telaris-for-woocommerce/', $sql ) === 1;
			foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
				$ours = $ours || preg_match( '~telaris-for-woocommerce/php/Support/Database.php$~', $frame['file'] ?? '' ) === 1;
			}
			if ( $ours && ! $telaris_answered ) {
				$telaris_statements[] = preg_replace( '/\\s+/', ' ', $sql );
			}
			return $sql;
		} );
		add_action( 'shutdown', function () use ( &$telaris_statements, &$telaris_answered ) {
			$telaris_answered = true;
			file_put_contents( WP_CONTENT_DIR . '/statements.json', json_encode( $telaris_statements ) );
		}, PHP_INT_MIN );
	}`
	);
} );
after( async () => {
	await plugIn.remove();
	await rm( listing(), { force: true } );
} );

const headers = { 'x-count-statements': '1' };

async function statements(): Promise< string[] > {
	// It is written after the answer.
	const text = await eventually(
		() => readFile( listing(), 'utf8' ).catch( () => '' ),
		( seen ) => seen !== ''
	);
	const listed = JSON.parse( text ) as string[];
	await rm( listing() );
	// Only MariaDB says whether a listener left a transaction open; elsewhere it is ended to be sure.
	return suite.shop.ground.database.startsWith( 'MariaDB' )
		? listed
		: listed.filter( ( sql ) => sql !== 'COMMIT' );
}

function assertAtMost( most: number, listed: readonly string[] ): void {
	assert.ok(
		listed.length > 0 && listed.length <= most,
		`${ listed.length } statements of ours, not ${ most }:\n${ listed.map( ( sql ) => sql.slice( 0, 200 ) ).join( '\n' ) }`
	);
}

describe( 'statements of ours until the answer', () => {
	test( `a completion that makes the link: at most ${ COMPLETION }`, async ( t ) => {
		const order = await newSubject( suite );
		await suite.probe.sql(
			"UPDATE {prefix}telaris_counters SET n = n - 3600 WHERE name LIKE 'secret_used%' OR name = 'last_contact'"
		);
		const reply = await suite.endpoint.send( order.invoiced, { headers } );
		assert.equal( reply.json.code, 'completed', reply.text );
		const listed = await statements();
		t.diagnostic( `${ listed.length } statements` );
		assertAtMost( COMPLETION, listed );
	} );

	test( `a replay: at most ${ REPLAY }`, async ( t ) => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		const reply = await suite.endpoint.send( order.invoiced, {
			id,
			headers,
		} );
		assert.equal( reply.headers[ 'idempotent-replayed' ], 'true' );
		const listed = await statements();
		t.diagnostic( `${ listed.length } statements` );
		assertAtMost( REPLAY, listed );
	} );

	test( `a refused signature: at most ${ REFUSED }, to count it`, async ( t ) => {
		const order = await newSubject( suite );
		const body = JSON.stringify( order.invoiced );
		const id = newId();
		const reply = await suite.endpoint.call( {
			body,
			headers: {
				...headers,
				'webhook-id': id,
				'webhook-timestamp': String( now() ),
				'webhook-signature': sign(
					suite.shop.webhookSecret,
					id,
					now(),
					`${ body } `
				),
			},
			from: freshAddress(),
		} );
		assert.equal( reply.json.code, 'signature_invalid', reply.text );
		const listed = await statements();
		t.diagnostic( `${ listed.length } statements` );
		assertAtMost( REFUSED, listed );
	} );

	test( `a batch of 20: at most ${ BATCHED } an order`, async ( t ) => {
		const orders = [];
		for ( let count = 0; count < 20; count++ ) {
			orders.push( await newSubject( suite ) );
		}
		const reply = await suite.endpoint.send(
			{
				notifications: orders.map( ( { invoiced } ) => ( {
					id: newId(),
					...invoiced,
				} ) ),
			},
			{ route: '/notifications/batch', headers }
		);
		assert.equal( reply.json.summary.completed, 20, reply.text );
		const listed = await statements();
		t.diagnostic( `${ listed.length } statements` );
		assertAtMost( BATCHED * 20, listed );
	} );
} );
