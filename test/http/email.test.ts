/** The customer's email: after the answer, once, and not at all when a person says so. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { newId } from './support/endpoint';
import {
	customerEmails,
	detailOf,
	eventually,
	historyOf,
	newSubject,
} from './support/orders';
import { FixturePlugIn } from './support/fixture-plug-in';
import { SmtpCatcher } from './support/smtp';
import { attach } from './support/suite';
import { heal } from './support/time';

const suite = attach();
const catcher = new SmtpCatcher();

before( () => catcher.listen() );
after( () => catcher.close() );
afterEach( () => suite.probe.clearFaults() );

describe( 'with a real mail server', () => {
	test( 'arrives once, from six calls at once', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		catcher.delay = 200;
		const address = `kunde-${ newId() }@example.com`;
		const order = await newSubject( suite, { email: address } );
		await suite.probe.faults( { smtp_port: catcher.port } );
		await Promise.all(
			Array.from( { length: 6 }, () =>
				suite.endpoint.send( order.invoiced )
			)
		);
		await heal( suite );
		assert.equal( catcher.messagesTo( address ).length, 1 );
	} );

	test( 'that WooCommerce sent when somebody completed the order by hand is not sent again', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.shop.wp( [
			'eval',
			`$order = wc_get_order( ${ order.id } ); $order->update_status( 'completed' ); $order->update_status( 'processing' );`,
		] );
		assert.equal(
			customerEmails( await suite.probe.order( order.id ) ).length,
			1
		);
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'completed', reply.text );
		await heal( suite );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.equal( customerEmails( seen ).length, 1 );
	} );
} );

for ( const [ what, more, reason ] of [
	[ 'without a billing address', { email: '' }, 'no_address' ],
	[ 'whose mail a plug-in keeps back on purpose', {}, 'kept_back' ],
] as const ) {
	test( `an order ${ what } is completed, and nobody is asked to check it`, async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const blocker = new FixturePlugIn( suite, 'keeps-mail' );
		await blocker.install(
			`add_filter( 'pre_wp_mail', '__return_false', 999 );`
		);
		try {
			const order = await newSubject( suite, more );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.json.code, 'completed', reply.text );
			const of = async () =>
				( await suite.probe.rows( 'outbox' ) ).find(
					( row ) => row[ 'order_id' ] === String( order.id )
				);
			const row = await eventually(
				of,
				( seen ) =>
					! [ 'held', 'due', 'sending' ].includes(
						seen?.[ 'state' ] ?? 'held'
					)
			);
			assert.equal( row?.[ 'state' ], 'skipped' );
			const [ told ] = await historyOf( suite, order.telarisOrder );
			assert.equal( told?.needs_check, false );
			assert.equal( told?.result.code, 'completed' );
			const { email } = await detailOf( suite, told?.id ?? 0 );
			assert.equal( email?.reason, reason );
		} finally {
			await blocker.remove();
		}
	} );
}
