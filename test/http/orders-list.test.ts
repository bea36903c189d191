/** What of Telaris is seen in WooCommerce's own list of orders, and what that costs. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import { callHttp } from './support/http';
import { eventually, newSubject, type Subject } from './support/orders';
import { attach } from './support/suite';

/** For all rows of a page. */
const QUERIES = 1;

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'orders-list' );
const listing = () =>
	path.join( suite.shop.folder, 'wordpress/wp-content/orders-list.json' );

let list = '';
const subjects: Record< string, Subject > = {};

before( async () => {
	await suite.ready;
	if ( suite.shop.ground.standIn ) {
		return;
	}
	list = ( await suite.shop.wp( [
		'eval',
		"echo Automattic\\WooCommerce\\Utilities\\OrderUtil::custom_orders_table_usage_is_enabled() ? 'wp-admin/admin.php?page=wc-orders' : 'wp-admin/edit.php?post_type=shop_order';",
	] ) ) as string;
	for ( const name of [ 'none', 'awaiting', 'invoiced', 'failed' ] ) {
		subjects[ name ] = await newSubject( suite, {
			status: name === 'failed' ? 'cancelled' : 'processing',
		} );
	}
	const { awaiting, invoiced, failed } = subjects;
	assert.ok( awaiting && invoiced && failed );
	await suite.endpoint.send( awaiting.imported );
	await suite.endpoint.send( invoiced.invoiced );
	await suite.endpoint.send( failed.invoiced );
	await plugIn.install(
		`if ( isset( $_GET['count_statements'] ) ) {
		$telaris_listed = array( 'list' => array(), 'menu' => array(), 'ms' => 0 );
		add_filter( 'query', function ( $sql ) use ( &$telaris_listed ) {
			foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
				if ( preg_match( '~Storage.OrderSyncQuery$~', $frame['class'] ?? '' ) ) {
					$telaris_listed['list'][] = $sql;
				} elseif ( preg_match( '~NotificationRepository$~', $frame['class'] ?? '' ) ) {
					$telaris_listed['menu'][] = $sql;
				}
			}
			return $sql;
		} );
		foreach ( array( 'woocommerce_shop_order_list_table_custom_column', 'manage_shop_order_posts_custom_column' ) as $hook ) {
			add_action( $hook, function () use ( &$telaris_listed ) { $telaris_listed['ms'] -= hrtime( true ) / 1e6; }, 9 );
			add_action( $hook, function () use ( &$telaris_listed ) { $telaris_listed['ms'] += hrtime( true ) / 1e6; }, 11 );
		}
		add_action( 'shutdown', function () use ( &$telaris_listed ) {
			file_put_contents( WP_CONTENT_DIR . '/orders-list.json', json_encode( $telaris_listed ) );
		} );
	}`
	);
} );
after( async () => {
	await plugIn.remove();
	await rm( listing(), { force: true } );
} );

/** Opens the list as the shop's admin. */
async function page( query = '' ): Promise< string > {
	return ( await suite.admin() ).page( `${ list }${ query }` );
}

/** The ids of a page, and what the column says of each. */
function cells( html: string ): Map< number, string > {
	const found = new Map< number, string >();
	for ( const [ , id, row ] of html.matchAll(
		/<tr id="(?:order|post)-(\d+)"([\s\S]*?)<\/tr>/g
	) ) {
		const cell = /<td[^>]*column-telaris[^>]*>([\s\S]*?)<\/td>/.exec(
			row ?? ''
		)?.[ 1 ];
		if ( cell !== undefined ) {
			found.set(
				Number( id ),
				cell
					.replace( /<[^>]+>/g, ' ' )
					.replace( /\s+/g, ' ' )
					.trim()
			);
		}
	}
	return found;
}

/** The form of the list, sent as the browser does. */
async function bulk(
	ids: readonly number[]
): Promise< { status: number; to: URL } > {
	const html = await page();
	const nonce = /name="_wpnonce" value="([0-9a-f]+)"/.exec( html )?.[ 1 ];
	assert.ok( nonce );
	const isHpos = list.includes( 'wc-orders' );
	const query = new URLSearchParams( {
		_wpnonce: nonce,
		_wp_http_referer: `/${ list }`,
		action: 'telaris_resend',
		...( isHpos ? {} : { post_type: 'shop_order' } ),
	} );
	for ( const id of ids ) {
		query.append( isHpos ? 'id[]' : 'post[]', String( id ) );
	}
	const admin = await suite.admin();
	const reply = await callHttp( suite.shop.url, {
		path: `${ list }&${ query.toString() }`,
		headers: {
			cookie: admin.cookie,
			referer: `${ suite.shop.url }/${ list }`,
		},
	} );
	return {
		status: reply.status,
		to: new URL( reply.headers[ 'location' ] ?? '/', suite.shop.url ),
	};
}

describe( 'the orders list', () => {
	test( 'says how each order stands', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { none, awaiting, invoiced, failed } = subjects;
		assert.ok( none && awaiting && invoiced && failed );
		const seen = cells( await page() );
		assert.equal( seen.get( none.id ), '– Not linked' );
		assert.equal(
			seen.get( awaiting.id ),
			`Awaiting invoice Telaris order ${ awaiting.telarisOrder }`
		);
		assert.equal(
			seen.get( invoiced.id ),
			`Invoice ${ invoiced.invoiceNumber } Telaris order ${ invoiced.telarisOrder }`
		);
		assert.match( seen.get( failed.id ) ?? '', /^Failed: Order blocked/ );
	} );

	test( `asks the database ${ QUERIES } time for all rows of a page`, async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		await rm( listing(), { force: true } );
		const seen = cells( await page( '&count_statements=1' ) );
		assert.ok( seen.size >= 4 );
		const text = await eventually(
			() => readFile( listing(), 'utf8' ).catch( () => '' ),
			( written ) => written !== ''
		);
		const counted = JSON.parse( text ) as {
			list: string[];
			menu: string[];
			ms: number;
		};
		t.diagnostic(
			`${ seen.size } rows: ${ counted.list.length } query, ${ counted.ms.toFixed( 2 ) } ms; the menu’s number: ${ counted.menu.length } query`
		);
		assert.equal( counted.list.length, QUERIES, counted.list.join( '\n' ) );
		assert.equal( counted.menu.length, 1, counted.menu.join( '\n' ) );
	} );

	for ( const [ state, name ] of Object.entries( {
		failed: 'failed',
		awaiting: 'awaiting',
		invoiced: 'invoiced',
		not_linked: 'none',
	} ) ) {
		test( `filtered by ${ state } shows those and no others`, async ( t ) => {
			if ( suite.needsWooCommerce( t ) ) {
				return;
			}
			const html = await page( `&telaris_state=${ state }` );
			const seen = cells( html );
			for ( const [ other, subject ] of Object.entries( subjects ) ) {
				assert.equal( seen.has( subject.id ), other === name, other );
			}
			assert.match(
				html,
				new RegExp( `<option value="${ state }" selected=` )
			);
		} );
	}

	test( 'takes a filter that there is not for none', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const seen = cells( await page( "&telaris_state=x'+OR+1" ) );
		assert.ok( seen.size >= 4 );
	} );

	test( 'leads from the bulk action to the review, and completes nothing', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { none, failed } = subjects;
		assert.ok( none && failed );
		const earlier = await suite.probe.order( failed.id );
		const { status, to } = await bulk( [ none.id, failed.id ] );
		assert.equal( status, 302 );
		assert.equal(
			to.searchParams.get( 'page' ),
			'telaris-for-woocommerce'
		);
		assert.equal( to.searchParams.get( 'left_out' ), '1' );
		const admin = await suite.admin();
		const { json } = await admin.call( 'POST', '/notifications/preview', {
			ids: to.searchParams.get( 'review' )?.split( '-' ).map( Number ),
		} );
		assert.deepEqual(
			json.map( ( { order }: { order: { id: number } } ) => order.id ),
			[ failed.id ]
		);
		assert.deepEqual( await suite.probe.order( failed.id ), earlier );
	} );

	test( 'says so where nothing of what was chosen can be re-sent', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { none } = subjects;
		assert.ok( none );
		const { to } = await bulk( [ none.id ] );
		assert.equal( to.searchParams.get( 'telaris_nothing' ), '1' );
		const html = await page( '&telaris_nothing=1' );
		assert.match( html, /nothing about it failed/ );
	} );

	test( 'has one line in WooCommerce’s preview of an order', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const { invoiced } = subjects;
		assert.ok( invoiced );
		const html = await page();
		assert.match( html, /data\.telaris/ );
		const nonce = /"preview_nonce":"([0-9a-f]+)"/.exec( html )?.[ 1 ];
		assert.ok( nonce );
		const answer = await (
			await suite.admin()
		).page(
			`wp-admin/admin-ajax.php?action=woocommerce_get_order_details&order_id=${ invoiced.id }&security=${ nonce }`
		);
		assert.equal(
			( JSON.parse( answer ) as { data: { telaris: string } } ).data
				.telaris,
			`Invoice ${ invoiced.invoiceNumber } (Telaris order ${ invoiced.telarisOrder })`
		);
	} );
} );
