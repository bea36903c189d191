/**
 * `npm run test:blueprint`: tries the demo that wordpress.org shows as "Live Preview" (.wordpress-org/blueprints/), on this
 * machine and without a download: WordPress, WooCommerce and the staged plugin are mounted where it would install them.
 * Ends with exit code 1 unless its history and orders are what they should be.
 */
import { deepEqual } from 'node:assert/strict';
import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLAYGROUND } from '../php-versions/site';
import { cacheFolder, repository, staged } from '../shop/paths';
import { run } from '../shop/run';
import { fail, say } from '../shop/say';
import { stagePlugin } from '../shop/staging';
import { findWooCommerce } from '../shop/woocommerce';
import { findWordPress } from '../shop/wordpress';

/** What the history says then, and the orders. */
const EXPECTED = {
	codes: {
		completed: 3,
		missing_link: 1,
		partially_invoiced: 1,
		status_not_allowed: 1,
	},
	links: 7,
	statuses: { cancelled: 1, completed: 3, processing: 4 },
};

const LOOK = `<?php
require '/wordpress/wp-load.php';
global $wpdb;
$count = static fn ( array $found ): array => array_map( 'intval', $found );
file_put_contents( '/wordpress/seen.json', json_encode( array(
	'codes'    => $count( array_column( $wpdb->get_results( "SELECT code, COUNT(*) AS n FROM {$wpdb->prefix}telaris_notifications WHERE state <> 'import' GROUP BY code ORDER BY code", ARRAY_A ), 'n', 'code' ) ),
	'links'    => (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}telaris_orders WHERE telaris_order IS NOT NULL" ),
	'statuses' => array_count_values( array_map( static fn ( $order ) => $order->get_status(), wc_get_orders( array( 'limit' => -1, 'orderby' => 'status' ) ) ) ),
) ) );`;

interface Step {
	readonly step: string;
	readonly code?: string;
	readonly pluginData?: { readonly slug: string };
}

async function main(): Promise< void > {
	await stagePlugin( say, { ifChanged: true } );
	const scratch = mkdtempSync( join( tmpdir(), 'blueprint-' ) );
	try {
		const blueprint = JSON.parse(
			readFileSync(
				join( repository, '.wordpress-org/blueprints/blueprint.json' ),
				'utf8'
			)
		) as { steps: Step[] };
		const steps: unknown[] = blueprint.steps.map( ( step ) =>
			step.step === 'installPlugin' && step.pluginData
				? {
						step: 'activatePlugin',
						pluginPath: `/wordpress/wp-content/plugins/${ step.pluginData.slug }`,
					}
				: step
		);
		const file = join( scratch, 'blueprint.json' );
		steps.push( { step: 'runPHP', code: LOOK } );
		writeFileSync(
			file,
			JSON.stringify( {
				...blueprint,
				preferredVersions: undefined,
				steps,
			} )
		);
		const wordpress = join( scratch, 'wordpress' );
		mkdirSync( wordpress );
		const found = await findWordPress( undefined, say );
		const woocommerce = await findWooCommerce( {}, say );
		const copies = [
			[ found.folder, '' ],
			[ woocommerce.folder, 'wp-content/plugins/woocommerce' ],
			[ staged, 'wp-content/plugins/telaris-for-woocommerce' ],
		] as const;
		for ( const [ from, to ] of copies ) {
			mkdirSync( join( wordpress, to ), { recursive: true } );
			await run( 'cp', [ '-RL', `${ from }/.`, join( wordpress, to ) ] );
		}
		await run(
			'npx',
			[
				...[ '--yes', '--prefer-offline', PLAYGROUND, 'run-blueprint' ],
				`--mount-before-install=${ wordpress }:/wordpress`,
				'--wordpress-install-mode=install-from-existing-files',
				`--blueprint=${ file }`,
				'--php=8.3',
			],
			{ cwd: cacheFolder(), timeoutMs: 300_000, show: true }
		);
		const seen = JSON.parse(
			readFileSync( join( wordpress, 'seen.json' ), 'utf8' )
		) as typeof EXPECTED;
		deepEqual( seen, EXPECTED );
		say(
			'The blueprint makes its shop, and its history is as it should be.'
		);
	} finally {
		rmSync( scratch, { recursive: true } );
	}
}

main().catch( fail );
