/** What breaks around us ends in its true code, is in the history, and can be put right. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId, now, sign } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	customerEmails,
	detailOf,
	eventually,
	historyOf,
	newSubject,
	type HistoryDetail,
	type Subject,
} from './support/orders';
import type { Faults } from './support/probe';
import { attach } from './support/suite';
import { heal, letTimePass } from './support/time';

const suite = attach();

/** Breaks something for one order until the test ends. */
async function break_( faults: Faults, order: Subject ): Promise< void > {
	await suite.probe.faults( { ...faults, order: order.id } );
}

async function mend(): Promise< void > {
	await suite.probe.clearFaults();
}

afterEach( mend );

async function resend(
	id: number,
	options: object = {}
): Promise< HistoryDetail > {
	const admin = await suite.admin();
	const reply = await admin.call(
		'POST',
		`/notifications/${ id }/resend`,
		options
	);
	assert.equal( reply.status, 200, reply.text );
	return reply.json as HistoryDetail;
}

/** A string of PHP's. */
function quoted( text: string ): string {
	return `'${ text.replace( /[\\']/g, '\\$&' ) }'`;
}

async function detailOfOrder( order: Subject ): Promise< HistoryDetail > {
	const rows = await historyOf( suite, order.telarisOrder );
	assert.equal( rows.length, 1, 'it is in the history' );
	return detailOf( suite, rows[ 0 ]?.id ?? 0 );
}

describe( 'a save that throws', () => {
	test( '503 save_unconfirmed; no hook, no email; the shop tries again by itself', async () => {
		const order = await newSubject( suite );
		await break_( { save_throws: true }, order );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 503, reply.text );
		assert.equal( reply.json.code, 'save_unconfirmed' );
		assert.equal( reply.json.state, 'pending' );

		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'processing' );
		// WooCommerce fires them all the same; the gate must not let them through. (The probe listens before the gate to
		// the first of them.)
		assert.equal( seen.hooks.processing_to_completed, 0 );
		assert.equal( seen.hooks.status_changed, 0 );
		assert.equal( seen.hooks.completed_notification, 0 );
		assert.deepEqual( customerEmails( seen ), [] );
		const detail = await detailOfOrder( order );
		assert.equal( detail.state, 'pending' );
		assert.equal( detail.result.heading, 'needs_check' );
		assert.ok( Date.parse( detail.next_attempt_at ?? '' ) > Date.now() );

		await mend();
		await heal( suite );
		await assertCompletedOnce( suite, order.id, { stopped: 1 } );
		const healed = await detailOfOrder( order );
		assert.equal( healed.state, 'completed' );
		assert.ok(
			healed.attempts.some( ( attempt ) => attempt.trigger === 'retry' )
		);
	} );

	test( 'Telaris, asking again with the same id, completes it', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await break_( { save_throws: true }, order );
		await suite.endpoint.send( order.invoiced, { id } );
		await mend();
		const again = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( again.json.code, 'completed', again.text );
		await assertCompletedOnce( suite, order.id, { stopped: 1 } );
	} );

	test( 'an admin’s re-send completes it', async () => {
		const order = await newSubject( suite );
		await break_( { save_throws: true }, order );
		const { json } = await suite.endpoint.send( order.invoiced );
		await mend();
		const detail = await resend( json.notification_id );
		assert.equal( detail.state, 'completed' );
		await assertCompletedOnce( suite, order.id, { stopped: 1 } );
	} );
} );

test( 'a save that dies of a type error, which WooCommerce does not catch: 503 save_unconfirmed', async () => {
	const order = await newSubject( suite );
	await break_( { save_throws: 'error' }, order );
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.status, 503, reply.text );
	assert.equal( reply.json.code, 'save_unconfirmed' );
	await mend();
	await heal( suite );
	await assertCompletedOnce( suite, order.id, { stopped: 1 } );
} );

describe( 'another plug-in’s listener', () => {
	for ( const kind of [ true, 'error' ] as const ) {
		test( `that throws ${ kind === true ? 'an exception' : 'an error' }: Completed, and a person is to look`, async () => {
			const order = await newSubject( suite );
			await break_( { listener_throws: kind }, order );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.status, 200, reply.text );
			assert.equal(
				reply.json.code,
				'side_effects_uncertain',
				'listeners behind it have not run'
			);
			const seen = await suite.probe.order( order.id );
			assert.equal( seen.status, 'completed' );
			assert.ok( seen.hooks.completed <= 1 );
			const detail = await detailOfOrder( order );
			assert.equal( detail.needs_check, true );
			assert.equal( detail.result.heading, 'needs_check' );

			// WooCommerce's own API sends no email either; a person decides.
			await mend();
			await heal( suite );
			assert.deepEqual(
				customerEmails( await suite.probe.order( order.id ) ),
				[]
			);
			const admin = await suite.admin();
			const preview = await admin.call(
				'POST',
				'/notifications/preview',
				{ ids: [ detail.id ] }
			);
			if ( ! suite.shop.ground.standIn ) {
				assert.equal( preview.json[ 0 ].email, 'held', preview.text );
			}
			const checked = await admin.call(
				'POST',
				`/notifications/${ detail.id }/check`
			);
			assert.equal( checked.json.needs_check, false, checked.text );
			const after = await eventually(
				() => suite.probe.order( order.id ),
				( order_ ) => customerEmails( order_ ).length > 0
			);
			assert.equal( customerEmails( after ).length, 1 );
			assert.ok( after.hooks.completed <= 1 );
		} );
	}

	test( 'of WooCommerce’s own that throws, because the customer’s account is gone: the cause is in the row', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.probe.php( `$order = wc_get_order( ${ order.id } );
			$order->set_customer_id( 987654 );
			$order->save();` );
		const { json } = await suite.endpoint.send( order.invoiced );
		assert.equal( json.code, 'side_effects_uncertain' );
		const { result } = await detailOfOrder( order );
		// In WooCommerce's words.
		assert.match(
			result.sentence,
			/WooCommerce failed .*: Please provide a valid email address/
		);
	} );

	for ( const fault of [ 'listener_fatal', 'listener_exits' ] as const ) {
		test( `that ${ fault === 'listener_fatal' ? 'dies' : 'exits' }: Completed, and a person is to look; a repetition changes nothing`, async () => {
			const order = await newSubject( suite );
			const id = newId();
			await break_( { [ fault ]: true }, order );
			await suite.endpoint.send( order.invoiced, { id, raw: true } );
			await mend();
			const again = await suite.endpoint.send( order.invoiced, { id } );
			assert.equal( again.status, 200, again.text );
			assert.equal( again.json.code, 'side_effects_uncertain' );
			assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
			const seen = await suite.probe.order( order.id );
			assert.equal( seen.status, 'completed' );
			assert.ok( seen.hooks.completed <= 1 );
			assert.equal( ( await detailOfOrder( order ) ).needs_check, true );
			suite.expectPhpErrors();
		} );
	}

	test( 'that exits in a batch takes nobody else’s email along', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const [ good, bad ] = [
			await newSubject( suite ),
			await newSubject( suite ),
		];
		await break_( { listener_exits: true }, bad );
		await suite.endpoint.send(
			JSON.stringify( {
				notifications: [
					{ id: newId(), ...good.invoiced },
					{ id: newId(), ...bad.invoiced },
				],
			} ),
			{ route: '/notifications/batch', raw: true }
		);
		await mend();
		const seen = await eventually(
			() => suite.probe.order( good.id ),
			( order ) => customerEmails( order ).length > 0
		);
		assert.equal( seen.status, 'completed' );
		assert.equal( customerEmails( seen ).length, 1 );
		suite.expectPhpErrors();
	} );

	test( 'that tells the endpoint of another order and then exits: each has its own outcome, at once', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const outer = await newSubject( suite );
		const inner = await newSubject( suite );
		const body = JSON.stringify( inner.invoiced );
		const id = newId();
		const timestamp = now();
		const headers = {
			'webhook-id': id,
			'webhook-timestamp': String( timestamp ),
			'webhook-signature': sign(
				suite.shop.webhookSecret,
				id,
				timestamp,
				body
			),
		};
		const plugIn = new FixturePlugIn( suite, 'nested' );
		await plugIn.install(
			`add_action( 'woocommerce_order_status_completed', function ( $id ) {
				if ( (int) $id !== ${ outer.id } ) {
					return;
				}
				$request = new WP_REST_Request( 'POST', '/wc-telaris/v1/notifications' );
				$request->set_headers( json_decode( ${ quoted( JSON.stringify( headers ) ) }, true ) );
				$request->set_body( ${ quoted( body ) } );
				rest_do_request( $request );
				exit;
			} );`
		);
		try {
			const reply = await suite.endpoint.send( outer.invoiced );
			assert.equal( reply.status, 503, reply.text );
		} finally {
			await plugIn.remove();
		}
		await assertCompletedOnce( suite, inner.id );
		assert.equal(
			( await detailOfOrder( inner ) ).result.code,
			'completed'
		);
		const seen = await suite.probe.order( outer.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
		const detail = await detailOfOrder( outer );
		assert.equal( detail.result.code, 'side_effects_uncertain' );
		const row = ( await suite.probe.rows( 'orders' ) ).find(
			( { order_id: orderId } ) => Number( orderId ) === outer.id
		);
		assert.equal( row?.[ 'lease_token' ], null, 'it holds nobody up' );
		suite.expectPhpErrors();
	} );

	for ( const how of [ true, 'fresh' ] as const ) {
		test( `that puts the order On hold${ how === 'fresh' ? ', on an object of its own' : '' }: reverted, with the status it has now; never again by itself`, async () => {
			const order = await newSubject( suite );
			const id = newId();
			await break_( { hold_in_hook: how }, order );
			const reply = await suite.endpoint.send( order.invoiced, { id } );
			assert.equal( reply.status, 409, reply.text );
			assert.equal( reply.json.code, 'reverted' );
			assert.equal( reply.json.data.retryable, false );
			assert.equal(
				( await suite.probe.order( order.id ) ).status,
				'on-hold'
			);
			const detail = await detailOfOrder( order );
			assert.equal( detail.result.heading, 'order_blocked' );
			assert.equal( detail.attempts[ 0 ]?.status_after, 'on-hold' );

			await mend();
			const again = await suite.endpoint.send( order.invoiced, { id } );
			assert.equal( again.json.code, 'reverted', again.text );
			assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
			const anew = await suite.endpoint.send( order.invoiced );
			assert.equal( anew.json.code, 'reverted', anew.text );
			await heal( suite );
			const seen = await suite.probe.order( order.id );
			assert.equal( seen.status, 'on-hold' );
			assert.equal( seen.hooks.completed, 1 );
			if ( ! suite.shop.ground.standIn ) {
				assert.deepEqual(
					customerEmails( seen ),
					[],
					'the customer is not told of what was taken back'
				);
			}

			const repaired = await resend( detail.id );
			assert.equal(
				repaired.state,
				'completed',
				JSON.stringify( repaired.result )
			);
			assert.equal(
				( await suite.probe.order( order.id ) ).status,
				'completed'
			);
		} );
	}

	test( 'that is slow: a second call meanwhile is told to wait', async () => {
		const order = await newSubject( suite );
		await break_( { slow_hook_ms: 1500 }, order );
		const first = suite.endpoint.send( order.invoiced );
		await new Promise( ( resolve ) => setTimeout( resolve, 700 ) );
		const second = await suite.endpoint.send( order.invoiced );
		assert.equal( second.status, 409, second.text );
		assert.equal( second.json.code, 'in_progress' );
		assert.match( second.headers[ 'retry-after' ] ?? '', /^[1-9]\d*$/ );
		assert.equal( second.json.state, 'pending' );
		assert.equal( ( await first ).json.code, 'completed' );
		await mend();
		assert.equal( ( await heal( suite ) ).notifications, 0 );
		await assertCompletedOnce( suite, order.id );
		const rows = await historyOf( suite, order.telarisOrder );
		assert.deepEqual( rows.map( ( row ) => row.result.code ).sort(), [
			'already_completed',
			'completed',
		] );
	} );
} );

describe( 'a logger that throws', () => {
	test( 'changes nothing where all is well', async () => {
		const order = await newSubject( suite );
		await break_( { logger_throws: true }, order );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'changes nothing where something else fails, too', async () => {
		const order = await newSubject( suite );
		await break_( { logger_throws: true, save_throws: true }, order );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 503, reply.text );
		assert.equal( reply.json.code, 'save_unconfirmed' );
		await mend();
		await heal( suite );
		await assertCompletedOnce( suite, order.id, { stopped: 1 } );
	} );
} );

describe( 'the database', () => {
	test( 'that drops all connections in the middle of the hooks', async ( t ) => {
		if ( ! suite.shop.ground.database.startsWith( 'MariaDB' ) ) {
			t.skip( 'skipped: needs MariaDB' );
			return;
		}
		const order = await newSubject( suite );
		const id = newId();
		await break_( { slow_hook_ms: 1500 }, order );
		const sent = suite.endpoint.send( order.invoiced, { id, raw: true } );
		await new Promise( ( resolve ) => setTimeout( resolve, 700 ) );
		await suite.database.dropConnections();
		const reply = await sent;
		assert.ok( [ 200, 500, 503 ].includes( reply.status ), reply.text );
		await mend();
		await letTimePass( suite );
		const again = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( again.status, 200, again.text );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
		suite.expectPhpErrors();
	} );

	test( 'that is gone for a second: a message sent meanwhile is not lost', async ( t ) => {
		if ( ! suite.shop.ground.database.startsWith( 'MariaDB' ) ) {
			t.skip( 'skipped: needs MariaDB' );
			return;
		}
		const orders = await Promise.all(
			Array.from( { length: 4 }, () => newSubject( suite ) )
		);
		const ids = orders.map( () => newId() );
		const restart = suite.database.away( 1000 );
		const replies = await Promise.all(
			orders.map( ( order, index ) =>
				suite.endpoint.send( order.invoiced, {
					id: ids[ index ] ?? '',
					raw: true,
				} )
			)
		);
		await restart;
		for ( const reply of replies ) {
			// Without its database WordPress answers by itself, with a page.
			assert.ok(
				[ 200, 500, 503 ].includes( reply.status ),
				reply.text.slice( 0, 300 )
			);
		}
		await letTimePass( suite );
		for ( const [ index, order ] of orders.entries() ) {
			const again = await suite.endpoint.send( order.invoiced, {
				id: ids[ index ] ?? '',
			} );
			assert.equal( again.status, 200, again.text );
			assert.match(
				again.json.code,
				/^(completed|already_completed|side_effects_uncertain)$/
			);
			const seen = await suite.probe.order( order.id );
			assert.equal( seen.status, 'completed' );
			assert.ok( seen.hooks.completed <= 1 );
		}
		suite.expectPhpErrors();
	} );
} );

describe( 'mail', () => {
	test( 'that fails: the order is Completed, and the email is said to be unknown', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await break_( { mail_fails: true }, order );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal(
			reply.json.code,
			'completed',
			'the email leaves after the answer'
		);
		const detail = await eventually(
			() => detailOfOrder( order ),
			( seen ) => seen.needs_check
		);
		assert.equal( detail.result.code, 'email_unknown' );
		assert.equal( detail.state, 'completed' );
		await mend();
		await heal( suite );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
		assert.ok(
			customerEmails( seen ).length <= 1,
			'it is not sent again by itself'
		);

		const admin = await suite.admin();
		const checked = await admin.call(
			'POST',
			`/notifications/${ detail.id }/check`
		);
		assert.equal( checked.json.needs_check, false, checked.text );
	} );
} );
