/** What happens to an order besides us, and what its rows in the history then say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	customerEmails,
	detailOf,
	eventually,
	historyOf,
	newSubject,
	rowOf,
} from './support/orders';
import { changeSettings, keyIdOf } from './support/settings';
import { attach } from './support/suite';
import { callCore } from './support/ways';

const suite = attach();

/** Lets the daily check run, and what is due. */
async function runDue() {
	await suite.probe.sql(
		"UPDATE {prefix}telaris_counters SET n = 0 WHERE name = 'pruned_at'"
	);
	await suite.probe.sql(
		"UPDATE {prefix}telaris_notifications SET next_attempt_at = 1 WHERE state = 'pending'"
	);
	await suite.shop.wp( [ 'telaris', 'run' ] );
}

test( 'failed rows of an order that a person completes are settled, and count once until then', async () => {
	const order = await newSubject( suite, { status: 'cancelled' } );
	const before = await suite.health();
	for ( const end of [ '', '', '-2' ] ) {
		const { data } = order.invoiced;
		const number = order.invoiceNumber + end;
		const reply = await suite.endpoint.send( {
			...order.invoiced,
			data: { ...data, invoice: { ...data?.invoice, number } },
		} );
		assert.equal( reply.json.code, 'status_not_allowed', reply.text );
	}
	assert.equal( ( await suite.health() ).failed, before.failed + 1 );
	await suite.probe.setStatus( order.id, 'completed' );
	const rows = await historyOf( suite, order.telarisOrder );
	assert.deepEqual(
		rows.map( ( { result } ) => result.code ),
		Array( 3 ).fill( 'already_completed' )
	);
	assert.match( rows[ 0 ]?.result.sentence ?? '', /^Completed/ );
	assert.equal( ( await suite.health() ).failed, before.failed );
	const { meta } = await suite.probe.order( order.id );
	assert.equal( meta[ '_telaris_invoice_number' ], order.invoiceNumber );
	assert.deepEqual( meta[ '_telaris_further_invoices' ], [
		`${ order.invoiceNumber }-2`,
	] );
	const { attempts } = await detailOf( suite, rows[ 0 ]?.id ?? 0 );
	assert.deepEqual(
		attempts.map( ( { trigger } ) => trigger ),
		[ 'telaris', 'shop' ]
	);
} );

test( 'an order that is put back: said in the row, counted, in the replay; settled when it is Completed again', async () => {
	const order = await newSubject( suite );
	const id = newId();
	const before = await suite.health();
	await suite.endpoint.send( order.invoiced, { id } );
	await assertCompletedOnce( suite, order.id );
	await suite.probe.setStatus( order.id, 'processing' );

	const row = await rowOf( suite, order );
	assert.equal( row.result.code, 'put_back' );
	assert.match( row.result.sentence, /put back to Processing/ );
	assert.ok( row.needs_check && row.can_resend );
	assert.equal( ( await suite.health() ).to_check, before.to_check + 1 );

	const replay = await suite.endpoint.send( order.invoiced, { id } );
	assert.equal( replay.status, 200, replay.text );
	assert.equal( replay.headers[ 'idempotent-replayed' ], 'true' );
	assert.equal( replay.json.order_status, 'processing' );
	assert.match( replay.json.message, /put back to Processing/ );

	const admin = await suite.admin();
	const resent = await admin.call(
		'POST',
		`/notifications/${ row.id }/resend`,
		{}
	);
	assert.equal( resent.json.result.code, 'completed', resent.text );
	assert.equal( ( await suite.probe.order( order.id ) ).status, 'completed' );
	assert.equal( ( await suite.health() ).to_check, before.to_check );
	await eventually(
		() => suite.probe.order( order.id ),
		( { emails } ) => emails.length > 1,
		1000
	);
	if ( ! suite.shop.ground.standIn ) {
		assert.equal(
			customerEmails( await suite.probe.order( order.id ) ).length,
			1,
			'no second email'
		);
	}
} );

test( 'a change that no hook told is found by the check', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	await suite.endpoint.send( order.invoiced );
	await assertCompletedOnce( suite, order.id );
	await suite.probe.sql(
		`UPDATE {prefix}wc_orders SET status = 'wc-on-hold' WHERE id = ${ order.id }`
	);
	await runDue();
	assert.equal( ( await rowOf( suite, order ) ).result.code, 'put_back' );
	assert.match(
		( await rowOf( suite, order ) ).result.sentence,
		/put back to On hold/
	);
} );

test( 'invoiced while it awaited its payment: completed by itself once it is paid', async () => {
	const order = await newSubject( suite, { status: 'pending' } );
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.json.code, 'status_not_allowed', reply.text );
	await suite.probe.setStatus( order.id, 'processing' );
	assert.equal( ( await rowOf( suite, order ) ).state, 'pending' );
	await runDue();
	const row = await eventually(
		() => rowOf( suite, order ),
		( { state } ) => state === 'completed'
	);
	assert.equal( row.result.code, 'completed', JSON.stringify( row.result ) );
	await assertCompletedOnce( suite, order.id );
} );

test( 'asked for by the marked key while it awaited its payment: completed by itself once it is paid', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	await changeSettings( suite, { marked_key: await keyIdOf( suite ) } );
	try {
		for ( const isBatch of [ false, true ] ) {
			const { id } = await newSubject( suite, { status: 'pending' } );
			const asked = { id, status: 'completed' };
			await ( isBatch
				? callCore( suite, 'post', 'orders/batch', {
						update: [ asked ],
					} )
				: callCore( suite, 'put', `orders/${ id }`, asked ) );
			const row = async () => {
				const [ newest ] = await historyOf( suite, String( id ) );
				assert.ok( newest );
				return newest;
			};
			assert.equal( ( await row() ).result.code, 'status_not_allowed' );
			await suite.probe.setStatus( id, 'processing' );
			assert.equal( ( await row() ).state, 'pending' );
			await runDue();
			await assertCompletedOnce( suite, id );
			assert.equal( ( await row() ).result.code, 'completed' );
		}
	} finally {
		await changeSettings( suite, { marked_key: null } );
	}
} );

test( 'that can be switched off: then it is shown as ready', async () => {
	await changeSettings( suite, { complete_when_paid: false } );
	try {
		const order = await newSubject( suite, { status: 'pending' } );
		await suite.endpoint.send( order.invoiced );
		await suite.probe.setStatus( order.id, 'processing' );
		assert.equal( ( await rowOf( suite, order ) ).result.code, 'ready' );
	} finally {
		await changeSettings( suite, { complete_when_paid: true } );
	}
} );

test( 'invoiced while it was cancelled, then taken up again: ready for a person, and completed by nobody else', async () => {
	const order = await newSubject( suite, { status: 'cancelled' } );
	await suite.endpoint.send( order.invoiced );
	await suite.probe.setStatus( order.id, 'processing' );
	await runDue();
	const row = await rowOf( suite, order );
	assert.equal( row.result.code, 'ready' );
	assert.equal( row.state, 'failed' );
	assert.equal(
		( await suite.probe.order( order.id ) ).status,
		'processing'
	);
	const admin = await suite.admin();
	const resent = await admin.call(
		'POST',
		`/notifications/${ row.id }/resend`,
		{}
	);
	assert.equal( resent.json.result.code, 'completed', resent.text );
} );

for ( const [ raw, sentence ] of [
	[ 'wc-in-transit-to-cus', /"in-transit-to-cus", which no active plug-in/ ],
	[ '', /no status/ ],
] as const ) {
	test( `a status that nobody knows (“${ raw }”) is named, and overridden by a person`, async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.probe.sql(
			`UPDATE {prefix}wc_orders SET status = '${ raw }' WHERE id = ${ order.id }`
		);
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'status_not_allowed' );
		assert.match( reply.json.message, sentence );
		const admin = await suite.admin();
		const { id } = await rowOf( suite, order );
		const preview = await admin.call( 'POST', '/notifications/preview', {
			ids: [ id ],
		} );
		assert.equal( preview.json[ 0 ].can_override, true, preview.text );
		const resent = await admin.call(
			'POST',
			`/notifications/${ id }/resend`,
			{ complete_anyway: true }
		);
		assert.equal( resent.json.result.code, 'completed', resent.text );
		assert.equal(
			( await suite.probe.order( order.id ) ).status,
			'completed'
		);
	} );
}

test( 'a plug-in that shows another status than the stored one stops nothing', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const filter = new FixturePlugIn( suite, 'status-filter' );
	await filter.install(
		"add_filter( 'woocommerce_order_get_status', fn ( $status ) => 'processing' === $status ? 'on-hold' : $status );"
	);
	try {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		assert.equal(
			( await suite.probe.order( order.id ) ).status,
			'completed'
		);
	} finally {
		await filter.remove();
	}
} );
