/** Other messages about an order that has been completed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
	assertCompletedOnce,
	assertUntouched,
	historyOf,
	newSubject,
} from './support/orders';
import { changeSettings } from './support/settings';
import { attach } from './support/suite';
import { sendBatch } from './support/ways';

const suite = attach();

describe( 'another message about the same order', () => {
	test( 'with the same invoice: already_completed, nothing fires', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const reply = await suite.endpoint.send( order.invoiced );

		assert.equal( reply.status, 200 );
		assert.equal( reply.json.code, 'already_completed' );
		assert.equal( reply.json.state, 'completed' );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'with another invoice number: a further invoice, noted once', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const further = {
			...order.invoiced,
			data: {
				...order.invoiced.data,
				invoice: {
					number: `${ order.invoiceNumber }-2`,
					total: '20.00',
					currency: 'NOK',
				},
			},
		};
		for ( let time = 0; time < 2; time++ ) {
			const reply = await suite.endpoint.send( further );
			assert.equal( reply.status, 200, reply.text );
			assert.equal( reply.json.code, 'already_completed' );
			assert.match( reply.json.message, /-2 was noted as a further one/ );
			assert.equal( reply.json.warnings, undefined );
		}
		const { meta, notes } = await assertCompletedOnce( suite, order.id );
		assert.equal( meta[ '_telaris_invoice_number' ], order.invoiceNumber );
		assert.deepEqual( meta[ '_telaris_further_invoices' ], [
			`${ order.invoiceNumber }-2`,
		] );
		assert.equal(
			notes.filter( ( note ) => note.includes( 'further invoice' ) )
				.length,
			1
		);
	} );

	test( 'with further invoices in one batch, the first among them: each is noted once', async () => {
		const order = await newSubject( suite );
		const numbers = [ '', '-2', '-3', '-2' ].map(
			( end ) => order.invoiceNumber + end
		);
		const { json, text } = await sendBatch(
			suite,
			numbers.map( ( number ) => ( {
				...order.invoiced,
				data: {
					...order.invoiced.data,
					invoice: { number, currency: 'NOK' },
				},
			} ) )
		);
		assert.deepEqual(
			json.results.map( ( { code, warnings }: any ) => [
				code,
				warnings,
			] ),
			[
				[ 'completed', undefined ],
				...Array( 3 ).fill( [ 'already_completed', undefined ] ),
			],
			text
		);
		assert.match( json.results[ 1 ].message, /-2 was noted as a further/ );
		assert.match( json.results[ 2 ].message, /-3 was noted as a further/ );
		const { meta, notes } = await assertCompletedOnce( suite, order.id );
		assert.equal( meta[ '_telaris_invoice_number' ], order.invoiceNumber );
		assert.deepEqual(
			meta[ '_telaris_further_invoices' ],
			[ '-2', '-3' ].map( ( end ) => order.invoiceNumber + end )
		);
		assert.equal(
			notes.filter( ( note ) => note.includes( 'further invoice' ) )
				.length,
			2
		);
	} );

	test( 'that a shop admin has completed by hand: already_completed, and the invoice is stored', async () => {
		const order = await newSubject( suite );
		await suite.probe.setStatus( order.id, 'completed' );
		const reply = await suite.endpoint.send( order.invoiced );

		assert.equal( reply.json.code, 'already_completed', reply.text );
		const seen = await suite.probe.order( order.id );
		assert.equal(
			seen.hooks.completed,
			0,
			'the admin’s own are not counted, and we add none'
		);
		const second = await suite.endpoint.send( {
			...order.invoiced,
			data: {
				...order.invoiced.data,
				invoice: {
					number: `${ order.invoiceNumber }-2`,
					currency: 'NOK',
				},
			},
		} );
		assert.match(
			second.json.message,
			/a further one/,
			'it remembers the invoice of an order completed by hand'
		);
	} );

	for ( const [ what, invoice, code, sentence ] of [
		[
			'currency',
			{ currency: 'SEK', total: '499.00' },
			'currency_differs',
			/in NOK; the invoice is in SEK/,
		],
		[
			'total',
			{ total: '1.00' },
			'total_differs',
			/comes to 499\.00; the invoice is for 1\.00/,
		],
		[
			'total of a credit',
			{ total: '-499.00' },
			'total_differs',
			/for -499\.00/,
		],
	] as const ) {
		test( `with another ${ what } than the order’s: noted, refused or ignored, as the shop wants it`, async () => {
			const invoiced = async () => {
				const order = await newSubject( suite );
				const { data } = order.invoiced;
				const reply = await suite.endpoint.send( {
					...order.invoiced,
					data: {
						...data,
						invoice: { number: order.invoiceNumber, ...invoice },
					},
				} );
				return { order, reply };
			};
			const noted = await invoiced();
			assert.equal(
				noted.reply.json.code,
				'completed',
				noted.reply.text
			);
			assert.equal( noted.reply.json.warnings[ 0 ].code, code );
			assert.match( noted.reply.json.warnings[ 0 ].message, sentence );
			const { notes } = await assertCompletedOnce(
				suite,
				noted.order.id
			);
			assert.ok( notes.some( ( note ) => sentence.test( note ) ) );
			const [ row ] = await historyOf( suite, noted.order.telarisOrder );
			assert.match( row?.result.sentence ?? '', sentence );

			await changeSettings( suite, { invoice_check: 'refuse' } );
			try {
				const refused = await invoiced();
				assert.equal( refused.reply.status, 409, refused.reply.text );
				assert.equal( refused.reply.json.code, 'invoice_mismatch' );
				assert.match( refused.reply.json.message, sentence );
				await assertUntouched( suite, refused.order.id );
				await changeSettings( suite, { invoice_check: 'ignore' } );
				const ignored = await invoiced();
				assert.equal( ignored.reply.json.code, 'completed' );
				assert.equal( ignored.reply.json.warnings, undefined );
			} finally {
				await changeSettings( suite, { invoice_check: 'note' } );
			}
		} );
	}

	test( 'rounded to whole kroner, or less what was refunded, is no difference', async () => {
		for ( const total of [ '499.40', '489.00' ] ) {
			const order = await newSubject( suite );
			await suite.probe.refund( order.id );
			const reply = await suite.endpoint.send( {
				...order.invoiced,
				data: {
					...order.invoiced.data,
					invoice: { number: order.invoiceNumber, total },
				},
			} );
			assert.equal( reply.json.code, 'completed', reply.text );
			assert.equal( reply.json.warnings, undefined, total );
		}
	} );

	test( 'in parallel under different ids, completes once', async () => {
		const order = await newSubject( suite );
		const replies = await Promise.all(
			Array.from( { length: 6 }, () =>
				suite.endpoint.send( order.invoiced )
			)
		);
		const codes = replies.map( ( reply ) => reply.json.code as string );
		assert.equal(
			codes.filter( ( code ) => code === 'completed' ).length,
			1,
			codes.join( ', ' )
		);
		for ( const code of codes ) {
			assert.match( code, /^(completed|already_completed|in_progress)$/ );
		}
		await assertCompletedOnce( suite, order.id );
	} );
} );
