/**
 * What is refused is in no row of the history: it is logged beside it, without anything about customers, and the health
 * counts it. And what a body may look like on the wire.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import * as messages from '../telaris/messages';
import { basic, freshAddress, newId, now } from './support/endpoint';
import { newSubject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

interface RefusedCall {
	readonly code: string;
	readonly message: string;
	readonly times: number;
	readonly webhook_id: string | null;
	readonly [ field: string ]: unknown;
}

beforeEach( async () => {
	await suite.ready;
	await suite.probe.forgetRefusedCalls();
} );

async function refused(): Promise< RefusedCall[] > {
	const reply = await ( await suite.admin() ).call( 'GET', '/refused-calls' );
	assert.equal( reply.status, 200, reply.text );
	return reply.json;
}

test( 'a message that is refused is logged once, with its numbers, and counted', async () => {
	const order = await newSubject( suite );
	const id = newId();
	const wrong = {
		...order.invoiced,
		type: 'order.invocied',
		customer: { name: 'Kari Nordmann', email: 'kari@example.com' },
	};
	for ( let times = 0; times < 3; times++ ) {
		const reply = await suite.endpoint.send( wrong, { id } );
		assert.equal( reply.json.code, 'unknown_type', reply.text );
	}
	const calls = await refused();
	assert.equal( calls.length, 1 );
	const [ call ] = calls;
	assert.deepEqual(
		{ ...call, at: '', message: '' },
		{
			code: 'unknown_type',
			message: '',
			at: '',
			times: 3,
			webhook_id: id,
			type: 'order.invocied',
			telaris_order: order.telarisOrder,
			integration_reference: String( order.id ),
			order_number: order.number,
			invoice_number: order.invoiceNumber,
			from: null,
		}
	);
	assert.match(
		call?.message ?? '',
		/nearest known one is "order.invoiced"/
	);
	const { refused_last_day: count, problems } = await suite.health();
	assert.equal( count, 1 );
	assert.match(
		problems.find( ( { code } ) => code === 'calls_refused' )?.sentence ??
			'',
		/^1 message of Telaris/
	);
	assert.doesNotMatch(
		JSON.stringify( await suite.probe.rows( 'refused_calls' ) ),
		/kari/i
	);
} );

test( 'what comes again under its id and is taken then no longer counts', async () => {
	const order = await newSubject( suite );
	const id = newId();
	await suite.endpoint.send(
		{ ...order.invoiced, type: 'order.invocied' },
		{ id }
	);
	assert.equal( ( await suite.health() ).refused_last_day, 1 );
	await suite.endpoint.send( order.invoiced, { id } );
	assert.equal( ( await suite.health() ).refused_last_day, 0 );
} );

test( 'every way of being refused is logged: alone, in a batch, an import, a missing or reused id', async () => {
	const order = await newSubject( suite );
	const other = await newSubject( suite );
	await suite.endpoint.send( order.imported );
	const conflict = await suite.endpoint.send( {
		...order.imported,
		data: { ...order.imported.data, telaris_order: other.telarisOrder },
	} );
	assert.equal( conflict.json.code, 'link_mismatch', conflict.text );
	const id = newId();
	await suite.endpoint.send( order.invoiced, { id } );
	await suite.endpoint.send( other.invoiced, { id } );
	await suite.endpoint.send(
		{ notifications: 'none' },
		{ route: '/notifications/batch' }
	);
	await suite.endpoint.send(
		{
			notifications: [
				{ ...order.invoiced },
				{ id: newId(), type: 'order.invoiced' },
			],
		},
		{ route: '/notifications/batch' }
	);
	const calls = await refused();
	assert.deepEqual( calls.map( ( { code } ) => code ).sort(), [
		'id_reused',
		'invalid_payload',
		'invalid_payload',
		'link_mismatch',
		'missing_id',
	] );
	assert.equal(
		calls.find( ( { code } ) => code === 'link_mismatch' )?.[
			'telaris_order'
		],
		other.telarisOrder
	);
	assert.match(
		calls.find( ( { code } ) => code === 'id_reused' )?.message ?? '',
		/came before with another body/
	);
} );

test( 'in a moved shop it is logged and counted, too', async () => {
	const address = 'telaris_for_woocommerce_address';
	const order = await newSubject( suite );
	await suite.probe.setOptions( {
		[ address ]: Buffer.from( 'butikken.no' ).toString( 'base64' ),
	} );
	try {
		const reply = await suite.endpoint.send( order.invoiced );
		assert.equal( reply.json.code, 'shop_moved', reply.text );
		const [ call ] = await refused();
		assert.equal( call?.code, 'shop_moved' );
		assert.equal( call?.[ 'telaris_order' ], order.telarisOrder );
		assert.equal( ( await suite.health() ).refused_last_day, 1 );
	} finally {
		await suite.probe.setOptions( { [ address ]: null } );
	}
} );

test( 'what a person wrote into a number field is not kept', async () => {
	await suite.endpoint.send( {
		type: 'order.invoiced',
		data: {
			telaris_order: 'Kari Nordmann',
			integration_reference: 'kari@example.com',
		},
	} );
	const [ call ] = await refused();
	assert.equal( call?.[ 'telaris_order' ], null );
	assert.equal( call?.[ 'integration_reference' ], null );
	assert.doesNotMatch(
		JSON.stringify( await suite.probe.rows( 'refused_calls' ) ),
		/kari/i
	);
} );

test( 'of callers that prove nothing only the number is kept, and the range of their addresses', async () => {
	const id = newId();
	await suite.endpoint.send( messages.ping(), {
		id,
		secret: `whsec_${ Buffer.alloc( 32, 8 ).toString( 'base64' ) }`,
		from: freshAddress(),
	} );
	assert.deepEqual( await suite.probe.rows( 'refused_calls' ), [] );
	const [ call ] = await refused();
	assert.equal( call?.code, 'signature_invalid' );
	assert.match( String( call?.[ 'from' ] ), /^127\.\d+\.\d+\.0\/24$/ );
	assert.equal( call?.webhook_id, null );
	assert.equal( ( await suite.health() ).refused_last_day, 0 );
} );

test( 'a body that is lost on the way is named, signed and with a key', async () => {
	const order = await newSubject( suite );
	const signed = await suite.endpoint.send( order.invoiced, {
		from: freshAddress(),
	} );
	assert.equal( signed.status, 200 );
	const id = newId();
	const timestamp = String( now() );
	const secret = Buffer.from(
		suite.shop.webhookSecret.replace( 'whsec_', '' ),
		'base64'
	);
	const lost = await suite.endpoint.call( {
		body: '',
		from: freshAddress(),
		headers: {
			'webhook-id': id,
			'webhook-timestamp': timestamp,
			'webhook-signature': `v1,${ createHmac( 'sha256', secret )
				.update(
					`${ id }.${ timestamp }.${ JSON.stringify( order.invoiced ) }`
				)
				.digest( 'base64' ) }`,
		},
	} );
	assert.equal( lost.status, 400, lost.text );
	assert.equal( lost.json.code, 'body_lost' );
	const withKey = await suite.endpoint.call( {
		body: '',
		headers: {
			'webhook-id': newId(),
			authorization: basic( suite.shop.keys.readWrite ),
		},
	} );
	assert.equal( withKey.status, 400, withKey.text );
	assert.equal( withKey.json.code, 'body_lost' );
	assert.deepEqual(
		( await refused() ).map( ( { code } ) => code ),
		[ 'body_lost', 'body_lost' ]
	);
	const { problems } = await suite.health();
	assert.match(
		problems.find( ( { code } ) => code === 'body_lost' )?.sentence ?? '',
		/body of the message was lost on the way/
	);
} );

test( 'a POST that a redirect made a GET of is told so, and counted', async () => {
	for ( const entryPoint of [ 'early', 'rest', 'wc-api' ] as const ) {
		if ( entryPoint === 'wc-api' && suite.shop.ground.standIn ) {
			continue;
		}
		const reply = await suite.endpoint.call( {
			method: 'GET',
			entryPoint,
			from: freshAddress(),
			headers: { 'webhook-id': newId(), 'webhook-signature': 'v1,AAAA' },
		} );
		assert.equal( reply.status, 405, `${ entryPoint }: ${ reply.text }` );
		assert.equal( reply.json.code, 'method_not_allowed' );
		assert.match( reply.json.message, /a redirect/ );
	}
	const [ call ] = await refused();
	assert.equal( call?.code, 'method_not_allowed' );
	const { problems } = await suite.health();
	assert.match(
		problems.find( ( { code } ) => code === 'method_not_allowed' )
			?.sentence ?? '',
		/a redirect changed POST/
	);
} );

test( 'the log is for those who see the connection', async () => {
	const reply = await suite.endpoint.call( {
		method: 'GET',
		route: '/refused-calls',
		headers: { authorization: basic( suite.shop.keys.readWrite ) },
	} );
	assert.equal( reply.status, 403, reply.text );
} );
