/** Only order.invoiced completes; everything else is written down, and changes nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import { newId } from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	detailOf,
	historyOf,
	newSubject,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

function known( order: Subject ): messages.TelarisOrder {
	return {
		telarisOrder: order.telarisOrder,
		integrationReference: String( order.id ),
	};
}

interface Ignored {
	readonly name: string;
	readonly code: string;
	readonly make: ( order: Subject ) => Message;
}

const IGNORED: Ignored[] = [
	{
		name: 'order.cancelled',
		code: 'not_synced',
		make: ( order ) => messages.cancelled( known( order ) ),
	},
	{
		name: 'order.partially_invoiced',
		code: 'partially_invoiced',
		make: ( order ) =>
			messages.partiallyInvoiced( known( order ), {
				number: order.invoiceNumber,
			} ),
	},
	{
		name: 'a credit note',
		code: 'credit_note',
		make: ( order ) =>
			messages.credited( known( order ), {
				number: order.invoiceNumber,
			} ),
	},
	...(
		[ 'order.delivered', 'order.status_changed', 'order.closed' ] as const
	 ).map( ( type ) => ( {
		name: type,
		code: 'not_synced',
		make: ( order: Subject ): Message => ( {
			type,
			data: {
				telaris_order: order.telarisOrder,
				integration_reference: String( order.id ),
			},
		} ),
	} ) ),
];

for ( const { name, code, make } of IGNORED ) {
	describe( name, () => {
		test( `answers 200 ${ code } and leaves the order as it is`, async () => {
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( make( order ) );

			assert.equal( reply.status, 200, reply.text );
			assert.equal( reply.json.code, code );
			assert.equal( reply.json.state, 'ignored' );
			assert.equal( reply.json.retryable, false );
			await assertUntouched( suite, order.id );
		} );

		test( 'is a row of the history under "Not invoiced"', async () => {
			const order = await newSubject( suite );
			await suite.endpoint.send( make( order ) );
			const rows = await historyOf( suite, order.telarisOrder );
			assert.equal( rows.length, 1 );
			assert.equal( rows[ 0 ]?.state, 'ignored' );
			assert.equal( rows[ 0 ]?.result.code, code );
			assert.equal( rows[ 0 ]?.result.heading, 'not_invoiced' );
			assert.equal( rows[ 0 ]?.needs_check, false );
		} );

		test( 'does not stand in the way of the invoice that follows', async () => {
			const order = await newSubject( suite );
			await suite.endpoint.send( make( order ) );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.json.code, 'completed', reply.text );
			await assertCompletedOnce( suite, order.id );
		} );
	} );
}

describe( 'Telaris’s own word for a part invoice', () => {
	for ( const type of [ 'partlyinvoiced', 'order.partlyinvoiced' ] ) {
		test( `${ type } is partially_invoiced`, async () => {
			const order = await newSubject( suite );
			const reply = await suite.endpoint.send( {
				type,
				data: { telaris_order: order.telarisOrder },
			} );
			assert.equal( reply.json.code, 'partially_invoiced', reply.text );
		} );
	}
} );

describe( 'a type that nobody knows', () => {
	for ( const [ type, nearest ] of [
		[ 'order.invocied', 'order.invoiced' ],
		[ 'no.telaris.order.invoiced.v1', 'order.invoiced' ],
		[ 'customer.created', 'order.created' ],
	] as const ) {
		test( `${ type } is refused, not lost`, async () => {
			const order = await newSubject( suite );
			const message = { ...order.invoiced, type };
			const single = await suite.endpoint.send( message );
			assert.equal( single.status, 400, single.text );
			const batch = await suite.endpoint.send(
				{ notifications: [ { id: newId(), ...message } ] },
				{ route: '/notifications/batch' }
			);
			for ( const answer of [ single.json, batch.json.results[ 0 ] ] ) {
				assert.equal( answer.code, 'unknown_type' );
				assert.equal( answer.retryable, false );
				assert.ok( answer.message.includes( `"${ nearest }"` ) );
			}
			await assertUntouched( suite, order.id );
		} );
	}
} );

describe( 'an ignored message', () => {
	test( 'does not un-complete an order', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		await suite.endpoint.send( messages.cancelled( known( order ) ) );
		await suite.endpoint.send(
			messages.credited( known( order ), {
				number: `K${ order.invoiceNumber }`,
			} )
		);
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'is replayed when it comes again', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const message = messages.cancelled( known( order ) );
		const first = await suite.endpoint.send( message, { id } );
		const again = await suite.endpoint.send( message, { id } );
		assert.deepEqual( again.json, {
			...first.json,
			order_status: 'processing',
			replayed: true,
		} );
		assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
		assert.equal(
			( await historyOf( suite, order.telarisOrder ) ).length,
			1
		);
	} );

	test( 'cannot be re-sent', async () => {
		const order = await newSubject( suite );
		const { json } = await suite.endpoint.send(
			messages.cancelled( known( order ) )
		);
		assert.equal(
			( await detailOf( suite, json.notification_id ) ).can_resend,
			false
		);
		const admin = await suite.admin();
		const reply = await admin.call(
			'POST',
			`/notifications/${ json.notification_id }/resend`,
			{}
		);
		assert.ok( reply.status >= 400 && reply.status < 500, reply.text );
		await assertUntouched( suite, order.id );
	} );
} );

describe( 'ping', () => {
	test( 'says who was recognised, the clock’s skew, versions and guards', async () => {
		const reply = await suite.endpoint.send( messages.ping() );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.code, 'pong' );
		assert.equal( reply.json.pong.recognised_as, 'signature' );
		assert.ok( Math.abs( reply.json.pong.clock_skew_seconds ) <= 5 );
		assert.match( reply.json.pong.versions.plugin, /^\d+\.\d+\.\d+/ );
		assert.equal(
			reply.json.pong.versions.wordpress,
			suite.shop.ground.wordpress
		);
		assert.deepEqual( [ ...reply.json.pong.completes_from ].sort(), [
			'on-hold',
			'processing',
		] );
	} );

	test( 'with a key says so, and knows no skew without a timestamp', async () => {
		const reply = await suite.endpoint.send( messages.ping(), {
			key: suite.shop.keys.readWrite,
		} );
		assert.equal( reply.json.pong.recognised_as, 'api_key', reply.text );
		assert.equal( reply.json.pong.clock_skew_seconds, null );
	} );

	test( 'measures the skew of Telaris’s clock', async () => {
		const timestamp = Math.floor( Date.now() / 1000 ) - 120;
		const reply = await suite.endpoint.send( messages.ping(), {
			timestamp,
		} );
		assert.ok(
			Math.abs( reply.json.pong.clock_skew_seconds + 120 ) <= 5,
			reply.text
		);
	} );

	test( 'is no row of the history', async () => {
		const before = ( await suite.probe.rows( 'notifications' ) ).length;
		await suite.endpoint.send( messages.ping() );
		assert.equal(
			( await suite.probe.rows( 'notifications' ) ).length,
			before
		);
	} );
} );
