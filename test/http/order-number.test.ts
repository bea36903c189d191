/** The number that the customer sees never selects an order, and never lets another one be taken for it. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import {
	assertCompletedOnce,
	assertUntouched,
	detailOf,
	historyOf,
	newSubject,
	newTelarisOrder,
} from './support/orders';
import { attach } from './support/suite';
import { messageWays } from './support/ways';

const suite = attach();

/** An order whose id Telaris takes for the number of another one. */
async function mistaken() {
	const order = await newSubject( suite, { set_number: `9${ Date.now() }` } );
	assert.notEqual( order.number, String( order.id ) );
	const telarisOrder = newTelarisOrder();
	const known = {
		telarisOrder,
		integrationReference: String( order.id ),
		orderNumber: String( order.id ),
	};
	return { order, telarisOrder, known };
}

for ( const way of messageWays( suite ) ) {
	const send = async ( message: Message ) =>
		( await way.send( [ message ] ) )[ 0 ];

	const isSkipped = ( t: TestContext ) =>
		way.entryPoint === 'wc-api' && suite.needsWooCommerce( t );

	describe( `an order number of another order, by ${ way.name }`, () => {
		test( 'is link_mismatch naming both, and nothing happens', async ( t ) => {
			if ( isSkipped( t ) ) {
				return;
			}
			const { order, telarisOrder, known } = await mistaken();
			const answer = await send( messages.invoiced( known ) );
			assert.equal( answer.status, 409, JSON.stringify( answer ) );
			assert.equal( answer.code, 'link_mismatch' );
			assert.ok(
				answer.message.includes( order.number ),
				answer.message
			);
			assert.ok( answer.message.includes( String( order.id ) ) );
			await assertUntouched( suite, order.id );
			const [ row ] = await historyOf( suite, telarisOrder );
			assert.equal( row?.result.heading, 'link_missing' );
			assert.equal( row?.order?.id, order.id );
		} );

		test( 'the number that the shop shows is taken, with # and in any case', async ( t ) => {
			if ( isSkipped( t ) ) {
				return;
			}
			const { order, known } = await mistaken();
			const answer = await send(
				messages.invoiced( {
					...known,
					orderNumber: `#${ order.number }`,
				} )
			);
			assert.equal( answer.code, 'completed', JSON.stringify( answer ) );
			await assertCompletedOnce( suite, order.id );
		} );

		test( 'links nothing at the import', async ( t ) => {
			if ( isSkipped( t ) ) {
				return;
			}
			const { order, known, telarisOrder } = await mistaken();
			const answer = await send( messages.imported( known ) );
			assert.equal(
				answer.code,
				'link_mismatch',
				JSON.stringify( answer )
			);
			const later = await send( messages.invoiced( { telarisOrder } ) );
			assert.equal( later.code, 'missing_link' );
			await assertUntouched( suite, order.id );
		} );
	} );
}

describe( 'a person who knows better', () => {
	test( 'links the order by hand', async () => {
		const { order, telarisOrder, known } = await mistaken();
		await suite.endpoint.send( messages.invoiced( known ) );
		const admin = await suite.admin();
		const reply = await admin.call( 'PUT', `/orders/${ order.id }/link`, {
			telaris_order: telarisOrder,
		} );
		assert.equal( reply.status, 200, reply.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'completes it anyway by WP-CLI, which is as strict without that', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { order, known } = await mistaken();
		const { json } = await suite.endpoint.send(
			messages.invoiced( known )
		);
		const resend = ( ...options: string[] ) =>
			suite.shop.wp( [
				'telaris',
				'notification',
				'resend',
				String( json.notification_id ),
				...options,
			] );
		await assert.rejects( resend() );
		await assertUntouched( suite, order.id );
		const { attempts } = await detailOf( suite, json.notification_id );
		assert.deepEqual(
			attempts.map( ( { trigger, result } ) => [
				trigger,
				result?.code,
			] ),
			[
				[ 'telaris', 'link_mismatch' ],
				[ 'cli', 'link_mismatch' ],
			]
		);
		await resend( '--complete-anyway' );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'completes it anyway', async () => {
		const { order, known } = await mistaken();
		const { json } = await suite.endpoint.send(
			messages.invoiced( known )
		);
		const admin = await suite.admin();
		const resend = ( options: object ) =>
			admin.call(
				'POST',
				`/notifications/${ json.notification_id }/resend`,
				options
			);
		await resend( {} );
		await assertUntouched( suite, order.id );
		const detail = await detailOf( suite, json.notification_id );
		assert.equal( detail.can_override, true );
		await resend( { complete_anyway: true } );
		await assertCompletedOnce( suite, order.id );
	} );
} );
