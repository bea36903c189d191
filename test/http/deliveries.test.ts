/** What Telaris sent and was answered, as it went over the wire: kept with each attempt, without customers. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { components } from '../../admin-ui/src/api/schema';
import { FixturePlugIn } from './support/fixture-plug-in';
import { newId } from './support/endpoint';
import { eventually, newSubject } from './support/orders';
import { attach } from './support/suite';

type Detail = components[ 'schemas' ][ 'NotificationDetail' ];

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'exits' );
after( () => plugIn.remove() );

/**
 * It is written after the answer.
 *
 * @param id    Of the notification.
 * @param count How many deliveries it is to have.
 */
async function detailOf( id: number, count = 1 ): Promise< Detail > {
	const admin = await suite.admin();
	return eventually(
		async () =>
			( await admin.call( 'GET', `/notifications/${ id }` ) )
				.json as Detail,
		( { deliveries } ) => deliveries.length >= count
	);
}

describe( 'what is kept of a delivery', () => {
	test( 'both bodies byte by byte, with status, size, time and headers; a repetition beside it', async () => {
		const order = await newSubject( suite );
		const id = newId();
		const body = `{ "data": ${ JSON.stringify( order.invoiced.data ) },\n "type": "order.invoiced" }`;
		const reply = await suite.endpoint.send( body, { id } );
		assert.equal( reply.json.code, 'completed', reply.text );
		const again = await suite.endpoint.send( body, { id } );
		const { attempts, deliveries } = await detailOf(
			reply.json.notification_id,
			2
		);
		const [ first, replayed ] = deliveries;
		assert.equal( first?.attempt_id, attempts[ 0 ]?.id );
		assert.equal( first?.request.body, body );
		assert.equal( first?.request.bytes, Buffer.byteLength( body ) );
		assert.equal( first?.request.headers[ 'webhook-id' ], id );
		assert.equal(
			first?.request.headers[ 'webhook-signature' ],
			undefined
		);
		assert.equal( first?.response.body, reply.text );
		assert.equal( first?.response.bytes, Buffer.byteLength( reply.text ) );
		assert.equal( first?.status, 200 );
		assert.ok( first.duration_ms > 0 && first.duration_ms < 30_000 );
		assert.ok( first.request.is_exact && first.response.is_exact );
		assert.deepEqual(
			[ replayed?.attempt_id, replayed?.replayed, replayed?.times ],
			[ null, true, 1 ]
		);
		assert.equal( replayed?.response.body, again.text );
		assert.equal(
			replayed?.response.headers[ 'idempotent-replayed' ],
			'true'
		);
	} );

	test( 'a refusal is kept as it was answered then, and what is not in the contract is not kept', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		const reply = await suite.endpoint.send( {
			...order.invoiced,
			data: { ...order.invoiced.data, customer: { name: 'Kari N' } },
		} );
		assert.equal( reply.status, 409, reply.text );
		const detail = await detailOf( reply.json.notification_id );
		const [ kept ] = detail.deliveries;
		assert.equal( kept?.status, 409 );
		assert.equal( kept?.response.body, reply.text );
		assert.match( kept?.request.body ?? '', /"customer":"\[not kept\]"/ );
		assert.equal( kept?.request.is_exact, false );
		const { rows } = await suite.probe.sql(
			`SELECT COUNT(*) AS n FROM {prefix}telaris_deliveries WHERE request LIKE '%Kari%'`
		);
		assert.equal( Number( rows[ 0 ]?.[ 'n' ] ), 0 );
	} );

	test( 'of a batch, each message its own', async () => {
		const [ one, cancelled ] = await Promise.all( [
			newSubject( suite ),
			newSubject( suite, { status: 'cancelled' } ),
		] );
		const items = [ one, cancelled ].map( ( { invoiced } ) => ( {
			id: newId(),
			...invoiced,
		} ) );
		const reply = await suite.endpoint.send(
			{ notifications: items },
			{ route: '/notifications/batch' }
		);
		for ( const [ place, item ] of items.entries() ) {
			const answer = reply.json.results[ place ];
			const { attempts, deliveries } = await detailOf(
				answer.notification_id
			);
			assert.equal( deliveries.length, 1 );
			const [ kept ] = deliveries;
			assert.equal( kept?.attempt_id, attempts[ 0 ]?.id );
			assert.deepEqual( JSON.parse( kept?.request.body ?? '' ), item );
			assert.deepEqual( JSON.parse( kept?.response.body ?? '' ), answer );
			assert.deepEqual(
				[ kept?.status, kept?.request.is_exact ],
				[ 200, false ]
			);
		}
	} );

	test( 'an attempt that a listener ended has the answer that was given then', async () => {
		const order = await newSubject( suite );
		await plugIn.install(
			`add_action( 'woocommerce_order_status_completed', fn ( $id ) => $id === ${ order.id } && exit( 'gone' ) );`
		);
		const id = newId();
		const reply = await suite.endpoint.send( order.invoiced, { id } );
		await plugIn.remove();
		assert.equal( reply.status, 503, reply.text );
		const { rows } = await suite.probe.sql(
			`SELECT id FROM {prefix}telaris_notifications WHERE order_id = ${ order.id }`
		);
		const { attempts, deliveries } = await detailOf(
			Number( rows[ 0 ]?.[ 'id' ] )
		);
		assert.equal( deliveries[ 0 ]?.attempt_id, attempts[ 0 ]?.id );
		assert.equal( deliveries[ 0 ]?.status, 503 );
		assert.equal( deliveries[ 0 ]?.response.body, reply.text );
	} );
} );
