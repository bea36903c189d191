/** What the plugin costs a page of the storefront: nothing is built there, and nothing asked of the database. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import { callHttp, type Call } from './support/http';
import { attach } from './support/suite';

/** Of the plugin's own, main file included. */
const MOST_FILES = 4;

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'storefront' );
const listing = () =>
	path.join( suite.shop.folder, 'wordpress/wp-content/storefront.json' );

/** What a page cost, listed at its end. */
interface Listing {
	/** Paths below the plugin's folder. */
	readonly files: string[];
	/** Statements that name our tables or options, or that our code asked for. */
	readonly queries: string[];
	/** All statements, ours or not. */
	readonly all: string[];
}

async function visit( call: Call ): Promise< Listing > {
	await rm( listing(), { force: true } );
	const page = await callHttp( suite.shop.url, call );
	assert.ok( page.status < 500, `${ call.path }: ${ page.status }` );
	// It is written when the request ends, which may be after its answer.
	for ( let attempt = 0; ; attempt++ ) {
		try {
			return JSON.parse( await readFile( listing(), 'utf8' ) ) as Listing;
		} catch ( error ) {
			if ( attempt === 100 ) {
				throw error;
			}
			await sleep( 50 );
		}
	}
}

before( async () => {
	await suite.ready;
	// Whatever an update of the plugin does on a first page is done by then.
	await callHttp( suite.shop.url, { path: '/' } );
	await plugIn.install(
		`$telaris_queries = array( array(), array() );
		$telaris_folder = realpath( WP_PLUGIN_DIR . '/telaris-for-woocommerce' ) . '/';
		add_filter( 'query', function ( $sql ) use ( &$telaris_queries, $telaris_folder ) {
			$telaris_queries[1][] = $sql;
			$ours = preg_match( '/telaris/i', $sql ) === 1;
			foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
				$ours = $ours || strpos( realpath( $frame['file'] ?? '' ), $telaris_folder ) === 0;
			}
			if ( $ours ) {
				$telaris_queries[0][] = $sql;
			}
			return $sql;
		} );
		if ( isset( $_GET['without_telaris'] ) ) {
			add_filter( 'option_active_plugins', function ( $plugins ) {
				return array_diff( $plugins, array( 'telaris-for-woocommerce/telaris-for-woocommerce.php' ) );
			} );
		}
		add_action( 'shutdown', function () use ( &$telaris_queries, $telaris_folder ) {
			$files = array();
			foreach ( get_included_files() as $file ) {
				if ( strpos( $file, $telaris_folder ) === 0 ) {
					$files[] = substr( $file, strlen( $telaris_folder ) );
				}
			}
			file_put_contents( WP_CONTENT_DIR . '/storefront.json', json_encode( array(
				'files' => $files,
				'queries' => $telaris_queries[0],
				'all' => $telaris_queries[1],
			) ) );
		}, PHP_INT_MAX );`
	);
} );
after( async () => {
	await plugIn.remove();
	await rm( listing(), { force: true } );
} );

describe( 'a page of the storefront', () => {
	for ( const [ name, php ] of Object.entries( {
		'the front page': 'home_url( "/" )',
		'the shop': 'wc_get_page_permalink( "shop" )',
		'the cart': 'wc_get_page_permalink( "cart" )',
		'the checkout': 'wc_get_page_permalink( "checkout" )',
		'no page at all': 'home_url( "/?p=99999999" )',
	} ) ) {
		test( `${ name }: at most ${ MOST_FILES } files, no query`, async ( t ) => {
			if ( php.startsWith( 'wc_' ) && suite.needsWooCommerce( t ) ) {
				return;
			}
			const url = await suite.shop.wp( [ 'eval', `echo ${ php };` ] );
			const page = new URL( url.trim() );
			const { files, queries, all } = await visit( {
				path: page.href,
			} );
			page.searchParams.set( 'without_telaris', '1' );
			const without = await visit( { path: page.href } );
			// WooCommerce asks the same without us, only later on the page.
			const ours = queries.filter(
				( sql ) => ! without.all.includes( sql )
			);
			t.diagnostic(
				`${ files.length } files, ${ ours.length } of ${ all.length } queries`
			);
			assert.deepEqual( without.files, [] );
			assert.ok( without.all.length > 0 );
			assert.ok( files.includes( 'telaris-for-woocommerce.php' ) );
			assert.ok( files.length <= MOST_FILES, files.join( ', ' ) );
			assert.deepEqual( ours, [] );
		} );
	}

	test( 'a refused call shows that the listing sees what is loaded and asked', async () => {
		const { files, queries } = await visit( {
			method: 'POST',
			path: '/?rest_route=/wc-telaris/v1/notifications',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		} );
		assert.ok( files.length > MOST_FILES, files.join( ', ' ) );
		assert.ok( queries.length > 0 );
	} );
} );
