/** `Prefer: respond-async` (RFC 7240): recorded, answered at once, worked on by the shop itself. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as messages from '../telaris/messages';
import { newId } from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	detailOf,
	eventually,
	historyOf,
	newSubject,
	newSubjects,
	newTelarisOrder,
	type Subject,
} from './support/orders';
import { changeSettings } from './support/settings';
import { attach } from './support/suite';

const suite = attach();
const headers = { prefer: 'respond-async, wait=1' };
const FAR = 4_000_000_000;

/** Somebody else works in the background, for as long as it is on. */
function busy( on: boolean ): Promise< unknown > {
	return suite.probe.sql(
		`INSERT INTO {prefix}telaris_counters (name, bucket, n) VALUES ('worker:1', 0, ${ on ? FAR : 0 }) ON DUPLICATE KEY UPDATE n = VALUES(n)`
	);
}

after( async () => {
	await busy( false );
} );

async function settled( subject: Subject ): Promise< string | undefined > {
	const rows = await eventually(
		() => historyOf( suite, subject.telarisOrder ),
		( [ row ] ) => row?.state !== 'pending'
	);
	return rows[ 0 ]?.result.code;
}

test( 'a message is accepted, and worked on after the answer', async () => {
	const order = await newSubject( suite );
	const id = newId();
	const reply = await suite.endpoint.send( order.invoiced, { id, headers } );
	assert.equal( reply.status, 202, reply.text );
	assert.equal( reply.headers[ 'preference-applied' ], 'respond-async' );
	assert.deepEqual(
		[ reply.json.code, reply.json.state, reply.json.retryable ],
		[ 'accepted', 'pending', false ]
	);
	assert.equal( await settled( order ), 'completed' );
	await assertCompletedOnce( suite, order.id );
	const { attempts } = await detailOf( suite, reply.json.notification_id );
	assert.deepEqual(
		attempts.map( ( { trigger } ) => trigger ),
		[ 'telaris' ]
	);

	const again = await suite.endpoint.send( order.invoiced, { id, headers } );
	assert.equal( again.status, 200 );
	assert.equal( again.headers[ 'preference-applied' ], undefined );
	assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
	assert.equal( again.json.code, 'completed' );
} );

test( 'where enough others are at work it waits, and the queue comes to it', async () => {
	const [ order, other ] = [
		await newSubject( suite ),
		await newSubject( suite ),
	];
	const ids = [ newId(), newId() ] as const;
	await changeSettings( suite, { parallel_workers: 1 } );
	// Whoever worked for the test before gives its place back.
	await eventually(
		() =>
			suite.probe.sql(
				"SELECT n FROM {prefix}telaris_counters WHERE name = 'worker:1' AND n > 0"
			),
		( { rows } ) => rows.length === 0
	);
	await busy( true );
	const first = await suite.endpoint.send( order.invoiced, {
		id: ids[ 0 ],
		headers,
	} );
	assert.equal( first.status, 202, first.text );
	await suite.endpoint.send( other.invoiced, { id: ids[ 1 ], headers } );
	await assertUntouched( suite, order.id );
	// The same once more: it is one message.
	const again = await suite.endpoint.send( order.invoiced, {
		id: ids[ 0 ],
		headers,
	} );
	assert.equal( again.status, 202 );
	assert.equal( again.json.notification_id, first.json.notification_id );
	// Who waits for the outcome gets it.
	const waited = await suite.endpoint.send( other.invoiced, {
		id: ids[ 1 ],
	} );
	assert.equal( waited.json.code, 'completed', waited.text );

	// A second worker may be allowed.
	await changeSettings( suite, { parallel_workers: 2 } );
	try {
		await suite.endpoint.send( messages.ping() );
		assert.equal( await settled( order ), 'completed' );
	} finally {
		await changeSettings( suite, { parallel_workers: 1 } );
		await busy( false );
	}
	await assertCompletedOnce( suite, order.id );
	await assertCompletedOnce( suite, other.id );
} );

test( 'a batch is accepted; what is no completion is answered at once', async () => {
	const orders = await newSubjects( suite, 5 );
	const [ twice ] = orders as [ Subject ];
	const bodies = [
		...orders.map( ( { invoiced } ) => invoiced ),
		twice.invoiced,
		messages.ping(),
		messages.cancelled( { telarisOrder: newTelarisOrder() } ),
		{ type: 'order.invoiced', data: { telaris_order: '' } },
	];
	const reply = await suite.endpoint.send(
		{
			notifications: bodies.map( ( body ) => ( {
				id: newId(),
				...body,
			} ) ),
		},
		{ route: '/notifications/batch', headers }
	);
	assert.equal( reply.status, 202, reply.text );
	assert.equal( reply.headers[ 'preference-applied' ], 'respond-async' );
	assert.deepEqual(
		reply.json.results.map( ( { code }: { code: string } ) => code ),
		[
			...orders.map( () => 'accepted' ),
			'accepted',
			'pong',
			'not_synced',
			'invalid_payload',
		]
	);
	assert.equal( reply.json.summary.pending, 6 );
	for ( const order of orders ) {
		assert.equal(
			await settled( order ),
			order === twice ? 'already_completed' : 'completed'
		);
		await assertCompletedOnce( suite, order.id );
	}
} );

test( 'nothing that is put off: an ordinary answer', async () => {
	const ping = await suite.endpoint.send( messages.ping(), { headers } );
	assert.equal( ping.status, 200 );
	assert.equal( ping.headers[ 'preference-applied' ], undefined );
	const order = await newSubject( suite );
	const plain = await suite.endpoint.send( order.invoiced, {
		headers: { prefer: 'return=minimal; foo=respond-async' },
	} );
	assert.equal( plain.status, 200, plain.text );
} );
