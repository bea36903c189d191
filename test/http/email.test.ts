/** The customer's email: after the answer, once, and not at all when a person says so. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { newId } from './support/door';
import {
	assertCompletedOnce,
	customerEmails,
	eventually,
	newSubject,
} from './support/orders';
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

describe( 'with a real mail server', () => {
	test( 'the answer does not wait for it: slow mail does not slow Telaris down', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const measure = async ( delay: number ) => {
			catcher.delay = delay;
			const durations: number[] = [];
			for ( let i = 0; i < 5; i++ ) {
				const address = `kunde-${ newId() }@example.com`;
				const order = await newSubject( suite, { email: address } );
				await suite.probe.faults( { smtp_port: catcher.port } );
				const reply = await suite.door.send( order.invoiced );
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

	test( 'arrives once, from six calls at once', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		catcher.delay = 200;
		const address = `kunde-${ newId() }@example.com`;
		const order = await newSubject( suite, { email: address } );
		await suite.probe.faults( { smtp_port: catcher.port } );
		await Promise.all(
			Array.from( { length: 6 }, () => suite.door.send( order.invoiced ) )
		);
		await heal( suite );
		await new Promise( ( resolve ) => setTimeout( resolve, 1500 ) );
		assert.equal( catcher.messagesTo( address ).length, 1 );
	} );
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
		await suite.door
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
		const reply = await suite.door
			.send( order.invoiced, { raw: true } )
			.catch( () => undefined );
		await suite.probe.clearFaults();
		await heal( suite );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.ok( customerEmails( seen ).length <= 1 );
		const again = await suite.door.send( order.invoiced );
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
