/** A machine without WooCommerce runs the plugin on the stand-in: what the plugin calls has to be there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository } from '../shop/paths';

/** Only reached where there are emails or webhooks, which the stand-in has not. */
const OF_WHAT_IT_HAS_NOT = [
	'wc_get_template',
	'wc_get_template_html',
	'wc_webhook_execute_queue',
];

test( 'the stand-in has every function of WooCommerce’s that the plugin calls', () => {
	const called = namesIn( 'php', /(?<![\w>:$]|function )(wc_\w+)\(/g );
	const there = namesIn(
		'test/shop/woocommerce-stand-in',
		/\bfunction &?(wc_\w+)\(/g
	);
	assert.ok( called.size > 10, 'The calls were found.' );
	assert.deepEqual(
		[ ...called ].filter( ( name ) => ! there.has( name ) ).sort(),
		OF_WHAT_IT_HAS_NOT
	);
} );

function namesIn( folder: string, pattern: RegExp ): Set< string > {
	return new Set(
		readdirSync( join( repository, folder ), { recursive: true } )
			.map( String )
			.filter( ( name ) => name.endsWith( '.php' ) )
			.flatMap( ( name ) => [
				...readFileSync(
					join( repository, folder, name ),
					'utf8'
				).matchAll( pattern ),
			] )
			.map( ( [ , name = '' ] ) => name )
	);
}
