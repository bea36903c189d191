/** What the shop does by itself, from Action Scheduler: planned when it becomes due, without anybody in wp-admin. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import * as messages from '../telaris/messages';
import { now } from './support/endpoint';
import { assertCompletedOnce, eventually, newSubject } from './support/orders';
import { attach } from './support/suite';
import { heal, letTimePass } from './support/time';

const suite = attach();

afterEach( () => suite.probe.clearFaults() );

/** When each of our actions is next planned, in Unix seconds; false where none is. */
async function planned(): Promise< {
	due: number | boolean;
	daily: number | boolean;
} > {
	return JSON.parse(
		await suite.shop.wp( [
			'eval',
			`$next = fn ( $name ) => as_next_scheduled_action( "telaris_for_woocommerce_$name", null, 'telaris-for-woocommerce' );
			echo wp_json_encode( array( 'due' => $next( 'due' ), 'daily' => $next( 'daily' ) ) );`,
		] )
	);
}

async function waiting(): Promise< number > {
	return Number(
		await suite.shop.wp( [
			'eval',
			`global $wpdb;
			$table = class_exists( 'ActionScheduler_Store' ) ? "{$wpdb->prefix}actionscheduler_actions" : \\WooCommerceStandIn\\Install\\Tables::queue();
			echo $wpdb->get_var( "SELECT COUNT(*) FROM $table WHERE hook LIKE 'telaris_for_woocommerce_%' AND status = 'pending'" );`,
		] )
	);
}

test( 'many calls plan one run and one daily action', async () => {
	await heal( suite );
	// Another suite may have taken away what was planned; within two minutes the plugin goes by what it noted.
	await suite.probe.sql(
		"DELETE FROM {prefix}telaris_counters WHERE name = 'next_run_at'"
	);
	for ( let call = 0; call < 10; call++ ) {
		await suite.endpoint.send( messages.ping() );
	}
	const { due, daily } = await planned();
	assert.ok( typeof due === 'number' && due <= now() + 125, String( due ) );
	assert.ok(
		typeof daily === 'number' && daily > now() && daily <= now() + 86_400
	);
	assert.equal( await waiting(), 2 );
} );

test( 'what failed for the moment is completed by the queue alone', async () => {
	const order = await newSubject( suite );
	await suite.probe.faults( {
		order: order.id,
		save_throws: true,
		times: 1,
	} );
	suite.expectPhpErrors();
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.json.code, 'save_unconfirmed', reply.text );
	await suite.probe.clearFaults();
	const { due } = await eventually( planned, ( plan ) => plan.due !== false );
	assert.ok( typeof due === 'number' && due <= now() + 125 );
	await letTimePass( suite );
	await suite.shop.wp( [
		'eval',
		`as_unschedule_action( 'telaris_for_woocommerce_due', array(), 'telaris-for-woocommerce' );
		as_schedule_single_action( time() - 1, 'telaris_for_woocommerce_due', array(), 'telaris-for-woocommerce' );`,
	] );
	await suite.shop.wp( [ 'action-scheduler', 'run' ] );
	await assertCompletedOnce( suite, order.id, { stopped: 1 } );
} );

test( 'switched off and on by WP-CLI, with a retry waiting: planned at once', async () => {
	await heal( suite );
	const order = await newSubject( suite );
	await suite.probe.faults( { order: order.id, save_throws: true } );
	suite.expectPhpErrors();
	const reply = await suite.endpoint.send( order.invoiced );
	assert.equal( reply.json.code, 'save_unconfirmed', reply.text );
	await suite.probe.clearFaults();
	await suite.shop.wp( [
		'plugin',
		'deactivate',
		'telaris-for-woocommerce',
	] );
	assert.equal( await waiting(), 0 );
	await suite.shop.wp( [ 'plugin', 'activate', 'telaris-for-woocommerce' ] );
	const { due, daily } = await planned();
	assert.ok( typeof due === 'number' && due <= now() + 80, String( due ) );
	assert.ok( typeof daily === 'number' );
	assert.equal( await waiting(), 2 );
	await heal( suite );
	await assertCompletedOnce( suite, order.id, { stopped: 1 } );
} );
