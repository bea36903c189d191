/** How many statements of ours a message costs until it is answered. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import { freshAddress, newId, sign, now } from './support/endpoint';
import { eventually, newSubject, newSubjects } from './support/orders';
import { attach } from './support/suite';

const COMPLETION = 14;
/** For each order of a batch. */
const BATCHED = 5;
const REPLAY = 3;
/** Secrets are loaded with WordPress’s options. */
const REFUSED = 2;
/** A thousand invoices. */
const RECONCILED = 12;
const RECONCILED_MS = 1000;
/** A hundred messages and orders. */
const ASKED = 8;

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
			file_put_contents( WP_CONTENT_DIR . '/statements.json', json_encode( array( $telaris_statements, 1000 * ( microtime( true ) - $_SERVER['REQUEST_TIME_FLOAT'] ) ) ) );
		}, PHP_INT_MIN );
	}`
	);
} );
after( async () => {
	await plugIn.remove();
	await rm( listing(), { force: true } );
} );

const headers = { 'x-count-statements': '1' };

/** Milliseconds from the request's beginning to its answer, of what was listed last. */
let tookMs = 0;

async function statements(): Promise< string[] > {
	// It is written after the answer.
	const text = await eventually(
		() => readFile( listing(), 'utf8' ).catch( () => '' ),
		( seen ) => seen !== ''
	);
	const [ listed, ms ] = JSON.parse( text ) as [ string[], number ];
	tookMs = ms;
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
		const orders = await newSubjects( suite, 20 );
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

	test( `reconciling 1,000 invoices: at most ${ RECONCILED }, less than ${ RECONCILED_MS } ms more than a ping on MariaDB`, async ( t ) => {
		const now_ = now();
		const first = 50_000_000 + ( now_ % 1_000_000 ) * 1000;
		const places = Array.from( { length: 1000 }, ( _, place ) => place );
		const name = ( place: number ) => `R${ first + place }`;
		// The last 100 were never told, and the 100 before them failed.
		const told = places.slice( 0, 900 );
		const done = told.slice( 0, 800 );
		await suite.probe.sql(
			`INSERT INTO {prefix}telaris_orders (order_id, telaris_order, invoice_number, linked_at, completed_at) VALUES ${ done
				.map(
					( place ) =>
						`(${ first + place }, '${ name( place ) }', 'F${ first + place }', ${ now_ }, ${ now_ })`
				)
				.join( ', ' ) }`
		);
		await suite.probe.sql(
			`INSERT INTO {prefix}telaris_notifications (webhook_id, fingerprint, type, state, code, heading, order_id, telaris_order, invoice_number, payload, params, received_at, updated_at) VALUES ${ told
				.map( ( place ) => {
					const [ state, code, heading, order ] =
						place < 800
							? [
									'completed',
									'completed',
									'completed',
									first + place,
								]
							: [
									'failed',
									'missing_link',
									'link_missing',
									'NULL',
								];
					return `('${ newId() }', '', 'order.invoiced', '${ state }', '${ code }', '${ heading }', ${ order }, '${ name( place ) }', 'F${ first + place }', '{}', '{}', ${ now_ }, ${ now_ })`;
				} )
				.join( ', ' ) }`
		);
		const today = new Date().toISOString().slice( 0, 10 );
		const ask = () =>
			suite.endpoint.send(
				{
					type: 'invoices.reconcile',
					data: {
						from: today,
						to: today,
						invoices: places.map( ( place ) => ( {
							telaris_order: name( place ),
							integration_reference: String( first + place ),
							invoice: { number: `F${ first + place }` },
						} ) ),
					},
				},
				{ headers }
			);
		// The best of three, and beside a ping: others may be at work on this machine.
		let [ best, ping ] = [ Infinity, Infinity ];
		for ( let round = 0; round < 3; round++ ) {
			const reply = await ask();
			const { agree, differences } = reply.json.reconciliation;
			assert.equal( agree, 800, reply.text.slice( 0, 500 ) );
			const of = ( kind: string ) =>
				differences.filter( ( one: any ) => one.kind === kind ).length;
			assert.deepEqual(
				[ of( 'failed' ), of( 'not_told' ) ],
				[ 100, 100 ]
			);
			assertAtMost( RECONCILED, await statements() );
			best = Math.min( best, tookMs );
			await suite.endpoint.send( { type: 'ping' }, { headers } );
			await statements();
			ping = Math.min( ping, tookMs );
		}
		t.diagnostic(
			`${ Math.round( best ) } ms, a ping ${ Math.round( ping ) } ms, the best of three`
		);
		if ( suite.shop.ground.database.startsWith( 'MariaDB' ) ) {
			assert.ok( best - ping < RECONCILED_MS, `${ best } ms` );
		}
		for ( const table of [ 'orders', 'notifications' ] ) {
			await suite.probe.sql(
				`DELETE FROM {prefix}telaris_${ table } WHERE telaris_order LIKE 'R${ String( first ).slice( 0, -3 ) }%'`
			);
		}
	} );

	test( `asking about 100 messages and orders: at most ${ ASKED }`, async ( t ) => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const reply = await suite.endpoint.send(
			{
				type: 'notifications.query',
				data: {
					webhook_ids: Array.from( { length: 50 }, () => newId() ),
					telaris_orders: [ order.telarisOrder ],
					order_ids: Array.from(
						{ length: 49 },
						( _, place ) => order.id + place
					),
				},
			},
			{ headers }
		);
		assert.equal( reply.json.found.length, 100, reply.text );
		const listed = await statements();
		t.diagnostic( `${ listed.length } statements` );
		assertAtMost( ASKED, listed );
	} );
} );
