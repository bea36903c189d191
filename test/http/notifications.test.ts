/** The main job: an order is invoiced in Telaris, and becomes Completed, once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId, now, sign } from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	detailOf,
	historyOf,
	newSubject,
	subjectOf,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

describe( 'order.invoiced for a processing order', () => {
	test( 'answers 200 completed, with what the contract promises', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const reply = await suite.endpoint.send( order.invoiced, { id } );

		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.id, id );
		assert.equal( reply.json.status, 200 );
		assert.equal( reply.json.code, 'completed' );
		assert.equal( reply.json.state, 'completed' );
		assert.equal( reply.json.retryable, false );
		assert.ok( Number.isInteger( reply.json.notification_id ) );
		assert.ok( reply.json.message.length > 0 );
		assert.equal( reply.headers[ 'idempotent-replayed' ], undefined );
	} );

	test( 'sets the order to Completed: hooks once, email once, one note that names the invoice', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );

		const { notes } = await assertCompletedOnce( suite, order.id );
		const ours = notes.filter(
			( note ) =>
				note.includes( order.telarisOrder ) ||
				note.includes( order.invoiceNumber )
		);
		assert.equal( ours.length, 1, `notes: ${ notes.join( ' | ' ) }` );
		assert.match( ours[ 0 ] ?? '', new RegExp( order.invoiceNumber ) );
	} );

	test( 'is one row of the history, with one attempt', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const reply = await suite.endpoint.send( order.invoiced, { id } );

		const rows = await historyOf( suite, order.telarisOrder );
		assert.equal( rows.length, 1 );
		const [ row ] = rows;
		assert.ok( row );
		assert.equal( row.id, reply.json.notification_id );
		assert.equal( row.webhook_id, id );
		assert.equal( row.type, 'order.invoiced' );
		assert.equal( row.state, 'completed' );
		assert.equal( row.result.code, 'completed' );
		assert.equal( row.result.heading, 'completed' );
		assert.equal( row.order?.id, order.id );
		assert.equal( row.order?.number, order.number );
		assert.equal( row.order?.status, 'completed' );
		assert.equal( row.telaris_order, order.telarisOrder );
		assert.equal( row.integration_reference, String( order.id ) );
		assert.deepEqual( row.invoice, {
			number: order.invoiceNumber,
			date: '2026-11-23',
			kind: 'invoice',
			total: '499.00',
			currency: 'NOK',
		} );
		assert.equal( row.attempt_count, 1 );
		assert.equal( row.needs_check, false );
		assert.equal( row.next_attempt_at, null );

		const detail = await detailOf( suite, row.id );
		assert.equal( detail.attempts.length, 1 );
		const [ attempt ] = detail.attempts;
		assert.equal( attempt?.trigger, 'telaris' );
		assert.equal( attempt?.user, null );
		assert.equal( attempt?.status_before, 'processing' );
		assert.equal( attempt?.status_after, 'completed' );
		assert.equal( attempt?.result?.code, 'completed' );
		assert.ok(
			Math.abs( Date.parse( attempt?.started_at ?? '' ) - Date.now() ) <
				60_000,
			'attempts are timed in UTC'
		);
	} );

	test( 'works without an invoice: a person can set the status by hand in Telaris', async () => {
		const order = await newSubject( suite );
		const { invoice, ...data } = order.invoiced.data ?? {};
		assert.ok( invoice );
		const reply = await suite.endpoint.send( { ...order.invoiced, data } );

		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id );
		const [ row ] = await historyOf( suite, order.telarisOrder );
		assert.equal( row?.invoice, null );
	} );

	test( 'takes numbers where the contract allows them', async () => {
		const order = await newSubject( suite );
		const invoiceNumber = 700_000_000 + order.id;
		const reply = await suite.endpoint.send( {
			type: 'order.invoiced',
			data: {
				telaris_order: 900_000_000 + order.id,
				integration_reference: order.id,
				invoice: {
					number: invoiceNumber,
					total: 499.5,
					currency: 'NOK',
				},
			},
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
		const [ row ] = await historyOf(
			suite,
			String( 900_000_000 + order.id )
		);
		assert.equal( row?.invoice?.number, String( invoiceNumber ) );
	} );
} );

describe( 'the same message again', () => {
	test( 'replays the answer and does nothing', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const first = await suite.endpoint.send( order.invoiced, { id } );
		const again = await suite.endpoint.send( order.invoiced, { id } );

		assert.equal( again.status, 200 );
		assert.deepEqual( again.json, {
			...first.json,
			order_status: 'completed',
			replayed: true,
		} );
		assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
		await assertCompletedOnce( suite, order.id );
		const rows = await historyOf( suite, order.telarisOrder );
		assert.equal( rows.length, 1 );
		assert.equal( rows[ 0 ]?.attempt_count, 1 );
	} );

	test( 'replays even when the order has changed since', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		await suite.probe.setStatus( order.id, 'refunded' );
		const again = await suite.endpoint.send( order.invoiced, { id } );

		assert.equal( again.status, 200 );
		assert.equal( again.json.code, 'completed' );
		assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
		assert.equal(
			( await suite.probe.order( order.id ) ).status,
			'refunded'
		);
	} );

	test( 'with another body is refused', async () => {
		const order = await newSubject( suite );
		const other = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		const reply = await suite.endpoint.send( other.invoiced, { id } );

		assert.equal( reply.status, 422, reply.text );
		assert.equal( reply.json.code, 'id_reused' );
		assert.equal( reply.json.data.retryable, false );
		await assertUntouched( suite, other.id );
	} );

	test( 'made anew by the sender is the same message still', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.probe.setStatus( order.id, 'cancelled' );
		const first = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( first.json.code, 'status_not_allowed', first.text );
		await suite.probe.setStatus( order.id, 'processing' );
		const again = await suite.endpoint.send(
			{
				...order.invoiced,
				timestamp: new Date().toISOString(),
				retry: 2,
			},
			{ id }
		);
		assert.equal( again.json.code, 'completed', again.text );
	} );

	test( 'is refused with another invoice, whatever else is in the body', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		const other = JSON.stringify( order.invoiced ).replace(
			order.invoiceNumber,
			`${ order.invoiceNumber }-2`
		);
		const reply = await suite.endpoint.send(
			other.replace( /\}$/, ',"x":1e999}' ),
			{ id }
		);
		assert.equal( reply.status, 422, reply.text );
		assert.equal( reply.json.code, 'id_reused' );
	} );

	test( 'in parallel, completes once and answers all', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const replies = await Promise.all(
			Array.from( { length: 6 }, () =>
				suite.endpoint.send( order.invoiced, { id } )
			)
		);
		for ( const reply of replies ) {
			assert.ok(
				( reply.status === 200 && reply.json.code === 'completed' ) ||
					( reply.status === 409 &&
						reply.json.code === 'in_progress' ),
				reply.text
			);
			if ( reply.status === 409 ) {
				assert.match(
					reply.headers[ 'retry-after' ] ?? '',
					/^[1-9]\d*$/
				);
				assert.equal( reply.json.data.retryable, true );
				assert.equal(
					String( reply.json.retry_after ),
					reply.headers[ 'retry-after' ]
				);
			}
		}
		assert.ok(
			replies.some(
				( reply ) =>
					reply.status === 200 &&
					! reply.headers[ 'idempotent-replayed' ]
			)
		);
		await assertCompletedOnce( suite, order.id );
		assert.equal(
			( await historyOf( suite, order.telarisOrder ) ).length,
			1
		);
	} );

	test( 'that failed, is evaluated again once the cause is mended', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		const id = newId();
		const first = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( first.json.code, 'status_not_allowed' );
		await suite.probe.setStatus( order.id, 'processing' );
		const again = await suite.endpoint.send( order.invoiced, { id } );

		assert.equal( again.json.code, 'completed', again.text );
		assert.equal( again.headers[ 'idempotent-replayed' ], undefined );
		const rows = await historyOf( suite, order.telarisOrder );
		assert.equal( rows.length, 1 );
		assert.equal( rows[ 0 ]?.attempt_count, 2 );
	} );

	test( 'signed anew, is still the same message', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, {
			id,
			timestamp: now() - 200,
		} );
		const again = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
	} );
} );

describe( 'HTTP', () => {
	test( 'a stored invoice of one order does not stop another order', async () => {
		const one = await newSubject( suite );
		const other = await newSubject( suite );
		await suite.endpoint.send( one.invoiced );
		const reply = await suite.endpoint.send( other.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );

	test( 'an unknown order is not found, and is a row', async () => {
		const order = subjectOf( 2_000_000_000 );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 404 );
		assert.equal( reply.json.code, 'order_not_found' );
		const [ row ] = await historyOf( suite, order.telarisOrder );
		assert.equal( row?.state, 'failed' );
		assert.equal( row?.result.heading, 'link_missing' );
		assert.equal( row?.integration_reference, '2000000000' );
	} );

	for ( const method of [ 'PUT', 'PATCH', 'DELETE' ] ) {
		test( `${ method } on the webhook endpoint is not there`, async () => {
			const order = await newSubject( suite );
			const id = newId();
			const body = JSON.stringify( order.invoiced );
			const reply = await suite.endpoint.call( {
				method,
				body,
				headers: {
					'webhook-id': id,
					'webhook-timestamp': String( now() ),
					'webhook-signature': sign(
						suite.shop.webhookSecret,
						id,
						now(),
						body
					),
				},
			} );
			assert.ok(
				reply.status === 404 || reply.status === 405,
				reply.text
			);
			await assertUntouched( suite, order.id );
		} );
	}

	test( 'a method-override header does not open another route', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced, {
			headers: { 'x-http-method-override': 'GET' },
		} );
		assert.deepEqual(
			[ reply.status, reply.json.code ],
			[ 400, 'unsupported_parameter' ]
		);
	} );
} );
