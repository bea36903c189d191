/** Bodies that are not as the contract says: a clean 4xx that names each fault, and nothing happens. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId, now, type Answered } from './support/endpoint';
import { createHmac } from 'node:crypto';
import {
	assertUntouched,
	historyOf,
	newSubject,
	newTelarisOrder,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

function fieldsOf( reply: Answered ): string[] {
	return ( reply.json.data.errors ?? [] ).map(
		( error: { field: string } ) => error.field
	);
}

describe( 'a field that is not as the contract says is named', () => {
	const DATA: [ field: string, values: unknown[] ][] = [
		[
			'telaris_order',
			[
				'',
				' ',
				1.5,
				true,
				null,
				[],
				{},
				[ 'A1' ],
				'x'.repeat( 65 ),
				"1' OR '1'='1",
				'<script>alert(1)</script>',
				'A\u0000B',
				'A\nB',
				'\u202eA',
				-1,
			],
		],
		[
			'integration_reference',
			[
				'',
				'0',
				'00',
				'-1',
				'1.5',
				1.5,
				0,
				-1,
				'1e3',
				'1; DROP TABLE wp_posts',
				'abc',
				true,
				[],
				{},
				'9'.repeat( 21 ),
				'１２',
			],
		],
		[ 'order_number', [ true, 1.5, [], {}, 'x'.repeat( 65 ) ] ],
		[ 'invoice', [ '', 'F1', 7, true, [], [ { number: 'F1' } ] ] ],
	];
	const INVOICE: [ field: string, values: unknown[] ][] = [
		[
			'number',
			[
				undefined,
				'',
				null,
				true,
				1.5,
				[],
				{},
				'x'.repeat( 65 ),
				'<b>F1</b>',
			],
		],
		[
			'date',
			[
				'11/12/2026',
				'31.02.2026',
				'2026-13-01',
				'2026-02-30',
				'2026-02-30T10:00:00Z',
				20261123,
				true,
				[],
			],
		],
		[ 'kind', [ '', 'refund', 1, null ] ],
		[
			'total',
			[
				'1,499',
				'4,9,9',
				'NaN',
				'1e9',
				'kr 499',
				true,
				[],
				'9'.repeat( 40 ),
			],
		],
		[ 'currency', [ 'NOKK', 'NO', 578, true, [] ] ],
	];
	const TOP: [ field: string, values: unknown[] ][] = [
		[ 'type', [ undefined, '', null, 1, true, [], {} ] ],
		[
			'timestamp',
			[
				'',
				'yesterday',
				'23.11.2026',
				1732356000,
				true,
				[],
				'2026-13-45T99:99:99Z',
				'2026-02-30T10:00:00Z',
				'2026-11-23T10:00:00',
				'2099-01-01T00:00:00Z',
			],
		],
		[ 'data', [ '', 'x', 7, true, [], [ { telaris_order: 'A1' } ] ] ],
	];

	const cases = [
		...TOP.map( ( [ field, values ] ) => ( {
			field,
			values,
			place: ( value: unknown ) => ( { [ field ]: value } ),
		} ) ),
		...DATA.map( ( [ field, values ] ) => ( {
			field: `data.${ field }`,
			values,
			place: ( value: unknown, data: object ) => ( {
				data: { ...data, [ field ]: value },
			} ),
		} ) ),
		...INVOICE.map( ( [ field, values ] ) => ( {
			field: `data.invoice.${ field }`,
			values,
			place: ( value: unknown, data: object ) => ( {
				data: {
					...data,
					invoice: {
						number: 'F1',
						date: '2026-11-23',
						kind: 'invoice',
						total: '1.00',
						currency: 'NOK',
						[ field ]: value,
					},
				},
			} ),
		} ) ),
	];

	for ( const { field, values, place } of cases ) {
		test( field, async () => {
			const order = await newSubject( suite );
			for ( const value of values ) {
				const message = {
					...order.invoiced,
					...place( value, order.invoiced.data ?? {} ),
				};
				const reply = await suite.endpoint.send( message );
				const what = `${ field } = ${ String( JSON.stringify( value ) ).slice( 0, 60 ) }: ${ reply.text }`;
				assert.equal( reply.status, 400, what );
				assert.equal(
					reply.json.code,
					field === 'timestamp'
						? 'timestamp_invalid'
						: 'invalid_payload',
					what
				);
				assert.equal( reply.json.data.retryable, false, what );
				assert.ok(
					fieldsOf( reply ).some(
						( named ) =>
							named === field ||
							named.startsWith( `${ field }.` ) ||
							named.startsWith( `${ field }[` )
					),
					what
				);
			}
			await assertUntouched( suite, order.id );
			assert.deepEqual(
				await historyOf( suite, order.telarisOrder ),
				[],
				'what cannot be read is no row'
			);
		} );
	}

	test( 'several faults are named at once', async () => {
		const reply = await suite.endpoint.send( {
			type: 'order.invoiced',
			timestamp: 'yesterday',
			data: {
				telaris_order: '',
				integration_reference: 'x',
				invoice: { number: 'F1', currency: 'norske kroner' },
			},
		} );
		assert.equal( reply.status, 400, reply.text );
		assert.deepEqual( fieldsOf( reply ).sort(), [
			'data.integration_reference',
			'data.invoice.currency',
			'data.telaris_order',
			'timestamp',
		] );
	} );

	test( 'data may not be missing where an order is meant', async () => {
		for ( const type of [
			'order.invoiced',
			'order.imported',
			'order.cancelled',
		] ) {
			const reply = await suite.endpoint.send( { type } );
			assert.equal( reply.status, 400, `${ type }: ${ reply.text }` );
			assert.ok(
				fieldsOf( reply ).some( ( field ) =>
					field.startsWith( 'data' )
				),
				reply.text
			);
		}
	} );
} );

describe( 'taken', () => {
	test( 'what has only one meaning, in other forms', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( {
			type: ' Order.Invoiced',
			timestamp: '2026-11-23T11:00:00+01:00',
			data: {
				telaris_order: `#${ order.telarisOrder } `,
				integration_reference: ` #0${ order.id }`,
				order_number: order.number,
				invoice: {
					number: `${ order.invoiceNumber } `,
					date: '23.11.2026',
					kind: 'Invoice',
					total: '1 499,50',
					currency: 'nok',
				},
			},
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
		const [ row ] = await historyOf( suite, order.telarisOrder );
		assert.deepEqual( row?.invoice, {
			number: order.invoiceNumber,
			date: '2026-11-23',
			kind: 'invoice',
			total: '1499.50',
			currency: 'NOK',
		} );
	} );

	test( 'fields that this version does not know', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( {
			...order.invoiced,
			api_version: '2030-01-01',
			data: {
				...order.invoiced.data,
				customer: {
					name: 'Kari Nordmann',
					email: 'kari.hemmelig@example.com',
				},
			},
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
		const rows = JSON.stringify(
			await suite.probe.rows( 'notifications' )
		);
		assert.equal(
			rows.includes( 'kari.hemmelig' ),
			false,
			'no customer data is copied into the log'
		);
	} );

	test( 'Norwegian letters, slashes and hashes in numbers', async () => {
		const order = await newSubject( suite );
		const telarisOrder = `Ærø 12/${ newTelarisOrder() }#1`;
		const reply = await suite.endpoint.send( {
			...order.invoiced,
			data: { ...order.invoiced.data, telaris_order: telarisOrder },
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
		const [ row ] = await historyOf( suite, telarisOrder );
		assert.equal( row?.telaris_order, telarisOrder );
	} );

	test( 'null where the contract allows it', async () => {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send( {
			...order.invoiced,
			data: {
				...order.invoiced.data,
				order_number: null,
				invoice: {
					number: order.invoiceNumber,
					date: null,
					total: null,
					currency: null,
				},
			},
		} );
		assert.equal( reply.json.code, 'completed', reply.text );
	} );

	test( 'JSON of another content type: senders differ, signatures do not', async () => {
		for ( const type of [
			'application/json; charset=utf-8',
			'application/webhook+json',
			'text/plain',
		] ) {
			const reply = await suite.endpoint.send(
				{ type: 'ping' },
				{ headers: { 'content-type': type } }
			);
			assert.ok(
				[ 200, 400, 415 ].includes( reply.status ),
				`${ type }: ${ reply.text }`
			);
			if ( type.startsWith( 'application/' ) ) {
				assert.equal( reply.status, 200, `${ type }: ${ reply.text }` );
			}
		}
	} );
} );

describe( 'refused', () => {
	const BODIES: [ string, Buffer ][] = [
		[ 'no JSON', Buffer.from( 'hello' ) ],
		[ 'half a JSON', Buffer.from( '{"type":"ping"' ) ],
		[
			'JSON with something after it',
			Buffer.from( '{"type":"ping"} {"type":"ping"}' ),
		],
		[ 'JSON with a comma too many', Buffer.from( '{"type":"ping",}' ) ],
		[ 'JSON with a comment', Buffer.from( '{"type":"ping"} // x' ) ],
		[ 'an array', Buffer.from( '[{"type":"ping"}]' ) ],
		[ 'an empty array', Buffer.from( '[]' ) ],
		[ 'an empty object', Buffer.from( '{}' ) ],
		[ 'a string', Buffer.from( '"ping"' ) ],
		[ 'a number', Buffer.from( '7' ) ],
		[ 'null', Buffer.from( 'null' ) ],
		[ 'a form', Buffer.from( 'type=ping&data[telaris_order]=1' ) ],
		[
			'XML',
			Buffer.from(
				'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
			),
		],
		[
			'invalid UTF-8',
			Buffer.concat( [
				Buffer.from( '{"type":"ping","x":"' ),
				Buffer.from( [ 0xc3, 0x28, 0xff ] ),
				Buffer.from( '"}' ),
			] ),
		],
		[
			'a lone surrogate',
			Buffer.from(
				'{"type":"order.invoiced","data":{"telaris_order":"A\\ud800"}}'
			),
		],
		[ 'UTF-16', Buffer.from( '{"type":"ping"}', 'utf16le' ) ],
		[ 'a NUL before it', Buffer.from( '\u0000{"type":"ping"}' ) ],
		[
			'ten thousand arrays in each other',
			Buffer.from(
				`{"type":"ping","x":${ '['.repeat( 10_000 ) }${ ']'.repeat( 10_000 ) }}`
			),
		],
		[
			'ten thousand objects in each other',
			Buffer.from(
				`${ '{"a":'.repeat( 10_000 ) }1${ '}'.repeat( 10_000 ) }`
			),
		],
	];
	for ( const [ name, body ] of BODIES ) {
		test( name, async () => {
			const reply = await suite.endpoint.sendBytes( body );
			assert.equal( reply.status, 400, reply.text );
			assert.equal( reply.json.code, 'invalid_payload' );
			assert.ok( fieldsOf( reply ).length > 0, reply.text );
		} );
	}

	test( 'more than 1 MiB: 413, before it is parsed', async () => {
		const body = Buffer.from(
			JSON.stringify( { type: 'ping', x: 'x'.repeat( 1024 * 1024 ) } )
		);
		const reply = await suite.endpoint.sendBytes( body );
		assert.equal( reply.status, 413, reply.text );
		assert.equal( reply.json.code, 'payload_too_large' );
		assert.equal( reply.json.data.retryable, false );
	} );

	test( 'just under 1 MiB is not too large', async () => {
		const frame = JSON.stringify( { type: 'ping', x: '' } );
		const reply = await suite.endpoint.sendBytes(
			Buffer.from(
				JSON.stringify( {
					type: 'ping',
					x: 'x'.repeat( 1024 * 1024 - frame.length ),
				} )
			)
		);
		assert.equal( reply.status, 200, reply.text );
	} );

	for ( const id of [
		'has space',
		'søk',
		'x'.repeat( 192 ),
		'<b>',
		'../../etc',
		"a'b",
	] ) {
		test( `the id ${ id.slice( 0, 20 ) }, signed`, async () => {
			const order = await newSubject( suite );
			const body = JSON.stringify( order.invoiced );
			const timestamp = now();
			// What PHP sees are the bytes; Node writes headers as Latin-1.
			const bytes = Buffer.from( id, 'utf8' ).toString( 'latin1' );
			const key = Buffer.from(
				suite.shop.webhookSecret.slice( 6 ),
				'base64'
			);
			const signature = createHmac( 'sha256', key )
				.update( `${ id }.${ timestamp }.${ body }` )
				.digest( 'base64' );
			const reply = await suite.endpoint.call( {
				body,
				headers: {
					'webhook-id': bytes,
					'webhook-timestamp': String( timestamp ),
					'webhook-signature': `v1,${ signature }`,
				},
			} );
			assert.equal( reply.status, 400, reply.text );
			assert.equal( reply.json.code, 'invalid_payload', reply.text );
			assert.deepEqual( fieldsOf( reply ), [ 'webhook-id' ] );
			await assertUntouched( suite, order.id );
		} );
	}
} );

describe( 'parameters in the address', () => {
	test( 'do not stand in for the body', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const reply = await suite.endpoint.call( {
			route: `/notifications?type=order.invoiced&data[telaris_order]=X1&data[integration_reference]=${ order.id }`,
			body: '{"type":"ping"}',
			headers: {
				'webhook-id': id,
				'webhook-timestamp': String( now() ),
				'webhook-signature': `v1,${ createHmac(
					'sha256',
					Buffer.from( suite.shop.webhookSecret.slice( 6 ), 'base64' )
				)
					.update( `${ id }.${ now() }.{"type":"ping"}` )
					.digest( 'base64' ) }`,
			},
		} );
		assert.equal( reply.json.code, 'pong', reply.text );
		await assertUntouched( suite, order.id );
	} );
} );
