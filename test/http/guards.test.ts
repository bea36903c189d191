/** Which orders are completed by themselves, and which only by a person who says so. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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

for ( const status of [ 'processing', 'on-hold' ] ) {
	test( `${ status } is completed`, async () => {
		const order = await newSubject( suite, { status } );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		await assertCompletedOnce( suite, order.id, { from: status } );
	} );
}

for ( const status of [
	'pending',
	'cancelled',
	'refunded',
	'failed',
	'checkout-draft',
] ) {
	describe( status, () => {
		test( 'is refused: status_not_allowed', async () => {
			const order = await newSubject( suite, { status } );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.status, 409, reply.text );
			assert.equal( reply.json.code, 'status_not_allowed' );
			assert.equal( reply.json.state, 'failed' );
			assert.equal( reply.json.data.retryable, false );
			await assertUntouched( suite, order.id, status );
			const [ row ] = await historyOf( suite, order.telarisOrder );
			assert.equal( row?.result.heading, 'order_blocked' );
			assert.equal( row?.can_resend, true );
			assert.equal( row?.can_override, status !== 'checkout-draft' );
		} );

		const override =
			status === 'checkout-draft'
				? 'refused, too: the customer has not ordered yet'
				: 'completed';
		test( `is refused to a plain re-send; with complete_anyway ${ override }`, async () => {
			const order = await newSubject( suite, { status } );
			const { json } = await suite.endpoint.send( order.invoiced );
			const admin = await suite.admin();
			const route = `/notifications/${ json.notification_id }/resend`;
			const plain = await admin.call( 'POST', route, {} );
			assert.equal( plain.status, 200, plain.text );
			assert.equal( plain.json.result.code, 'status_not_allowed' );
			await assertUntouched( suite, order.id, status );

			const anyway = await admin.call( 'POST', route, {
				complete_anyway: true,
			} );
			if ( status === 'checkout-draft' ) {
				assert.equal(
					anyway.json.result.code,
					'status_not_allowed',
					anyway.text
				);
				await assertUntouched( suite, order.id, status );
				return;
			}
			assert.equal( anyway.json.result.code, 'completed', anyway.text );
			await assertCompletedOnce( suite, order.id, { from: status } );
		} );
	} );
}

test( 'a trashed order is refused, and stays in the trash', async () => {
	const order = await newSubject( suite );
	await suite.probe.trash( order.id );
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.status, 409, reply.text );
	assert.equal( reply.json.code, 'status_not_allowed' );
	await assertUntouched( suite, order.id, 'trash' );
} );

test( 'a deleted order is not found', async () => {
	const order = await newSubject( suite );
	await suite.probe.erase( order.id );
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.status, 404, reply.text );
	assert.equal( reply.json.code, 'order_not_found' );
} );

test( 'an order deleted after it was linked is not found, without a reference too', async () => {
	const order = await newSubject( suite );
	await suite.endpoint.send( order.imported );
	await suite.probe.erase( order.id );
	const { integration_reference: reference, ...data } =
		order.invoiced.data ?? {};
	assert.ok( reference );
	const reply = await suite.endpoint.send( { ...order.invoiced, data } );
	assert.equal( reply.status, 404, reply.text );
	assert.equal( reply.json.code, 'order_not_found' );
} );

test( 'a page’s id is not an order', async () => {
	const page = Number(
		await suite.probe.php(
			"echo wp_insert_post( [ 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Om oss' ] );"
		)
	);
	assert.ok( page > 0 );
	const reply = await suite.endpoint.send( subjectOf( page ).invoiced );
	assert.equal( reply.json.code, 'order_not_found', reply.text );
	assert.equal(
		await suite.probe.php( `echo get_post_status( ${ page } );` ),
		'publish'
	);
} );

test( 'a refund’s id is not an order', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	const refund = await suite.probe.refund( order.id );
	assert.ok( refund > 0 );
	const reply = await suite.endpoint.send( subjectOf( refund ).invoiced );
	assert.equal( reply.status, 404, reply.text );
	assert.equal( reply.json.code, 'order_not_found' );
	await assertUntouched( suite, order.id );
} );

test( 'a product’s id is not an order', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const product = Number(
		await suite.probe.php(
			'$p = new WC_Product_Simple(); $p->set_name( "Kaffe" ); echo $p->save();'
		)
	);
	const reply = await suite.endpoint.send( subjectOf( product ).invoiced );
	assert.equal( reply.json.code, 'order_not_found', reply.text );
} );

test( 'a status of another plug-in is not completed by itself', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	await suite.probe.setStatus( order.id, 'completed' );
	// Straight into the database: no plug-in that knows this status is active.
	await suite.probe.php( `global $wpdb;
		get_option( 'woocommerce_custom_orders_table_enabled' ) === 'yes'
			? $wpdb->update( $wpdb->prefix . 'wc_orders', [ 'status' => 'wc-packed' ], [ 'id' => ${ order.id } ] )
			: $wpdb->update( $wpdb->posts, [ 'post_status' => 'wc-packed' ], [ 'ID' => ${ order.id } ] );` );
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.status, 409, reply.text );
	assert.equal( reply.json.code, 'status_not_allowed' );
} );

describe( 'an order that a shop admin put back after Completed', () => {
	test( 'is not completed again by itself: reverted', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		await assertCompletedOnce( suite, order.id );
		await suite.probe.setStatus( order.id, 'processing' );
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.status, 409, reply.text );
		assert.equal( reply.json.code, 'reverted' );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'processing' );
		assert.equal( seen.hooks.completed, 1 );
	} );

	test( 'is completed again by a person’s re-send', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		await assertCompletedOnce( suite, order.id );
		await suite.probe.setStatus( order.id, 'processing' );
		const { json } = await suite.endpoint.send( order.invoiced );
		const admin = await suite.admin();
		const reply = await admin.call(
			'POST',
			`/notifications/${ json.notification_id }/resend`,
			{}
		);
		assert.equal( reply.json.result?.code, 'completed', reply.text );
		assert.equal(
			( await suite.probe.order( order.id ) ).status,
			'completed'
		);
		const detail = await detailOf( suite, json.notification_id );
		assert.equal( detail.attempts.length, 2 );
		assert.ok(
			detail.attempts.some(
				( attempt ) => attempt.trigger === 'resend' && attempt.user
			)
		);
	} );
} );
