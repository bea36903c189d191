/** Up to 100 messages at once: each is worked on as if it had come alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Answer, Message } from '../telaris/types';
import {
	freshAddress,
	newId,
	type Answered,
	type SendOptions,
} from './support/endpoint';
import { validate } from './support/contract';
import {
	assertCompletedOnce,
	assertUntouched,
	customerEmails,
	historyOf,
	newSubject,
	newTelarisOrder,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

interface Item extends Message {
	readonly id: string;
}

function item( message: Message, id = newId() ): Item {
	return { id, ...message };
}

function sendBatch(
	notifications: unknown[],
	options: SendOptions = {}
): Promise< Answered > {
	return suite.endpoint.send(
		{ notifications },
		{ route: '/notifications/batch', ...options }
	);
}

function results( reply: Answered ): Answer[] {
	assert.equal( reply.status, 200, reply.text.slice( 0, 500 ) );
	return reply.json.results as Answer[];
}

describe( 'a batch', () => {
	test( 'is answered in its order, and sums up', async () => {
		const [ one, other, cancelled, imported ] = await Promise.all( [
			newSubject( suite ),
			newSubject( suite, { status: 'on-hold' } ),
			newSubject( suite, { status: 'cancelled' } ),
			newSubject( suite ),
		] );
		const items = [
			item( one.invoiced ),
			item( cancelled.invoiced ),
			item( messages.invoiced( { telarisOrder: newTelarisOrder() } ) ),
			item( imported.imported ),
			item(
				messages.cancelled( { telarisOrder: imported.telarisOrder } )
			),
			item( messages.ping() ),
			item( other.invoiced ),
			item( { type: 'order.invoiced', data: { telaris_order: '' } } ),
		];
		const reply = await sendBatch( items );
		assert.deepEqual(
			results( reply ).map( ( { id, status, code } ) => [
				id,
				status,
				code,
			] ),
			[
				[ items[ 0 ]?.id, 200, 'completed' ],
				[ items[ 1 ]?.id, 409, 'status_not_allowed' ],
				[ items[ 2 ]?.id, 409, 'missing_link' ],
				[ items[ 3 ]?.id, 200, 'linked' ],
				[ items[ 4 ]?.id, 200, 'not_synced' ],
				[ items[ 5 ]?.id, 200, 'pong' ],
				[ items[ 6 ]?.id, 200, 'completed' ],
				[ items[ 7 ]?.id, 400, 'invalid_payload' ],
			]
		);
		assert.deepEqual( reply.json.summary, {
			total: 8,
			completed: 2,
			failed: 2,
			ignored: 1,
			pending: 0,
			linked: 2,
			refused: 1,
			duplicates: 0,
		} );
		await assertCompletedOnce( suite, one.id );
		// Each order of a batch has its own email: the listener was put back in between.
		await assertCompletedOnce( suite, other.id, { from: 'on-hold' } );
		await assertUntouched( suite, cancelled.id, 'cancelled' );
		await assertUntouched( suite, imported.id );
	} );

	test( 'gives each item the answer that it would have had alone', async () => {
		const order = await newSubject( suite );
		const [ answer ] = results(
			await sendBatch( [
				item( order.invoiced, 'msg_' + order.telarisOrder ),
			] )
		);
		const alone = await suite.endpoint.send( order.invoiced, {
			id: 'msg_' + order.telarisOrder,
		} );
		assert.equal( alone.headers[ 'idempotent-replayed' ], 'true' );
		// A repetition also says what the order's status is now.
		assert.deepEqual(
			{ ...answer, order_status: 'completed', replayed: true },
			alone.json
		);
		assert.deepEqual(
			validate( '#/components/schemas/Answer', answer ),
			[]
		);
	} );

	test( 'again, changes nothing', async () => {
		const orders = await Promise.all( [
			newSubject( suite ),
			newSubject( suite ),
		] );
		const items = orders.map( ( order ) => item( order.invoiced ) );
		const first = await sendBatch( items );
		const again = await sendBatch( items );
		assert.deepEqual(
			results( again ),
			results( first ).map( ( answer ) => ( {
				...answer,
				order_status: 'completed',
				replayed: true,
			} ) )
		);
		for ( const order of orders ) {
			await assertCompletedOnce( suite, order.id );
			assert.equal(
				( await historyOf( suite, order.telarisOrder ) ).length,
				1
			);
		}
	} );

	test( 'notes a total that is not the order’s in the answer and in the history, as a single message does', async () => {
		const orders = [
			await newSubject( suite ),
			await newSubject( suite ),
			await newSubject( suite ),
		];
		const [ , other ] = orders;
		const answers = results(
			await sendBatch(
				orders.map( ( order ) =>
					item( {
						...order.invoiced,
						data: {
							...order.invoiced.data,
							invoice: {
								number: order.invoiceNumber,
								total: order === other ? '1.00' : null,
							},
						},
					} as Message )
				)
			)
		);
		assert.deepEqual(
			answers.map( ( { warnings } ) => warnings?.length ?? 0 ),
			[ 0, 1, 0 ]
		);
		const [ row ] = await historyOf( suite, other?.telarisOrder ?? '' );
		const said = ( answers[ 1 ] as Answer ).message;
		assert.match( said, /1[.,]00/ );
		assert.equal( row?.result.sentence, said );
	} );

	test( 'with one id twice: the second is replayed, and counted once', async () => {
		const order = await newSubject( suite );
		const message = { id: newId(), ...order.invoiced };
		const reply = await suite.endpoint.send(
			{ notifications: [ message, message ] },
			{ route: '/notifications/batch' }
		);
		const [ first, second ] = reply.json.results;
		assert.equal( first.code, 'completed', reply.text );
		assert.equal( first.replayed, undefined );
		assert.equal( second.code, 'completed' );
		assert.equal( second.replayed, true );
		assert.deepEqual( reply.json.summary, {
			total: 2,
			completed: 1,
			failed: 0,
			ignored: 0,
			pending: 0,
			linked: 0,
			refused: 0,
			duplicates: 1,
		} );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'that names an order twice completes it once', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const reply = await sendBatch( [
			item( order.invoiced, id ),
			item( order.invoiced, id ),
			item( order.invoiced ),
		] );
		assert.deepEqual(
			results( reply ).map( ( { code } ) => code ),
			[ 'completed', 'completed', 'already_completed' ]
		);
		await assertCompletedOnce( suite, order.id );
		assert.equal(
			( await historyOf( suite, order.telarisOrder ) ).length,
			2
		);
	} );

	test( 'with one id for two messages refuses the second', async () => {
		const orders = await Promise.all( [
			newSubject( suite ),
			newSubject( suite ),
		] );
		const id = newId();
		const reply = await sendBatch(
			orders.map( ( order ) => item( order.invoiced, id ) )
		);
		assert.deepEqual(
			results( reply ).map( ( { status, code } ) => [ status, code ] ),
			[
				[ 200, 'completed' ],
				[ 422, 'id_reused' ],
			]
		);
		await assertUntouched( suite, orders[ 1 ].id );
	} );

	test( 'may import and invoice the same order', async () => {
		const order = await newSubject( suite );
		const reply = await sendBatch( [
			item( order.imported ),
			item(
				messages.invoiced(
					{ telarisOrder: order.telarisOrder },
					{ number: order.invoiceNumber }
				)
			),
		] );
		assert.deepEqual(
			results( reply ).map( ( { code } ) => code ),
			[ 'linked', 'completed' ]
		);
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'is not stopped by an order whose save throws', async () => {
		const [ broken, whole ] = await Promise.all( [
			newSubject( suite ),
			newSubject( suite ),
		] );
		await suite.probe.faults( { save_throws: true, order: broken.id } );
		const reply = await sendBatch( [
			item( broken.invoiced ),
			item( whole.invoiced ),
		] );
		await suite.probe.clearFaults();
		assert.deepEqual(
			results( reply ).map( ( { code, retryable } ) => [
				code,
				retryable,
			] ),
			[
				[ 'save_unconfirmed', true ],
				[ 'completed', false ],
			]
		);
		await assertCompletedOnce( suite, whole.id );
		assert.deepEqual(
			customerEmails( await suite.probe.order( broken.id ) ),
			[]
		);
	} );

	test( 'opens with a WooCommerce API key, and without an id of its own', async () => {
		const order = await newSubject( suite );
		const reply = await sendBatch( [ item( order.invoiced ) ], {
			key: suite.shop.keys.readWrite,
			plain: true,
		} );
		assert.equal( results( reply )[ 0 ]?.code, 'completed' );
	} );

	test( 'with nothing in it is answered with nothing', async () => {
		const reply = await sendBatch( [] );
		assert.deepEqual( results( reply ), [] );
		assert.equal( reply.json.summary.total, 0 );
	} );

	test( 'of a hundred is worked off; what found no time is said', async () => {
		const items = Array.from( { length: 100 }, () =>
			item( messages.cancelled( { telarisOrder: newTelarisOrder() } ) )
		);
		const answers = results( await sendBatch( items ) );
		assert.deepEqual(
			answers.map( ( { id } ) => id ),
			items.map( ( { id } ) => id )
		);
		for ( const { code, status, retryable } of answers ) {
			assert.ok(
				( code as string ) === 'not_synced' ||
					( ( code as string ) === 'not_attempted' &&
						status === 503 &&
						retryable ),
				code
			);
		}
	} );
} );

describe( 'refused as a whole', () => {
	test( 'more than a hundred', async () => {
		const reply = await sendBatch(
			Array.from( { length: 101 }, () => item( messages.ping() ) )
		);
		assert.equal( reply.status, 413, reply.text.slice( 0, 300 ) );
		assert.equal( reply.json.code, 'batch_too_large' );
	} );

	for ( const [ name, body ] of [
		[ 'no list', { notifications: { id: 'x', type: 'ping' } } ],
		[ 'an empty object', { notifications: {} } ],
		[ 'no notifications', { results: [] } ],
		[ 'a list alone', [ { id: 'x', type: 'ping' } ] ],
	] as const ) {
		test( name, async () => {
			const reply = await suite.endpoint.send( JSON.stringify( body ), {
				route: '/notifications/batch',
			} );
			assert.equal( reply.status, 400, reply.text );
			assert.equal( reply.json.code, 'invalid_payload' );
		} );
	}

	test( 'a wrong signature: nothing of it is worked on', async () => {
		const order = await newSubject( suite );
		const reply = await sendBatch( [ item( order.invoiced ) ], {
			secret: `whsec_${ Buffer.alloc( 32, 2 ).toString( 'base64' ) }`,
			from: freshAddress(),
		} );
		assert.equal( reply.status, 401, reply.text );
		await assertUntouched( suite, order.id );
	} );
} );

test( 'what is no message is refused by itself, and stops nothing', async () => {
	const order = await newSubject( suite );
	const reply = await sendBatch( [
		7,
		'x',
		null,
		[],
		{ type: 'ping' },
		{ id: 'has space', type: 'ping' },
		item( order.invoiced ),
	] );
	assert.deepEqual(
		results( reply ).map( ( { status } ) => status ),
		[ 400, 400, 400, 400, 400, 400, 200 ]
	);
	await assertCompletedOnce( suite, order.id );
} );
