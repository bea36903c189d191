/** WooCommerce order ↔ Telaris order: made at import or by hand, unique both ways, and what waited is applied. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import {
	assertCompletedOnce,
	assertUntouched,
	detailOf,
	historyOf,
	newSubject,
	newTelarisOrder,
	subjectOf,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

async function link(
	orderId: number,
	telarisOrder: string,
	more: object = {}
) {
	const admin = await suite.admin();
	return admin.call( 'PUT', `/orders/${ orderId }/link`, {
		telaris_order: telarisOrder,
		...more,
	} );
}

describe( 'order.imported', () => {
	test( 'stores the link, and is no row of the history', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.imported );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.code, 'linked' );
		assert.equal( reply.json.state, null );
		assert.equal( reply.json.notification_id, null );
		assert.deepEqual( await historyOf( suite, order.telarisOrder ), [] );
		await assertUntouched( suite, order.id );
	} );

	test( 'lets the invoice find its order without a reference', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const reply = await suite.endpoint.send(
			messages.invoiced(
				{ telarisOrder: order.telarisOrder },
				{ number: order.invoiceNumber }
			)
		);
		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'again is fine', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const reply = await suite.endpoint.send( order.imported );
		assert.equal( reply.json.code, 'linked', reply.text );
	} );

	test( 'of an order that is not in the shop: order_not_found', async () => {
		const reply = await suite.endpoint.send(
			subjectOf( 2_000_000_001 ).imported
		);
		assert.equal( reply.status, 404, reply.text );
		assert.equal( reply.json.code, 'order_not_found' );
	} );

	test( 'of an order that has another Telaris order: link_mismatch', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const reply = await suite.endpoint.send(
			messages.imported( {
				telarisOrder: newTelarisOrder(),
				integrationReference: String( order.id ),
			} )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'link_mismatch' );
		assert.match( reply.json.message, /was imported as/ );
	} );

	test( 'of a Telaris order that has another order: link_mismatch', async () => {
		const order = await newSubject( suite );
		const other = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const reply = await suite.endpoint.send(
			messages.imported( {
				telarisOrder: order.telarisOrder,
				integrationReference: String( other.id ),
			} )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'link_mismatch' );
	} );

	test( 'without a reference is invalid', async () => {
		const reply = await suite.endpoint.send(
			messages.imported( { telarisOrder: newTelarisOrder() } )
		);
		assert.equal( reply.status, 400, reply.text );
		assert.equal( reply.json.code, 'invalid_payload' );
		assert.ok(
			reply.json.data.errors.some( ( error: { field: string } ) =>
				error.field.includes( 'integration_reference' )
			),
			reply.text
		);
	} );
} );

describe( 'order.invoiced', () => {
	test( 'with no reference and no link: missing_link, a row without an order', async () => {
		const telarisOrder = newTelarisOrder();
		const reply = await suite.endpoint.send(
			messages.invoiced( { telarisOrder } )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'missing_link' );
		assert.equal( reply.json.state, 'failed' );
		assert.equal( reply.json.data.retryable, false );
		const [ row ] = await historyOf( suite, telarisOrder );
		assert.equal( row?.order, null );
		assert.equal( row?.result.heading, 'link_missing' );
		assert.match( row?.result.sentence ?? '', new RegExp( telarisOrder ) );
	} );

	test( 'never picks an order by the number that the customer sees', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder: newTelarisOrder(),
				orderNumber: order.number,
			} )
		);
		assert.equal( reply.json.code, 'missing_link', reply.text );
		await assertUntouched( suite, order.id );
	} );

	test( 'makes the link when it is the first valid message', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const reply = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder: newTelarisOrder(),
				integrationReference: String( order.id ),
			} )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'link_mismatch' );
	} );

	test( 'naming an order that is linked to another Telaris order: link_mismatch', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const telarisOrder = newTelarisOrder();
		const reply = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder,
				integrationReference: String( order.id ),
			} )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'link_mismatch' );
		await assertUntouched( suite, order.id );
		const [ row ] = await historyOf( suite, telarisOrder );
		assert.match(
			row?.result.sentence ?? '',
			new RegExp( order.telarisOrder ),
			'says which one it is linked to'
		);
	} );

	test( 'of a Telaris order that is linked to another order: link_mismatch', async () => {
		const order = await newSubject( suite );
		const other = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const reply = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder: order.telarisOrder,
				integrationReference: String( other.id ),
			} )
		);
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'link_mismatch' );
		await assertUntouched( suite, order.id );
		await assertUntouched( suite, other.id );
	} );
} );

describe( 'PUT /orders/{id}/link', () => {
	test( 'applies what waited for it', async () => {
		const order = await newSubject( suite );
		const sent = await suite.endpoint.send(
			messages.invoiced(
				{ telarisOrder: order.telarisOrder },
				{ number: order.invoiceNumber }
			)
		);
		assert.equal( sent.json.code, 'missing_link' );

		const reply = await link( order.id, order.telarisOrder );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.order_id, order.id );
		assert.equal( reply.json.telaris_order, order.telarisOrder );
		assert.deepEqual(
			reply.json.applied.map( ( row: { id: number; state: string } ) => [
				row.id,
				row.state,
			] ),
			[ [ sent.json.notification_id, 'completed' ] ]
		);
		await assertCompletedOnce( suite, order.id );
		const detail = await detailOf( suite, sent.json.notification_id );
		assert.deepEqual(
			detail.attempts.map( ( attempt ) => attempt.trigger ).sort(),
			[ 'link', 'telaris' ]
		);
	} );

	test( 'Telaris, asking again with the same id, gets the success', async () => {
		const order = await newSubject( suite );
		const id = `msg_${ order.telarisOrder }`;
		const message = messages.invoiced( {
			telarisOrder: order.telarisOrder,
		} );
		await suite.endpoint.send( message, { id } );
		await link( order.id, order.telarisOrder );
		const again = await suite.endpoint.send( message, { id } );
		assert.equal( again.status, 200, again.text );
		assert.equal( again.json.code, 'completed' );
		assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'an import that comes late applies what waited, too', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send(
			messages.invoiced( { telarisOrder: order.telarisOrder } )
		);
		await suite.endpoint.send( order.imported );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'repairs a reference to an order that is not there', async () => {
		const order = await newSubject( suite );
		const sent = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder: order.telarisOrder,
				integrationReference: '2000000002',
			} )
		);
		assert.equal( sent.json.code, 'order_not_found' );
		const reply = await link( order.id, order.telarisOrder );
		assert.equal( reply.status, 200, reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'does not take a link from another order unless told to', async () => {
		const order = await newSubject( suite );
		const other = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const refused = await link( other.id, order.telarisOrder );
		assert.equal( refused.status, 409, refused.text );
		const reply = await link( other.id, order.telarisOrder, {
			replace: true,
		} );
		assert.equal( reply.status, 200, reply.text );
		const invoiced = await suite.endpoint.send(
			messages.invoiced( { telarisOrder: order.telarisOrder } )
		);
		assert.equal( invoiced.json.code, 'completed', invoiced.text );
		await assertCompletedOnce( suite, other.id );
		await assertUntouched( suite, order.id );
	} );

	test( 'repairs a mismatch with replace', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const right = newTelarisOrder();
		const sent = await suite.endpoint.send(
			messages.invoiced( {
				telarisOrder: right,
				integrationReference: String( order.id ),
			} )
		);
		assert.equal( sent.json.code, 'link_mismatch' );
		const reply = await link( order.id, right, { replace: true } );
		assert.equal( reply.status, 200, reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'keeps the guards: what waited for a cancelled order fails with its true code', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		await suite.endpoint.send(
			messages.invoiced( { telarisOrder: order.telarisOrder } )
		);
		const reply = await link( order.id, order.telarisOrder );
		assert.equal( reply.status, 200, reply.text );
		assert.equal(
			reply.json.applied[ 0 ].result.code,
			'status_not_allowed'
		);
		await assertUntouched( suite, order.id, 'cancelled' );
	} );

	test( 'of an order that is not there: 404', async () => {
		assert.equal(
			( await link( 2_000_000_003, newTelarisOrder() ) ).status,
			404
		);
	} );

	for ( const bad of [
		{},
		{ telaris_order: '' },
		{ telaris_order: 7 },
		{ telaris_order: '<b>' },
		{ telaris_order: 'x'.repeat( 65 ) },
		{ telaris_order: 'A1', more: 1 },
	] ) {
		test( `refuses ${ JSON.stringify( bad ).slice( 0, 40 ) }`, async () => {
			const order = await newSubject( suite );
			const admin = await suite.admin();
			const reply = await admin.call(
				'PUT',
				`/orders/${ order.id }/link`,
				bad
			);
			assert.equal( reply.status, 400, reply.text );
		} );
	}
} );

describe( 'DELETE /orders/{id}/link', () => {
	test( 'removes it; the invoice then misses it', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const admin = await suite.admin();
		const reply = await admin.call(
			'DELETE',
			`/orders/${ order.id }/link`
		);
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.telaris_order, null );
		const invoiced = await suite.endpoint.send(
			messages.invoiced( { telarisOrder: order.telarisOrder } )
		);
		assert.equal( invoiced.json.code, 'missing_link', invoiced.text );
	} );

	test( 'where there is none is fine', async () => {
		const order = await newSubject( suite );
		const admin = await suite.admin();
		const reply = await admin.call(
			'DELETE',
			`/orders/${ order.id }/link`
		);
		assert.equal( reply.status, 200, reply.text );
	} );
} );
