/** Failed rows that nobody has to see to any more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detailOf, newSubject, rowOf, subjectOf } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

test( 'failed rows are dismissed with a reason, many at once, and brought back as they were', async () => {
	const admin = await suite.admin();
	const orders = [
		await newSubject( suite, { status: 'cancelled' } ),
		subjectOf( 999_999_999 ),
	];
	const ids: number[] = [];
	for ( const order of orders ) {
		await suite.endpoint.send( order.invoiced );
		ids.push( ( await rowOf( suite, order ) ).id );
	}
	const before = await suite.health();
	const dismissed = await admin.call( 'POST', '/notifications/dismiss', {
		ids: [ ...ids, 999_999_999 ],
		reason: 'Test orders',
	} );
	assert.equal( dismissed.status, 200, dismissed.text );
	assert.deepEqual(
		dismissed.json.map( ( { skipped }: { skipped: string } ) => skipped ),
		[ null, null, 'notification_not_found' ]
	);
	assert.equal( ( await suite.health() ).failed, before.failed - 2 );
	for ( const order of orders ) {
		const row = await rowOf( suite, order );
		assert.equal( row.result.heading, 'dismissed' );
		assert.match( row.result.sentence, /"Test orders"/ );
		assert.ok( ! row.can_resend );
	}
	const twice = await admin.call( 'POST', '/notifications/dismiss', {
		ids,
		reason: 'Again',
	} );
	assert.equal( twice.json[ 0 ].skipped, 'not_dismissable' );

	const restored = await admin.call( 'POST', '/notifications/restore', {
		ids,
	} );
	assert.deepEqual(
		restored.json.map(
			( row: { notification: { result: { code: string } } } ) =>
				row.notification.result.code
		),
		[ 'status_not_allowed', 'order_not_found' ]
	);
	assert.equal( ( await suite.health() ).failed, before.failed );
	const { attempts } = await detailOf( suite, ids[ 0 ] ?? 0 );
	assert.deepEqual(
		attempts.map( ( { trigger } ) => trigger ),
		[ 'telaris', 'dismiss', 'dismiss' ]
	);
} );

test( 'a reason is needed', async () => {
	const admin = await suite.admin();
	for ( const body of [ { ids: [ 1 ] }, { ids: [ 1 ], reason: '' } ] ) {
		const reply = await admin.call(
			'POST',
			'/notifications/dismiss',
			body
		);
		assert.equal( reply.status, 400, reply.text );
	}
} );
