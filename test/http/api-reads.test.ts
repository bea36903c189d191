/** What Telaris reads with the key that is marked as its own: evidence for a missing link, and never a link. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as messages from '../telaris/messages';
import {
	eventually,
	historyOf,
	newSubject,
	newTelarisOrder,
} from './support/orders';
import { changeSettings, keyIdOf } from './support/settings';
import { attach } from './support/suite';
import type { components } from '../../admin-ui/src/api/schema';
import { CoreApi } from './support/woocommerce-api';

type Candidate = components[ 'schemas' ][ 'LinkCandidate' ];

const suite = attach();
let keyId: number;
let api: CoreApi;

const mark = ( key: number | null ) =>
	changeSettings( suite, { marked_key: key } );

/** What is offered for a message that names an order by its number alone. */
async function candidateFor(
	id: number,
	number: string
): Promise< Candidate | undefined > {
	const telarisOrder = newTelarisOrder();
	await suite.endpoint.send(
		messages.invoiced( { telarisOrder, orderNumber: number } )
	);
	const [ row ] = await historyOf( suite, telarisOrder );
	assert.equal( row?.result.code, 'missing_link' );
	const reply = await (
		await suite.admin()
	).call( 'GET', `/notifications/${ row.id }/candidates` );
	return ( reply.json as Candidate[] ).find( ( one ) => one.id === id );
}

before( async () => {
	await suite.ready;
	keyId = await keyIdOf( suite );
	api = new CoreApi( suite.shop, suite.shop.keys.readWrite );
} );

after( async () => {
	await mark( null );
} );

test( 'one order, or a list of them, by the marked key', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	const [ alone, listed ] = [
		await newSubject( suite ),
		await newSubject( suite ),
	];
	await mark( keyId );
	assert.equal(
		( await api.call( 'get', `orders/${ alone.id }` ) ).status,
		200
	);
	const all = await api.call( 'get', `orders?include=${ listed.id }` );
	assert.equal( all.status, 200 );
	for ( const { id, number } of [ alone, listed ] ) {
		const offered = await eventually(
			() => candidateFor( id, number ),
			( candidate ) => candidate !== undefined
		);
		assert.ok( offered?.read_at, `order ${ id }` );
		assert.ok(
			Math.abs( Date.parse( offered.read_at ) - Date.now() ) < 60_000
		);
		// It is evidence: the order belongs to nobody, and stays as it is.
		assert.equal( offered.telaris_order, null );
		assert.equal( ( await suite.probe.order( id ) ).status, 'processing' );
	}
} );

test( 'not by another key', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	await mark( null );
	assert.equal(
		( await api.call( 'get', `orders/${ order.id }` ) ).status,
		200
	);
	const offered = await candidateFor( order.id, order.number );
	assert.equal( offered?.read_at, null );
} );

test( 'again and again writes nothing more', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	const order = await newSubject( suite );
	await mark( keyId );
	await api.call( 'get', `orders/${ order.id }` );
	await suite.probe.sql(
		`UPDATE {prefix}telaris_orders SET read_at = 1000 WHERE order_id = ${ order.id }`
	);
	await api.call( 'get', `orders/${ order.id }` );
	const row = ( await suite.probe.rows( 'orders' ) ).find(
		( { order_id: id } ) => Number( id ) === order.id
	);
	assert.equal( Number( row?.[ 'read_at' ] ), 1000 );
} );
