import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SignedIn } from '../http/support/wp-admin';
import type { Shop } from '../shop';

const MIB = 1024 * 1024;

/**
 * Exports a whole history, and prints how much memory PHP needed for it.
 *
 * @param shop
 * @param person Somebody who may read it.
 */
export async function benchExport(
	shop: Shop,
	person: SignedIn
): Promise< void > {
	const peaks = path.join( shop.folder, 'peaks.txt' );
	const meter = path.join(
		shop.folder,
		'wordpress/wp-content/mu-plugins/bench-meter.php'
	);
	await rm( peaks, { force: true } );
	await writeFile(
		meter,
		`<?php
defined( 'ABSPATH' ) || exit;
add_action( 'shutdown', static function () {
	if ( str_contains( $_SERVER['REQUEST_URI'] ?? '', 'notifications%2Fexport' ) || str_contains( $_SERVER['REQUEST_URI'] ?? '', 'notifications/export' ) ) {
		file_put_contents( ${ JSON.stringify( peaks ) }, (string) memory_get_peak_usage( true ) );
	}
} );
`
	);
	try {
		const begun = performance.now();
		const reply = await person.call(
			'GET',
			'/notifications/export',
			undefined,
			{ raw: true }
		);
		const seconds = ( performance.now() - begun ) / 1000;
		assert.equal( reply.status, 200 );
		const lines = reply.text.split( '\n' ).length - 2;
		const peak = Number( await readFile( peaks, 'utf8' ) ) / MIB;
		console.log(
			`export of all: ${ lines.toLocaleString( 'en' ) } rows, ${ ( reply.text.length / MIB ).toFixed( 0 ) } MiB in ${ seconds.toFixed( 0 ) } s; PHP needed ${ peak.toFixed( 1 ) } MiB at most`
		);
	} finally {
		await rm( meter );
	}
}
