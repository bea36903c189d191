/** How long Telaris's call takes, beside the same change through WooCommerce's own REST API in the same run. */
import assert from 'node:assert/strict';
import { basic, now, sign } from '../http/support/endpoint';
import { callHttp } from '../http/support/http';
import { Probe } from '../http/support/probe';
import * as messages from '../telaris/messages';
import { describeGround, type Shop } from '../shop';
import { line } from './figures';

/** Takes both kinds of call in turn and prints a table. */
export async function benchCalls(
	shop: Shop,
	trials: number
): Promise< void > {
	assert.ok(
		! shop.ground.standIn,
		'Figures of speed are never taken on the stand-in.'
	);
	const probe = new Probe( shop.url, shop.probeToken );
	const run = Date.now().toString( 36 );
	const invoiced = ( id: number ) =>
		messages.invoiced(
			{
				telarisOrder: `B-${ run }-${ id }`,
				integrationReference: String( id ),
			},
			{ number: `F-${ run }-${ id }` }
		);
	const newOrders = async ( count: number ) => {
		const ids: number[] = [];
		for ( let index = 0; index < count; index++ ) {
			ids.push( ( await probe.newOrder() ).id );
		}
		return ids;
	};

	console.log(
		`On ${ describeGround( shop.ground ) }; ${ trials } pairs, in turn.`
	);
	console.log(
		`${ ''.padEnd( 34 ) }${ 'Telaris’s call'.padEnd( 22 ) }${ 'WooCommerce’s own'.padEnd( 22 ) }ratio`
	);

	const single = { ours: [] as number[], theirs: [] as number[] };
	const replay = { ours: [] as number[], theirs: [] as number[] };
	for ( let trial = 0; trial < trials; trial++ ) {
		const [ a, b ] = ( await newOrders( 2 ) ) as [ number, number ];
		const id = `bench-${ run }-${ a }`;
		const message = invoiced( a );
		single.ours.push( await post( shop, '/notifications', id, message ) );
		single.theirs.push(
			await put( shop, `orders/${ b }`, { status: 'completed' } )
		);
		replay.ours.push( await post( shop, '/notifications', id, message ) );
		replay.theirs.push(
			await put( shop, `orders/${ b }`, { status: 'completed' } )
		);
	}
	console.log( line( 'complete an order', single.ours, single.theirs ) );
	console.log( line( 'the same once more', replay.ours, replay.theirs ) );

	const batch = { ours: [] as number[], theirs: [] as number[] };
	for (
		let trial = 0;
		trial < Math.max( 1, Math.floor( trials / 10 ) );
		trial++
	) {
		const [ a, b ] = [ await newOrders( 20 ), await newOrders( 20 ) ];
		const notifications = a.map( ( order ) => ( {
			id: `bench-${ run }-${ order }`,
			...invoiced( order ),
		} ) );
		const update = b.map( ( order ) => ( {
			id: order,
			status: 'completed',
		} ) );
		batch.ours.push(
			await post(
				shop,
				'/notifications/batch',
				`bench-${ run }-batch-${ trial }`,
				{ notifications }
			)
		);
		batch.theirs.push( await put( shop, 'orders/batch', { update } ) );
	}
	console.log( line( 'a batch of 20', batch.ours, batch.theirs ) );
}

/** Makes a signed call and gives the milliseconds to the last byte of the answer. */
async function post(
	shop: Shop,
	route: string,
	id: string,
	message: object
): Promise< number > {
	const body = JSON.stringify( message );
	const timestamp = now();
	const reply = await callHttp( shop.url, {
		method: 'POST',
		path: `wp-json/wc-telaris/v1${ route }`,
		headers: {
			'content-type': 'application/json',
			'webhook-id': id,
			'webhook-timestamp': String( timestamp ),
			'webhook-signature': sign(
				shop.webhookSecret,
				id,
				timestamp,
				body
			),
		},
		body,
	} );
	assert.equal( reply.status, 200, reply.text );
	return reply.duration;
}

/** Makes the same change through WooCommerce's own API. */
async function put(
	shop: Shop,
	route: string,
	body: object
): Promise< number > {
	const reply = await callHttp( shop.url, {
		method: 'PUT',
		path: `wp-json/wc/v3/${ route }`,
		headers: {
			authorization: basic( shop.keys.readWrite ),
			'content-type': 'application/json',
			'x-forwarded-proto': 'https',
		},
		body: JSON.stringify( body ),
	} );
	assert.equal( reply.status, 200, reply.text );
	return reply.duration;
}
