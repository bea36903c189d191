/** What a person does in wp-admin: re-sends, and marks as checked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	assertCompletedOnce,
	assertUntouched,
	customerEmails,
	detailOf,
	eventually,
	newSubject,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

async function resend( id: number, options?: object ) {
	const admin = await suite.admin();
	return admin.call( 'POST', `/notifications/${ id }/resend`, options );
}

/** A notification that failed because its order was cancelled. */
async function newBlocked() {
	const order = await newSubject( suite, { status: 'cancelled' } );
	const { json } = await suite.endpoint.send( order.invoiced );
	assert.equal( json.code, 'status_not_allowed' );
	return { order, id: json.notification_id as number };
}

describe( 'Re-send', () => {
	test( 'completes the order once the cause is mended', async () => {
		const { order, id } = await newBlocked();
		await suite.probe.setStatus( order.id, 'processing' );
		const reply = await resend( id );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.state, 'completed' );
		assert.equal( reply.json.result.code, 'completed' );
		assert.equal( reply.json.order.status, 'completed' );
		const seen = await eventually(
			() => suite.probe.order( order.id ),
			( { emails } ) => suite.shop.ground.standIn || emails.length > 0
		);
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
	} );

	test( 'is an attempt with the admin’s name', async () => {
		const { id } = await newBlocked();
		await resend( id );
		const detail = await detailOf( suite, id );
		assert.equal( detail.attempts.length, 2 );
		assert.equal( detail.attempt_count, 2 );
		const attempt = detail.attempts.find(
			( { trigger } ) => trigger === 'resend'
		);
		assert.ok( attempt?.user );
		assert.equal( attempt.result?.code, 'status_not_allowed' );
	} );

	test( 'of a completed one does nothing more to the order', async () => {
		const order = await newSubject( suite );
		const { json } = await suite.endpoint.send( order.invoiced );
		const reply = await resend( json.notification_id );
		assert.ok( reply.status === 200 || reply.status === 409, reply.text );
		await assertCompletedOnce( suite, order.id );
		const [ still ] = [ await detailOf( suite, json.notification_id ) ];
		assert.equal( still.state, 'completed' );
	} );

	test( 'in parallel completes once', async () => {
		const { order, id } = await newBlocked();
		await suite.probe.setStatus( order.id, 'processing' );
		const replies = await Promise.all(
			Array.from( { length: 5 }, () => resend( id ) )
		);
		for ( const reply of replies ) {
			assert.ok( [ 200, 409 ].includes( reply.status ), reply.text );
		}
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
	} );

	test( 'beside Telaris’s own retry completes once', async () => {
		const { order, id } = await newBlocked();
		await suite.probe.setStatus( order.id, 'processing' );
		await Promise.all( [
			resend( id ),
			suite.endpoint.send( order.invoiced ),
			resend( id ),
			suite.endpoint.send( order.invoiced ),
		] );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( seen.hooks.completed, 1 );
	} );

	test( 'is silent towards the customer on request', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { order, id } = await newBlocked();
		const reply = await resend( id, {
			complete_anyway: true,
			send_email: false,
		} );
		assert.equal( reply.json.result.code, 'completed', reply.text );
		// An email leaves after the answer.
		await suite.probe.waitForEnd();
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.deepEqual( customerEmails( seen ), [] );
		assert.equal(
			seen.hooks.completed,
			1,
			'other plug-ins still hear of it'
		);
		assert.equal(
			seen.hooks.completed_notification,
			1,
			'the notification hook fires all the same'
		);
	} );

	test( 'does not send the email again to a customer who already had it', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		await assertCompletedOnce( suite, order.id );
		await suite.probe.setStatus( order.id, 'processing' );
		const { json } = await suite.endpoint.send( order.invoiced );
		assert.equal( json.code, 'reverted' );
		await resend( json.notification_id, { send_email: true } );
		await suite.probe.waitForEnd();
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( customerEmails( seen ).length, 1 );
	} );

	for ( const bad of [
		{ send_email: 'perhaps' },
		{ complete_anyway: 'no!' },
		{ force: true },
		{ send_email: [] },
	] ) {
		test( `refuses ${ JSON.stringify( bad ) }`, async () => {
			const { order, id } = await newBlocked();
			const reply = await resend( id, bad );
			assert.equal( reply.status, 400, reply.text );
			await assertUntouched( suite, order.id, 'cancelled' );
		} );
	}

	test( 'of what is not there: 404', async () => {
		assert.equal( ( await resend( 2_000_000_000 ) ).status, 404 );
	} );

	test( 'without a nonce, or signed in as nobody, changes nothing', async () => {
		const { order, id } = await newBlocked();
		await suite.probe.setStatus( order.id, 'processing' );
		const admin = await suite.admin();
		const route = `/notifications/${ id }/resend`;
		assert.equal(
			( await admin.call( 'POST', route, {}, { nonce: null } ) ).status,
			401
		);
		assert.equal(
			( await admin.call( 'POST', route, {}, { nonce: 'aaaaaaaaaa' } ) )
				.status,
			403
		);
		assert.equal(
			( await suite.endpoint.call( { route, body: '{}' } ) ).status,
			401
		);
		await assertUntouched( suite, order.id );
	} );
} );

describe( 'Mark as checked', () => {
	test( 'of one that needs none is harmless', async () => {
		const order = await newSubject( suite );
		const { json } = await suite.endpoint.send( order.invoiced );
		const admin = await suite.admin();
		const reply = await admin.call(
			'POST',
			`/notifications/${ json.notification_id }/check`
		);
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.needs_check, false );
		assert.equal( reply.json.state, 'completed' );
	} );

	test( 'of what is not there: 404', async () => {
		const admin = await suite.admin();
		assert.equal(
			( await admin.call( 'POST', '/notifications/2000000000/check' ) )
				.status,
			404
		);
	} );
} );
