/** Alerts: a failure reaches somebody within a quarter of an hour of the queue's clock, once, and so does the recovery. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import * as messages from '../telaris/messages';
import { newId } from './support/endpoint';
import { eventually } from './support/orders';
import { SmtpCatcher } from './support/smtp';
import { attach } from './support/suite';

const suite = attach();
const catcher = new SmtpCatcher();
const address = `varsel-${ newId() }@example.com`;

before( async () => {
	await catcher.listen();
	await suite.ready;
	await suite.shop.wp( [
		'option',
		'update',
		'woocommerce_telaris_alert_settings',
		JSON.stringify( { enabled: 'yes', recipient: address } ),
		'--format=json',
	] );
	// What other suites left behind is not what this one is about.
	await suite.probe.sql(
		"UPDATE {prefix}telaris_notifications SET state = 'ignored', needs_check = 0 WHERE state IN ( 'failed', 'pending' ) OR needs_check = 1"
	);
	await suite.probe.sql(
		"DELETE FROM {prefix}options WHERE option_name = 'telaris_for_woocommerce_alerts'"
	);
	await suite.probe.forgetRefusedCalls();
} );
after( async () => {
	await catcher.close();
	await suite.shop.wp( [
		'option',
		'delete',
		'woocommerce_telaris_alert_settings',
	] );
} );
afterEach( () => suite.probe.clearFaults() );

/** Lets the queue's clock go on: what is stored moves into the past, and Action Scheduler runs what is due then. */
async function pass( seconds: number ): Promise< void > {
	await suite.probe.sql(
		`UPDATE {prefix}telaris_notifications SET received_at = received_at - ${ seconds }, updated_at = updated_at - ${ seconds }`
	);
	await suite.shop.wp( [
		'eval',
		`global $wpdb;
		$name = 'telaris_for_woocommerce_alerts';
		$state = json_decode( (string) $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", $name ) ), true );
		if ( is_array( $state ) ) {
			foreach ( array( 'sent_at', 'since', 'next_at', 'looked_at' ) as $field ) {
				$state[ $field ] = $state[ $field ] ? $state[ $field ] - ${ seconds } : 0;
			}
			$wpdb->update( $wpdb->options, array( 'option_value' => wp_json_encode( $state ) ), array( 'option_name' => $name ) );
			wp_cache_delete( 'alloptions', 'options' );
		}
		as_unschedule_action( 'telaris_for_woocommerce_due', array(), 'telaris-for-woocommerce' );
		as_schedule_single_action( time() - 1, 'telaris_for_woocommerce_due', array(), 'telaris-for-woocommerce' );`,
	] );
	await suite.shop.wp( [ 'action-scheduler', 'run' ] );
}

/** Quoted-printable, as far as these emails use it. */
const readable = ( source: string ) =>
	source
		.replace( /=\r?\n/g, '' )
		.replace( /=([0-9A-F]{2})/g, ( _, hex: string ) =>
			String.fromCharCode( parseInt( hex, 16 ) )
		);

test( 'a failure is told within 15 minutes, nothing twice, and the recovery once', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	await suite.probe.faults( { smtp_port: catcher.port } );
	const reply = await suite.endpoint.send(
		messages.invoiced( {
			telarisOrder: `T${ newId() }`,
			integrationReference: '99999999',
		} )
	);
	assert.equal( reply.json.code, 'order_not_found', reply.text );

	await pass( 300 );
	assert.deepEqual( catcher.messagesTo( address ), [], 'not at once' );
	await pass( 301 );
	const [ digest ] = await eventually(
		async () => catcher.messagesTo( address ),
		( mails ) => mails.length > 0
	);
	const text = readable( digest?.source ?? '' );
	assert.match( text, /1 order that Telaris invoiced needs attention/ );
	assert.match( text, /Telaris refers to order 99999999/ );
	assert.match( text, /page=telaris-for-woocommerce.*heading=link_missing/ );

	await pass( 3600 );
	assert.equal( catcher.messagesTo( address ).length, 1, 'nothing twice' );

	const admin = await suite.admin();
	const dismissed = await admin.call( 'POST', '/notifications/dismiss', {
		ids: [ reply.json.notification_id ],
		reason: 'A test',
	} );
	assert.equal( dismissed.status, 200, dismissed.text );
	const mails = await eventually(
		async () => catcher.messagesTo( address ),
		( all ) => all.length > 1
	);
	assert.match( readable( mails[ 1 ]?.source ?? '' ), /all is well again/ );
	await pass( 3600 );
	assert.equal( catcher.messagesTo( address ).length, 2 );
} );
