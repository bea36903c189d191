/** Where a link is missing or wrong: which orders are offered, what a repair does, and links that are demanded beforehand. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Answered } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	assertUntouched,
	customerEmails,
	detailOf,
	historyOf,
	newInvoiceNumber,
	newSubject,
	newTelarisOrder,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';
import { heal } from './support/time';

const suite = attach();

async function link(
	orderId: number,
	telarisOrder: string,
	more: object = {}
): Promise< Answered > {
	return ( await suite.admin() ).call( 'PUT', `/orders/${ orderId }/link`, {
		telaris_order: telarisOrder,
		...more,
	} );
}

/** What Telaris says of one order while it means another Telaris order. */
function claim(
	order: Subject,
	telarisOrder: string,
	number = newInvoiceNumber()
) {
	return messages.invoiced(
		{ telarisOrder, integrationReference: String( order.id ) },
		{ number }
	);
}

async function linksOf( ...orders: Subject[] ): Promise< ( string | null )[] > {
	const rows = await suite.probe.rows( 'orders' );
	return orders.map(
		( { id } ) =>
			rows.find( ( row ) => Number( row[ 'order_id' ] ) === id )?.[
				'telaris_order'
			] ?? null
	);
}

describe( 'GET /notifications/{id}/candidates', () => {
	const plugIn = new FixturePlugIn( suite, 'order-numbers' );

	// Two plug-ins for numbers: one puts something before the id, one has a field of its own and tells WooCommerce's search.
	before( async () => {
		await suite.ready;
		await plugIn.install( `
			add_filter( 'woocommerce_order_number', static function ( $number, $order ) {
				// As Booster stores and shows it, and as Custom Order Numbers does; neither tells WooCommerce's search.
				if ( $order->get_meta( '_wcj_order_number' ) ) {
					return 'BO-' . str_pad( $order->get_meta( '_wcj_order_number' ), 8, '0', STR_PAD_LEFT ) . '-26';
				}
				if ( $order->get_meta( '_alg_wc_full_custom_order_number' ) ) {
					return $order->get_meta( '_alg_wc_full_custom_order_number' );
				}
				$own = $order->get_meta( '_fixture_number' );
				return $order->get_meta( '_fixture_prefix' ) ? $order->get_meta( '_fixture_prefix' ) . $number : ( $own ?: $number );
			}, 20, 2 );
			foreach ( [ 'woocommerce_order_table_search_query_meta_keys', 'woocommerce_shop_order_search_fields' ] as $search ) {
				add_filter( $search, static fn ( $keys ) => [ ...$keys, '_fixture_number' ] );
			}` );
	} );
	after( () => plugIn.remove() );

	type Candidate = {
		id: number;
		reason: string;
		reason_label: string;
		telaris_order: string | null;
		number: string;
	};

	/** Sends what cannot find its order, and asks which it may be. */
	async function candidatesFor(
		order: messages.TelarisOrder,
		invoice?: messages.TelarisInvoice,
		code = 'missing_link'
	): Promise< Candidate[] > {
		const sent = await suite.endpoint.send(
			messages.invoiced( order, invoice )
		);
		assert.equal( sent.json.code, code, sent.text );
		const reply = await (
			await suite.admin()
		).call(
			'GET',
			`/notifications/${ sent.json.notification_id }/candidates`
		);
		assert.equal( reply.status, 200, reply.text );
		assert.equal(
			( await detailOf( suite, sent.json.notification_id ) ).state,
			'failed',
			'asking changes nothing'
		);
		return reply.json as Candidate[];
	}

	async function setMeta(
		id: number,
		key: string,
		value: string
	): Promise< void > {
		await suite.probe.php(
			`$order = wc_get_order( ${ id } ); $order->update_meta_data( '${ key }', '${ value }' ); $order->save();`
		);
	}

	const brief = ( found: Candidate[] ) =>
		found.map( ( { id, reason } ) => [ id, reason ] );

	test( 'offers the order with that number, and links nothing by itself', async () => {
		const order = await newSubject( suite );
		for ( const orderNumber of [ order.number, `#${ order.number }` ] ) {
			const found = await candidatesFor( {
				telarisOrder: newTelarisOrder(),
				orderNumber,
			} );
			assert.deepEqual(
				brief( found ),
				[ [ order.id, 'same_number' ] ],
				orderNumber
			);
			assert.equal( found[ 0 ]?.number, order.number );
			assert.equal( found[ 0 ]?.telaris_order, null );
			assert.equal( found[ 0 ]?.reason_label, 'same order number' );
		}
		assert.deepEqual( await linksOf( order ), [ null ] );
		await assertUntouched( suite, order.id );
	} );

	test( 'finds what a person searches for: a number, a name', async () => {
		const order = await newSubject( suite );
		const sent = await suite.endpoint.send(
			messages.invoiced( { telarisOrder: newTelarisOrder() } )
		);
		const admin = await suite.admin();
		const search = async ( term: string ) => {
			const reply = await admin.call(
				'GET',
				`/notifications/${
					sent.json.notification_id
				}/candidates?search=${ encodeURIComponent( term ) }`
			);
			assert.equal( reply.status, 200, reply.text );
			return brief( reply.json as Candidate[] );
		};
		assert.deepEqual( await search( `#${ order.number }` ), [
			[ order.id, 'found' ],
		] );
		assert.deepEqual( await search( 'nobody has this name' ), [] );
		assert.ok( ( await search( 'Kari' ) ).length > 0 );
	} );

	test( 'goes by the number that the customer sees, not by the id', async () => {
		const decoy = await newSubject( suite, {
			set_number: `D-${ newTelarisOrder() }`,
		} );
		const meant = await newSubject( suite, {
			set_number: String( decoy.id ),
		} );
		const found = await candidatesFor( {
			telarisOrder: newTelarisOrder(),
			orderNumber: String( decoy.id ),
		} );
		assert.deepEqual( brief( found ), [ [ meant.id, 'same_number' ] ] );
	} );

	test( 'knows the numbers of plug-ins: another field, or something before the id', async () => {
		const own = await newSubject( suite );
		const number = `2026-${ newTelarisOrder() }`;
		await setMeta( own.id, '_fixture_number', number );
		assert.deepEqual(
			brief(
				await candidatesFor( {
					telarisOrder: newTelarisOrder(),
					orderNumber: number,
				} )
			),
			[ [ own.id, 'same_number' ] ]
		);
		const prefixed = await newSubject( suite );
		await setMeta( prefixed.id, '_fixture_prefix', 'NO-' );
		const found = await candidatesFor( {
			telarisOrder: newTelarisOrder(),
			orderNumber: `NO-${ prefixed.id }`,
		} );
		assert.deepEqual( brief( found ), [ [ prefixed.id, 'same_number' ] ] );
		assert.deepEqual(
			await candidatesFor( {
				telarisOrder: newTelarisOrder(),
				orderNumber: `SE-${ prefixed.id }`,
			} ),
			[]
		);
	} );

	test( 'knows the numbers of Booster and of Custom Order Numbers', async () => {
		const bare = String( Date.now() % 10_000_000 );
		for ( const [ key, stored, shown ] of [
			[ '_wcj_order_number', bare, `BO-${ bare.padStart( 8, '0' ) }-26` ],
			[
				'_alg_wc_full_custom_order_number',
				`ALG-${ bare }/26`,
				`ALG-${ bare }/26`,
			],
		] as const ) {
			const order = await newSubject( suite );
			await setMeta( order.id, key, stored );
			const found = await candidatesFor( {
				telarisOrder: newTelarisOrder(),
				orderNumber: shown,
			} );
			assert.deepEqual( brief( found ), [ [ order.id, 'same_number' ] ] );
		}
	} );

	test( 'offers unlinked orders of the same total and currency that wait, the newest first, and no more than five', async () => {
		// Every total of this test is its own, in a shop that keeps its orders.
		const total = `${ 100_000 + ( Date.now() % 1_000_000 ) }.${ String( ( process.pid % 90 ) + 10 ) }`;
		const invoice = { number: newInvoiceNumber(), total, currency: 'NOK' };
		const waiting = await newSubject( suite, { total } );
		const held = await newSubject( suite, { total, status: 'on-hold' } );
		const linked = await newSubject( suite, { total } );
		await suite.endpoint.send( linked.imported );
		for ( const other of [
			{ total, currency: 'SEK' },
			{ total, status: 'completed' },
			{ total, status: 'cancelled' },
			{ total: '1.00' },
		] ) {
			await newSubject( suite, other );
		}
		const found = await candidatesFor(
			{ telarisOrder: newTelarisOrder() },
			invoice
		);
		assert.deepEqual( brief( found ), [
			[ held.id, 'same_total' ],
			[ waiting.id, 'same_total' ],
		] );

		const named = await newSubject( suite, { total: '7.00' } );
		for ( let i = 0; i < 4; i++ ) {
			await newSubject( suite, { total } );
		}
		const many = await candidatesFor(
			{ telarisOrder: newTelarisOrder(), orderNumber: named.number },
			invoice
		);
		assert.equal( many.length, 5 );
		assert.deepEqual(
			brief( many )[ 0 ],
			[ named.id, 'same_number' ],
			'the likeliest first'
		);
	} );

	test( 'offers both sides of a mismatch, and says what each is linked to', async () => {
		const order = await newSubject( suite );
		const other = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		await suite.endpoint.send( other.imported );
		const found = await candidatesFor(
			{
				telarisOrder: order.telarisOrder,
				integrationReference: String( other.id ),
			},
			undefined,
			'link_mismatch'
		);
		assert.deepEqual( brief( found ), [
			[ order.id, 'linked' ],
			[ other.id, 'same_id' ],
		] );
		assert.deepEqual(
			found.map( ( { telaris_order: linked } ) => linked ),
			[ order.telarisOrder, other.telarisOrder ]
		);
	} );

	test( 'offers nothing that is gone, in the trash or no order', async () => {
		const order = await newSubject( suite );
		await suite.probe.trash( order.id );
		assert.deepEqual(
			await candidatesFor( {
				telarisOrder: newTelarisOrder(),
				orderNumber: order.number,
			} ),
			[]
		);
		const reference = {
			telarisOrder: newTelarisOrder(),
			integrationReference: '2000000009',
		};
		assert.deepEqual(
			await candidatesFor( reference, undefined, 'order_not_found' ),
			[]
		);
		assert.deepEqual(
			await candidatesFor( {
				telarisOrder: newTelarisOrder(),
				orderNumber: "'; DROP",
			} ),
			[]
		);
	} );

	test( 'of a notification that is not there: 404', async () => {
		const reply = await (
			await suite.admin()
		).call( 'GET', '/notifications/2000000000/candidates' );
		assert.equal( reply.status, 404, reply.text );
		assert.equal( reply.json.code, 'notification_not_found' );
	} );

	test( 'the one that a person chooses is linked and completed', async () => {
		const order = await newSubject( suite );
		const telarisOrder = newTelarisOrder();
		const [ first ] = await candidatesFor( {
			telarisOrder,
			orderNumber: order.number,
		} );
		assert.equal(
			( await link( first?.id ?? 0, telarisOrder ) ).status,
			200
		);
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'without the email, where the person says so', async () => {
		const order = await newSubject( suite );
		const { json } = await suite.endpoint.send(
			messages.invoiced(
				{ telarisOrder: order.telarisOrder },
				{ number: newInvoiceNumber() }
			)
		);
		assert.equal( json.code, 'missing_link' );
		const linked = await link( order.id, order.telarisOrder, {
			send_email: false,
		} );
		assert.equal( linked.json.applied[ 0 ].result.code, 'completed' );
		await heal( suite );
		const seen = await suite.probe.order( order.id );
		assert.equal( seen.status, 'completed' );
		assert.deepEqual( customerEmails( seen ), [] );
	} );
} );

describe( 'two orders claim one Telaris order', () => {
	/** The first is linked; the second is what Telaris named with the invoice. */
	async function contested() {
		const first = await newSubject( suite );
		const second = await newSubject( suite );
		await suite.endpoint.send( first.imported );
		const sent = await suite.endpoint.send(
			claim( second, first.telarisOrder )
		);
		assert.equal( sent.json.code, 'link_mismatch', sent.text );
		await assertUntouched( suite, first.id );
		await assertUntouched( suite, second.id );
		return {
			first,
			second,
			telarisOrder: first.telarisOrder,
			id: sent.json.notification_id as number,
		};
	}

	test( 'the link was right: confirmed by hand, the first is completed', async () => {
		const { first, second, telarisOrder, id } = await contested();
		const reply = await link( first.id, telarisOrder );
		assert.deepEqual(
			reply.json.applied.map( ( row: { id: number; state: string } ) => [
				row.id,
				row.state,
			] ),
			[ [ id, 'completed' ] ]
		);
		await assertCompletedOnce( suite, first.id );
		await assertUntouched( suite, second.id );
		assert.deepEqual( await linksOf( first, second ), [
			telarisOrder,
			null,
		] );
	} );

	test( 'Telaris was right: replaced, the second is completed', async () => {
		const { first, second, telarisOrder } = await contested();
		assert.equal(
			( await link( second.id, telarisOrder ) ).status,
			409,
			'not by accident'
		);
		assert.equal(
			( await link( second.id, telarisOrder, { replace: true } ) ).status,
			200
		);
		await assertCompletedOnce( suite, second.id );
		await assertUntouched( suite, first.id );
		assert.deepEqual( await linksOf( first, second ), [
			null,
			telarisOrder,
		] );
	} );

	test( 'at once: one gets it', async () => {
		const orders = [
			await newSubject( suite ),
			await newSubject( suite ),
			await newSubject( suite ),
		];
		const telarisOrder = newTelarisOrder();
		const number = newInvoiceNumber();
		const replies = await Promise.all(
			orders.map( ( order ) =>
				suite.endpoint.send( claim( order, telarisOrder, number ) )
			)
		);
		const codes = replies.map( ( reply ) => reply.json.code as string );
		assert.equal(
			codes.filter( ( code ) => code === 'completed' ).length,
			1,
			codes.join()
		);
		assert.equal(
			codes.filter( ( code ) => code === 'link_mismatch' ).length,
			2,
			codes.join()
		);
		const statuses = await Promise.all(
			orders.map(
				async ( { id } ) => ( await suite.probe.order( id ) ).status
			)
		);
		assert.equal(
			statuses.filter( ( status ) => status === 'completed' ).length,
			1,
			statuses.join()
		);
		assert.deepEqual( ( await linksOf( ...orders ) ).filter( Boolean ), [
			telarisOrder,
		] );
	} );
} );

describe( 'one order is claimed by two Telaris orders', () => {
	test( 'before it is completed: the repaired link decides, and the other is refused from then on', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const right = newTelarisOrder();
		const sent = await suite.endpoint.send( claim( order, right ) );
		assert.equal( sent.json.code, 'link_mismatch', sent.text );
		assert.equal(
			( await link( order.id, right, { replace: true } ) ).status,
			200
		);
		await assertCompletedOnce( suite, order.id );
		assert.equal(
			( await suite.probe.order( order.id ) ).meta[ '_telaris_order' ],
			right
		);
		const late = await suite.endpoint.send( order.invoiced );
		assert.equal( late.json.code, 'link_mismatch', late.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'after it is completed: another invoice is not put over the first by a repaired link', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const other = newTelarisOrder();
		await suite.endpoint.send( claim( order, other ) );
		const reply = await link( order.id, other, { replace: true } );
		assert.equal( reply.status, 200, reply.text );
		assert.match(
			reply.json.applied[ 0 ].result.sentence,
			/was noted as a further one/
		);
		assert.equal(
			( await suite.probe.order( order.id ) ).meta[
				'_telaris_invoice_number'
			],
			order.invoiceNumber
		);
		await assertCompletedOnce( suite, order.id );
	} );
} );

describe( 'replacing', () => {
	test( 'where both sides have a link leaves nothing behind', async () => {
		const a = await newSubject( suite );
		const b = await newSubject( suite );
		await suite.endpoint.send( a.imported );
		await suite.endpoint.send( b.imported );
		assert.equal( ( await link( a.id, b.telarisOrder ) ).status, 409 );
		assert.deepEqual(
			await linksOf( a, b ),
			[ a.telarisOrder, b.telarisOrder ],
			'a refusal changes nothing'
		);
		assert.equal(
			( await link( a.id, b.telarisOrder, { replace: true } ) ).status,
			200
		);
		assert.deepEqual( await linksOf( a, b ), [ b.telarisOrder, null ] );
		assert.equal(
			( await link( b.id, a.telarisOrder ) ).status,
			200,
			'and frees the other for its own'
		);
		assert.deepEqual( await linksOf( a, b ), [
			b.telarisOrder,
			a.telarisOrder,
		] );
	} );

	test( 'with itself is fine', async () => {
		const order = await newSubject( suite );
		for ( const more of [ {}, {}, { replace: true } ] ) {
			const reply = await link( order.id, order.telarisOrder, more );
			assert.equal( reply.status, 200, reply.text );
		}
		assert.deepEqual( await linksOf( order ), [ order.telarisOrder ] );
	} );

	test( 'by two people at once leaves one link', async () => {
		const orders = [ await newSubject( suite ), await newSubject( suite ) ];
		const telarisOrder = newTelarisOrder();
		await Promise.all(
			orders.map( ( { id } ) =>
				link( id, telarisOrder, { replace: true } )
			)
		);
		assert.deepEqual( ( await linksOf( ...orders ) ).filter( Boolean ), [
			telarisOrder,
		] );
	} );
} );

describe( 'unlinking', () => {
	test( 'lets the next valid message make the link anew', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		await (
			await suite.admin()
		).call( 'DELETE', `/orders/${ order.id }/link` );
		const right = newTelarisOrder();
		const sent = await suite.endpoint.send( claim( order, right ) );
		assert.equal( sent.json.code, 'completed', sent.text );
		assert.deepEqual( await linksOf( order ), [ right ] );
	} );
} );

describe( 'where links are demanded beforehand', () => {
	before( async () => {
		await suite.ready;
		await suite.probe.setOptions( {
			telaris_for_woocommerce_settings: { require_link: true },
		} );
	} );
	after( () =>
		suite.probe.setOptions( { telaris_for_woocommerce_settings: [] } )
	);

	test( 'a reference alone is missing_link: no link is made, and it waits for one', async () => {
		const order = await newSubject( suite );
		const sent = await suite.endpoint.send( order.invoiced );
		assert.equal( sent.status, 409, sent.text );
		assert.equal( sent.json.code, 'missing_link' );
		await assertUntouched( suite, order.id );
		assert.deepEqual( await linksOf( order ), [ null ] );
		const offered = await (
			await suite.admin()
		).call(
			'GET',
			`/notifications/${ sent.json.notification_id }/candidates`
		);
		assert.equal( offered.json[ 0 ].id, order.id, offered.text );

		assert.equal(
			( await link( order.id, order.telarisOrder ) ).status,
			200
		);
		await assertCompletedOnce( suite, order.id );
	} );

	test( 're-sending does not go round it', async () => {
		const order = await newSubject( suite );
		const sent = await suite.endpoint.send( order.invoiced );
		const again = await (
			await suite.admin()
		).call(
			'POST',
			`/notifications/${ sent.json.notification_id }/resend`,
			{ complete_anyway: true }
		);
		assert.equal( again.json.result.code, 'missing_link', again.text );
		await assertUntouched( suite, order.id );
	} );

	test( 'an imported order is completed', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const sent = await suite.endpoint.send( order.invoiced );
		assert.equal( sent.json.code, 'completed', sent.text );
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'an import that comes late applies what waited', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		await suite.endpoint.send( order.imported );
		await assertCompletedOnce( suite, order.id );
		const [ row ] = await historyOf( suite, order.telarisOrder );
		assert.equal( row?.state, 'completed' );
	} );

	test( 'what is wrong is still called by its name', async () => {
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		assert.equal(
			( await suite.endpoint.send( claim( order, newTelarisOrder() ) ) )
				.json.code,
			'link_mismatch'
		);
		const gone = messages.invoiced( {
			telarisOrder: newTelarisOrder(),
			integrationReference: '2000000010',
		} );
		assert.equal(
			( await suite.endpoint.send( gone ) ).json.code,
			'order_not_found'
		);
	} );
} );
