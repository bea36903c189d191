/** The customer’s email when mail is slow, a process dies or another plug-in has a hand in it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { newId } from './support/endpoint';
import {
	assertCompletedOnce,
	customerEmails,
	eventually,
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

/** The middle one of some durations. */
function median( values: number[] ): number {
	return (
		[ ...values ].sort( ( a, b ) => a - b )[
			Math.floor( values.length / 2 )
		] ?? 0
	);
}

test( 'the answer does not wait for it: slow mail does not slow Telaris down', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const measure = async ( delay: number ) => {
		catcher.delay = delay;
		const durations: number[] = [];
		for ( let i = 0; i < 3; i++ ) {
			const address = `kunde-${ newId() }@example.com`;
			const order = await newSubject( suite, { email: address } );
			await suite.probe.faults( { smtp_port: catcher.port } );
			const reply = await suite.endpoint.send( order.invoiced );
			assert.equal( reply.json.code, 'completed', reply.text );
			durations.push( reply.duration );
			const received = await eventually(
				async () => catcher.messagesTo( address ),
				( mails ) => mails.length > 0,
				delay + 10_000
			);
			assert.equal( received.length, 1, 'the email arrives' );
		}
		return median( durations );
	};
	const fast = await measure( 0 );
	const slow = await measure( 3000 );
	t.diagnostic(
		`answer with fast mail ${ Math.round( fast ) } ms, with mail that takes 3 s ${ Math.round( slow ) } ms`
	);
	assert.ok(
		slow < fast + 1000,
		`${ Math.round( fast ) } ms → ${ Math.round( slow ) } ms`
	);
} );

describe( 'when the process dies', () => {
	test( 'before the email was claimed: it is sent later', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.probe.faults( {
			kill_query: {
				pattern: 'UPDATE \\S*telaris_outbox\\S* SET .*claim_token',
			},
			path: 'wc-telaris',
		} );
		await suite.endpoint
			.send( order.invoiced, { raw: true } )
			.catch( () => undefined );
		await suite.probe.clearFaults();
		assert.deepEqual(
			customerEmails( await suite.probe.order( order.id ) ),
			[]
		);
		await heal( suite );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'while it was being sent: never again by itself, and a person is told', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.probe.faults( {
			kill_at: 'before_mail',
			path: 'wc-telaris',
		} );
		const reply = await suite.endpoint
			.send( order.invoiced, { raw: true } )
			.catch( () => undefined );
		await suite.probe.clearFaults();
		await heal( suite );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.ok( customerEmails( seen ).length <= 1 );
		const again = await suite.endpoint.send( order.invoiced );
		assert.equal( again.json.code, 'already_completed', again.text );
		const admin = await suite.admin();
		const rows = await admin.call(
			'GET',
			`/notifications?search=${ order.telarisOrder }`
		);
		const codes = rows.json.map(
			( row: { result: { code: string } } ) => row.result.code
		);
		assert.ok(
			codes.includes( 'email_unknown' ),
			`${ reply?.text } ${ codes.join( ', ' ) }`
		);
	} );
} );

describe( 'another plug-in', () => {
	/** Mails from each of the three hooks that plug-ins use for it, and hears of the customer's email. */
	const plugIn = `
		$mail = static function ( $hook ) {
			return static function ( $order ) use ( $hook ) {
				wp_mail( 'lager@example.com', $hook . ' ' . ( is_object( $order ) ? $order->get_id() : $order ), 'Pakk den.' );
			};
		};
		foreach ( array( 5, 10, 20 ) as $priority ) {
			add_action( 'woocommerce_order_status_completed', $mail( 'completed-' . $priority ), $priority );
		}
		add_action( 'woocommerce_order_status_completed_notification', $mail( 'notification' ) );
		add_action( 'woocommerce_order_status_changed', $mail( 'changed' ) );
	`;
	const SUBJECTS = [
		'changed',
		'completed-10',
		'completed-20',
		'completed-5',
		'notification',
	];

	for ( const silent of [ false, true ] ) {
		test( `that mails from the same hooks is heard once each${
			silent ? ', also when the customer’s email is left out' : ''
		}`, async ( t ) => {
			if ( suite.needsWooCommerce( t ) ) {
				return;
			}
			const fixture = new FixturePlugIn( suite, 'mails-too' );
			await fixture.install( plugIn );
			try {
				const order = await newSubject( suite, {
					status: silent ? 'cancelled' : 'processing',
				} );
				const { json } = await suite.endpoint.send( order.invoiced );
				if ( silent ) {
					const admin = await suite.admin();
					await admin.call(
						'POST',
						`/notifications/${ json.notification_id }/resend`,
						{ complete_anyway: true, send_email: false }
					);
				}
				const mailed = async () =>
					( await suite.probe.emails() )
						.filter(
							( { to, subject } ) =>
								to === 'lager@example.com' &&
								subject.endsWith( ` ${ order.id }` )
						)
						.map( ( { subject } ) => subject.split( ' ' )[ 0 ] )
						.sort();
				const subjects = await eventually( mailed, ( seen ) =>
					seen.includes( 'notification' )
				);
				assert.deepEqual( subjects, SUBJECTS );
				// The customer's may come after the last of these.
				await suite.probe.waitForEnd();
				const seen = await suite.probe.order( order.id );
				assert.equal( customerEmails( seen ).length, silent ? 0 : 1 );
			} finally {
				await fixture.remove();
			}
		} );
	}
} );
