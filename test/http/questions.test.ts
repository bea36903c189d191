/** What Telaris may ask: what would happen, what became of it, where both sides differ. Nothing is recorded or changed. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import { basic, newId } from './support/endpoint';
import {
	assertUntouched,
	eventually,
	newSubject,
	newTelarisOrder,
	subjectOf,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';
import { heal } from './support/time';

const suite = attach();

const dry = ( message: Message ) => ( { ...message, dry_run: true } );

/** How many rows each table has that a message may leave something in. */
async function traces(): Promise< unknown > {
	const counts: Record< string, unknown > = {};
	for ( const table of [
		'notifications',
		'attempts',
		'orders',
		'outbox',
		'refused_calls',
	] ) {
		const { rows } = await suite.probe.sql(
			`SELECT COUNT(*) AS n FROM {prefix}telaris_${ table }`
		);
		counts[ table ] = rows[ 0 ]?.[ 'n' ];
	}
	return counts;
}

describe( 'a dry run', () => {
	// What other suites left to be done is done after the next call, and would be taken for its trace.
	before( async () => {
		await suite.ready;
		await heal( suite );
	} );

	test( 'says that the order would be completed, and leaves no trace', async () => {
		const order = await newSubject( suite );
		const earlier = await traces();
		const { json, text } = await suite.endpoint.send(
			dry( order.invoiced )
		);
		assert.equal( json.status, 200, text );
		assert.equal( json.code, 'completed' );
		assert.equal( json.dry_run, true );
		assert.equal( json.state, null );
		assert.equal( json.notification_id, null );
		assert.deepEqual( json.preview.order, {
			id: order.id,
			number: order.number,
			status: 'processing',
		} );
		assert.ok( Array.isArray( json.preview.effects ) );
		assert.deepEqual( await traces(), earlier );
		await assertUntouched( suite, order.id );
	} );

	test( 'says what stands against it, also of what is no valid message', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		const nobody = subjectOf( 99_999_997 );
		const earlier = await traces();
		for ( const [ message, status, code ] of [
			[ order.invoiced, 409, 'status_not_allowed' ],
			[ nobody.invoiced, 404, 'order_not_found' ],
			[ nobody.imported, 404, 'order_not_found' ],
			[ order.imported, 200, 'linked' ],
			[
				messages.cancelled( { telarisOrder: order.telarisOrder } ),
				200,
				'not_synced',
			],
			[ { type: 'order.invocied' }, 400, 'unknown_type' ],
			[ messages.ping(), 200, 'pong' ],
		] as [ Message, number, string ][] ) {
			const { json, text } = await suite.endpoint.send( dry( message ) );
			assert.deepEqual(
				[ json.status, json.code, json.dry_run ],
				[ status, code, true ],
				text
			);
		}
		assert.deepEqual( await traces(), earlier );
		await assertUntouched( suite, order.id, 'cancelled' );
	} );

	test( 'of a message that came before says what that was answered', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		const again = await suite.endpoint.send( dry( order.invoiced ), {
			id,
		} );
		assert.equal( again.json.code, 'completed', again.text );
		assert.equal( again.json.replayed, true );
		assert.equal( again.json.dry_run, true );
		const other = await suite.endpoint.send(
			dry( ( await newSubject( suite ) ).invoiced ),
			{ id }
		);
		assert.equal( other.json.code, 'id_reused', other.text );
		const anew = await suite.endpoint.send( dry( order.invoiced ) );
		assert.equal( anew.json.code, 'already_completed', anew.text );
	} );

	test( 'holds for a whole batch, or for one of its messages', async () => {
		const [ one, two ] = [
			await newSubject( suite ),
			await newSubject( suite ),
		];
		const item = ( { invoiced }: Subject ) => ( {
			id: newId(),
			...invoiced,
		} );
		const batch = ( body: object ) =>
			suite.endpoint.send( body as Record< string, unknown >, {
				route: '/notifications/batch',
			} );
		const whole = await batch( {
			dry_run: true,
			notifications: [ item( one ), item( two ) ],
		} );
		assert.deepEqual(
			whole.json.results.map( ( { code, dry_run: isDry }: any ) => [
				code,
				isDry,
			] ),
			[
				[ 'completed', true ],
				[ 'completed', true ],
			],
			whole.text
		);
		assert.equal( whole.json.summary.dry_run, 2 );
		assert.equal( whole.json.summary.completed, 0 );
		const half = await batch( {
			notifications: [ { ...item( one ), dry_run: true }, item( two ) ],
		} );
		assert.equal( half.json.summary.dry_run, 1, half.text );
		assert.equal( half.json.summary.completed, 1 );
		await assertUntouched( suite, one.id );
	} );

	for ( const [ name, more ] of [
		[ 'dry_run', { dry_run: 'true' } ],
		[ 'dry_run', { dry_run: null } ],
		[ 'dryRun', { dryRun: true } ],
		[ 'dry-run', { 'dry-run': true } ],
	] as const ) {
		test( `${ JSON.stringify( more ) } does not complete by accident`, async () => {
			const order = await newSubject( suite );
			const { json, text } = await suite.endpoint.send( {
				...order.invoiced,
				...more,
			} );
			assert.equal( json.code, 'invalid_payload', text );
			assert.equal( json.data.errors[ 0 ].field, name );
			await assertUntouched( suite, order.id );
		} );
	}
} );

const query = ( data: object ) =>
	suite.endpoint.send( { type: 'notifications.query', data } );

describe( 'notifications.query', () => {
	test( 'says what became of messages, Telaris orders and orders', async () => {
		const [ done, failed ] = [
			await newSubject( suite ),
			await newSubject( suite, { status: 'cancelled' } ),
		];
		const [ id, importId ] = [ newId().toUpperCase(), newId() ];
		await suite.endpoint.send( done.invoiced, { id } );
		await suite.endpoint.send( done.imported, { id: importId } );
		await suite.endpoint.send( failed.invoiced );
		const earlier = await traces();
		const { json, text } = await query( {
			webhook_ids: [ id, importId, id.toLowerCase() ],
			telaris_orders: [ failed.telarisOrder, 'nobody' ],
			order_ids: [ done.id, 99_999_996 ],
		} );
		assert.equal( json.code, 'found', text );
		const seen = json.found.map(
			( { asked, known, order, ...report }: any ) => [
				Object.values( asked )[ 0 ],
				known,
				order?.status ?? null,
				report.notifications.map(
					( { state, code, attempts }: any ) => [
						state,
						code,
						attempts,
					]
				),
			]
		);
		assert.deepEqual( seen, [
			[ id, true, 'completed', [ [ 'completed', 'completed', 1 ] ] ],
			[ importId, true, null, [ [ null, 'linked', 0 ] ] ],
			[ id.toLowerCase(), false, null, [] ],
			[
				failed.telarisOrder,
				true,
				'cancelled',
				[ [ 'failed', 'status_not_allowed', 1 ] ],
			],
			[ 'nobody', false, null, [] ],
			[ done.id, true, 'completed', [ [ 'completed', 'completed', 1 ] ] ],
			[ 99_999_996, false, null, [] ],
		] );
		assert.deepEqual( await traces(), earlier );
	} );

	test( 'wants 1 to 100 of them', async () => {
		for ( const data of [
			{},
			{ webhook_ids: [] },
			{ webhook_ids: Array.from( { length: 101 }, newId ) },
			{ webhook_ids: 'msg_1,msg_2' },
			{ order_ids: [ 'x' ] },
			{ telaris_orders: { a: 1 } },
		] ) {
			const { json, text } = await query( data );
			assert.equal( json.code, 'invalid_payload', text );
		}
	} );
} );

describe( 'GET /notifications/by-id/', () => {
	const ask = ( id: string, headers: Record< string, string > = {} ) =>
		suite.endpoint.call( {
			method: 'GET',
			route: `/notifications/by-id/${ id }`,
			headers,
		} );

	test( 'answers a key with read permission', async () => {
		const order = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( order.invoiced, { id } );
		const headers = { authorization: basic( suite.shop.keys.readOnly ) };
		const reply = await ask( id, headers );
		assert.equal( reply.status, 200, reply.text );
		assert.equal( reply.json.order.status, 'completed' );
		assert.equal( reply.json.notifications[ 0 ].webhook_id, id );
		const none = await ask( newId(), headers );
		assert.equal( none.status, 404, none.text );
		assert.equal( none.json.code, 'notification_not_found' );
	} );

	test( 'is closed to everybody else', async () => {
		const id = newId();
		assert.equal( ( await ask( id ) ).status, 401 );
		const plain = await ask( id, {
			authorization: basic( suite.shop.keys.readOnly ),
			'x-forwarded-proto': 'http',
		} );
		assert.ok( [ 401, 403 ].includes( plain.status ), plain.text );
		const { key, secret } = suite.shop.keys.readOnly;
		const address = await ask(
			`${ id }?consumer_key=${ key }&consumer_secret=${ secret }`
		);
		assert.ok( [ 401, 403 ].includes( address.status ), address.text );
	} );
} );

test( 'GET /openapi.json is the contract, at the shop’s own address', async () => {
	const reply = await suite.endpoint.call( {
		method: 'GET',
		route: '/openapi.json',
	} );
	assert.equal( reply.status, 200, reply.text );
	assert.match( reply.json.info.version, /^\d+\.\d+\.\d+/ );
	assert.ok( reply.json.paths[ '/notifications' ].post );
	// By https or http, as the call came.
	const { url } = reply.json.servers[ 0 ];
	assert.equal( new URL( url ).host, new URL( suite.shop.url ).host );
	assert.match( decodeURIComponent( url ), /wc-telaris\/v1$/ );
	// {} is no [].
	assert.deepEqual( reply.json.paths[ '/openapi.json' ].get.security, [] );
	assert.ok( ! /: ?\[\],"type":"object"/.test( reply.text ) );
} );

describe( 'invoices.reconcile', () => {
	const today = () => new Date().toISOString().slice( 0, 10 );
	const listed = ( order: Subject, number = order.invoiceNumber ) => ( {
		telaris_order: order.telarisOrder,
		integration_reference: String( order.id ),
		invoice: { number },
	} );
	const invoicedToday = ( order: Subject, number = order.invoiceNumber ) =>
		messages.invoiced(
			{
				telarisOrder: order.telarisOrder,
				integrationReference: String( order.id ),
			},
			{ number, date: today() }
		);

	test( 'gives only the differences', async () => {
		const order = async ( more = {} ) => newSubject( suite, more );
		const [ agrees, untold, other, put, besides ] = [
			await order(),
			await order(),
			await order(),
			await order(),
			await order(),
		];
		const failed = await order( { status: 'cancelled' } );
		for ( const subject of [ agrees, other, put, besides, failed ] ) {
			await suite.endpoint.send( invoicedToday( subject ) );
		}
		await suite.probe.setStatus( put.id, 'processing' );
		const earlier = await traces();
		const { json, text } = await suite.endpoint.send( {
			type: 'invoices.reconcile',
			data: {
				from: today(),
				to: today(),
				invoices: [
					listed( agrees ),
					listed( untold ),
					listed( failed ),
					listed( other, `${ other.invoiceNumber }X` ),
					listed( put ),
				],
			},
		} );
		assert.equal( json.code, 'reconciled', text );
		const { compared, agree, differences } = json.reconciliation;
		assert.deepEqual( [ compared, agree ], [ 5, 1 ] );
		const of = ( subject: Subject ) =>
			differences.find(
				( { telaris_order: telarisOrder }: any ) =>
					telarisOrder === subject.telarisOrder
			);
		assert.equal( of( agrees ), undefined );
		assert.equal( of( untold ).kind, 'not_told' );
		assert.equal( of( untold ).order.status, 'processing' );
		assert.equal( of( failed ).kind, 'failed' );
		assert.equal( of( failed ).code, 'status_not_allowed' );
		assert.equal( of( other ).kind, 'other_invoice' );
		assert.equal( of( other ).other_invoice, other.invoiceNumber );
		assert.equal( of( put ).kind, 'not_completed' );
		assert.equal( of( besides ).kind, 'not_in_list' );
		assert.equal( of( besides ).invoice_number, besides.invoiceNumber );
		assert.deepEqual( await traces(), earlier );

		// The shop's people see it, as it stands now.
		const admin = await suite.admin();
		const shown = async () =>
			( await admin.call( 'GET', '/reconciliation' ) ).json.last;
		const last = await eventually( shown, ( seen ) =>
			seen?.differences.some(
				( one: any ) => one.telaris_order === untold.telarisOrder
			)
		);
		assert.deepEqual(
			[ last.compared, last.agree, last.count ],
			[ 5, 1, differences.length ]
		);
		const seen = ( subject: Subject, from = last ) =>
			from.differences.find(
				( one: any ) => one.telaris_order === subject.telarisOrder
			);
		assert.equal( seen( failed ).notification.can_resend, true );
		assert.equal( seen( failed ).settled, false );
		assert.equal( seen( other ).other_invoice, other.invoiceNumber );
		await admin.call(
			'POST',
			`/notifications/${ seen( failed ).notification.id }/resend`,
			{ complete_anyway: true }
		);
		assert.equal( seen( failed, await shown() ).settled, true );
	} );

	test( 'names what is wrong with the list', async () => {
		const period = { from: '2026-11-01', to: '2026-11-30' };
		for ( const [ data, field ] of [
			[ { ...period, from: '2026-02-30', invoices: [] }, 'data.from' ],
			[ { ...period, to: '2026-10-31', invoices: [] }, 'data.to' ],
			[ period, 'data.invoices' ],
			[
				{
					...period,
					invoices: [ { telaris_order: newTelarisOrder() } ],
				},
				'data.invoices[0].invoice.number',
			],
			[
				{ ...period, invoices: [ { invoice: { number: '1' } } ] },
				'data.invoices[0].telaris_order',
			],
		] as const ) {
			const { json, text } = await suite.endpoint.send( {
				type: 'invoices.reconcile',
				data,
			} );
			assert.equal( json.code, 'invalid_payload', text );
			assert.equal( json.data.errors[ 0 ].field, field );
		}
	} );
} );
