/**
 * Other people's plug-ins, as released, beside ours: `npm run test:plugins`.
 *
 * Each is taken from `plugins/<slug>/` of the cache folder, where whoever has it puts it; what is not there is skipped
 * and named. Nothing of theirs is in this repository. Their services cannot be reached, as on a bad day.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from '../http/support/endpoint';
import {
	customerEmails,
	detailOf,
	eventually,
	newSubject,
	type Subject,
} from '../http/support/orders';
import { Suite } from '../http/support/suite';
import type { ProbedOrder } from '../http/support/probe';
import { startShop, type Shop } from '../shop';
import { cacheFolder } from '../shop/paths';
import { KNOWN, type KnownPlugIn } from './known';

const NAME = 'test-plugins';

let shop: Shop | undefined;

before( async () => {
	process.env[ 'TELARIS_SHOP' ] = NAME;
	shop = await startShop( {
		name: NAME,
		port: Number( process.env[ 'TELARIS_PORT' ] ?? 8940 ),
		probe: true,
		fresh: true,
	} );
	await suite.ready;
} );
after( () => shop?.stop() );

const suite = new Suite();

for ( const plugIn of KNOWN ) {
	test( `${ plugIn.name }: ${ plugIn.becomes }`, async ( t ) => {
		const source = cacheFolder( 'plugins', plugIn.slug );
		if ( ! existsSync( source ) ) {
			t.skip( `skipped: ${ source } is not there` );
			return;
		}
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const folder = join(
			suite.shop.folder,
			'wordpress/wp-content/plugins',
			plugIn.slug
		);
		await cp( source, folder, { recursive: true } );
		try {
			await suite.probe.setOptions( plugIn.options ?? {} );
			await suite.shop.wp( [ 'plugin', 'activate', plugIn.slug ] );
			await leavesOthersAlone();
			await handles( plugIn );
		} finally {
			await suite.shop.wp( [ 'plugin', 'deactivate', plugIn.slug ] );
			await rm( folder, { recursive: true, force: true } );
		}
		const complaints = ( await suite.probe.log() ).filter( ( { file } ) =>
			file.includes( '/plugins/telaris-for-woocommerce/' )
		);
		assert.deepEqual( complaints, [], 'PHP complained about our code' );
	} );
}

/** An order that is none of its business, by a signature and by an API key. */
async function leavesOthersAlone(): Promise< void > {
	for ( const key of [ undefined, suite.shop.keys.readWrite ] ) {
		const order = await newSubject( suite );
		const reply = await suite.endpoint.send(
			order.invoiced,
			key && { key }
		);
		assert.equal( reply.json.code, 'completed', reply.text );
		await gets( order, 'completed', 1 );
	}
}

/** Its own orders, alone and in a batch. */
async function handles( plugIn: KnownPlugIn ): Promise< void > {
	const alone = await own( plugIn );
	const reply = await suite.endpoint.send( alone.invoiced );
	await becameOf( plugIn, alone, reply.json );

	const orders = [ await own( plugIn ), await newSubject( suite ) ] as const;
	const batch = await suite.endpoint.send(
		{
			notifications: orders.map( ( { invoiced } ) => ( {
				id: newId(),
				...invoiced,
			} ) ),
		},
		{ route: '/notifications/batch' }
	);
	const [ first, second ] = batch.json.results;
	await becameOf( plugIn, orders[ 0 ], first );
	assert.equal( second.code, 'completed', batch.text );
	await gets( orders[ 1 ], 'completed', 1 );
}

async function own( { order = {} }: KnownPlugIn ): Promise< Subject > {
	const subject = await newSubject( suite );
	await suite.shop.wp( [
		'eval',
		`$asked = json_decode( ${ php( JSON.stringify( order ) ) }, true );
		$order = wc_get_order( ${ subject.id } );
		$order->set_payment_method( $asked['payment_method'] ?? 'bacs' );
		$order->set_transaction_id( $asked['transaction_id'] ?? '' );
		$order->set_date_paid( time() );
		foreach ( $asked['meta'] ?? array() as $key => $value ) {
			$order->update_meta_data( $key, $value );
		}
		$order->save();`,
	] );
	return subject;
}

/** A text as PHP writes it. */
function php( text: string ): string {
	return `'${ text.replace( /[\\']/g, '\\$&' ) }'`;
}

async function becameOf(
	{ becomes, name, status = 'completed' }: KnownPlugIn,
	order: Subject,
	answer: { code: string; message: string; notification_id: number }
): Promise< void > {
	assert.equal( answer.code, becomes, JSON.stringify( answer ) );
	await gets( order, status, becomes === 'completed' ? 1 : 0 );
	if ( becomes !== 'completed' ) {
		// Who did it is in the row.
		assert.match( answer.message, new RegExp( name ) );
		const { email, result } = await detailOf(
			suite,
			answer.notification_id
		);
		assert.match( result.sentence, new RegExp( name ) );
		assert.equal(
			email?.state,
			becomes === 'reverted' ? 'skipped' : 'held'
		);
	}
}

async function gets(
	{ id }: Subject,
	status: string,
	emails: number
): Promise< void > {
	// Where a plug-in lets the order fail, WooCommerce writes to the customer about that.
	const told = ( order: ProbedOrder ) =>
		customerEmails( order ).filter(
			( { subject } ) => ! /unsuccessful/.test( subject )
		).length;
	const seen = await eventually(
		() => suite.probe.order( id ),
		( order ) => told( order ) >= emails,
		30_000
	);
	assert.equal( seen.status, status, `order ${ id }` );
	assert.equal(
		told( seen ),
		emails,
		`emails of order ${ id }: ${ JSON.stringify( seen.emails ) }`
	);
}
