/** Told when it is mended: WooCommerce's own webhooks with a topic of ours, as they arrive. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import { eventually, newSubject } from './support/orders';
import { attach } from './support/suite';
import { CoreApi } from './support/woocommerce-api';

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'outgoing-webhook' );
const SECRET = 'a secret of the webhook';

const came: { headers: IncomingHttpHeaders; body: string }[] = [];
const catcher = createServer( ( request, response ) => {
	let body = '';
	request.on( 'data', ( part ) => ( body += part ) );
	request.on( 'end', () => {
		came.push( { headers: request.headers, body } );
		response.end( 'ok' );
	} );
} );
before( () => new Promise< void >( ( done ) => catcher.listen( 0, done ) ) );
after( () => new Promise( ( done ) => catcher.close( done ) ) );
after( () => plugIn.remove() );

test( 'what failed and is completed by a person is told, once and signed', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	// WordPress calls no address of this machine by itself.
	await plugIn.install(
		"add_filter( 'http_request_host_is_external', '__return_true' ); add_filter( 'http_allowed_safe_ports', fn ( $ports ) => array_merge( $ports, range( 1024, 65535 ) ) );"
	);
	const { port } = catcher.address() as AddressInfo;
	const core = new CoreApi( suite.shop, suite.shop.keys.readWrite );
	const made = await core.call( 'post', 'webhooks', {
		name: 'Telaris',
		topic: 'telaris.order_completed',
		delivery_url: `http://127.0.0.1:${ port }/`,
		secret: SECRET,
	} );
	assert.equal( made.status, 201, JSON.stringify( made.data ) );
	const told = () =>
		came.filter(
			( { headers } ) =>
				headers[ 'x-wc-webhook-topic' ] === 'telaris.order_completed' &&
				headers[ 'content-type' ] === 'application/json'
		);
	try {
		const order = await newSubject( suite, { status: 'cancelled' } );
		const fine = await newSubject( suite );
		const id = newId();
		await suite.endpoint.send( fine.invoiced );
		const failed = await suite.endpoint.send( order.invoiced, { id } );
		assert.equal( failed.json.code, 'status_not_allowed', failed.text );
		const admin = await suite.admin();
		const resent = await admin.call(
			'POST',
			`/notifications/${ failed.json.notification_id }/resend`,
			{ complete_anyway: true }
		);
		assert.equal( resent.json.result.code, 'completed', resent.text );
		await eventually(
			async () => {
				await suite.probe.runQueue();
				return told();
			},
			( seen ) => seen.length > 0
		);
		const [ delivery, ...others ] = told();
		assert.deepEqual( others, [] );
		assert.deepEqual( JSON.parse( delivery?.body ?? '' ), {
			webhook_id: id,
			telaris_order: order.telarisOrder,
			company: null,
			order_id: order.id,
			invoice_number: order.invoiceNumber,
			code: 'completed',
			notification_id: failed.json.notification_id,
		} );
		assert.equal(
			delivery?.headers[ 'x-wc-webhook-signature' ],
			createHmac( 'sha256', SECRET )
				.update( delivery?.body ?? '' )
				.digest( 'base64' )
		);
	} finally {
		await core.call( 'put', `webhooks/${ made.data.id }`, {
			status: 'disabled',
		} );
	}
} );

test( 'WooCommerce’s own webhooks tell of an order that is completed after the answer', async ( t ) => {
	if ( suite.needsWooCommerceApi( t ) ) {
		return;
	}
	const { port } = catcher.address() as AddressInfo;
	const core = new CoreApi( suite.shop, suite.shop.keys.readWrite );
	const made = await core.call( 'post', 'webhooks', {
		name: 'Orders',
		topic: 'order.updated',
		delivery_url: `http://127.0.0.1:${ port }/`,
		secret: SECRET,
	} );
	assert.equal( made.status, 201, JSON.stringify( made.data ) );
	try {
		const order = await newSubject( suite );
		await suite.probe.runQueue();
		came.length = 0;
		const { status } = await suite.endpoint.send( order.invoiced, {
			headers: { prefer: 'respond-async' },
		} );
		assert.equal( status, 202 );
		// Nothing of the queue runs until the process that answered has ended: it completed the order itself.
		await eventually(
			() => suite.probe.order( order.id ),
			( seen ) => seen.status === 'completed'
		);
		await suite.probe.waitForEnd();
		const told = await eventually(
			async () => {
				await suite.probe.runQueue();
				return came.filter(
					( { headers, body } ) =>
						headers[ 'x-wc-webhook-topic' ] === 'order.updated' &&
						JSON.parse( body ).id === order.id
				);
			},
			( seen ) => seen.length > 0
		);
		assert.equal( JSON.parse( told[ 0 ]?.body ?? '' ).status, 'completed' );
	} finally {
		await core.call( 'put', `webhooks/${ made.data.id }`, {
			status: 'disabled',
		} );
	}
} );
