import { existsSync } from 'node:fs';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository, staged } from './paths';
import { run } from './run';
import type { Log } from './types';

/** What the staged plugin is made from. */
const SOURCES = [
	'plugin',
	'php',
	'admin-ui',
	'webpack.config.js',
	'package.json',
	'package-lock.json',
	'CHANGELOG.md',
];

const stamp = join( repository, 'dist/.staged' );

/**
 * Builds the plugin where that has never been done in this checkout.
 *
 * @param log
 * @param options
 * @param options.ifChanged Also where a source has changed since.
 */
export async function stagePlugin(
	log: Log,
	options: { ifChanged?: boolean } = {}
): Promise< void > {
	const isThere = existsSync( join( staged, 'telaris-for-woocommerce.php' ) );
	if ( isThere && ! ( options.ifChanged && ( await isStale() ) ) ) {
		return;
	}
	log(
		isThere
			? 'The plugin has changed; building it …'
			: 'Building the plugin …'
	);
	await run( 'npm', [ 'run', '--silent', 'build' ], { cwd: repository } );
	await writeFile( stamp, '' );
	const now = new Date();
	await utimes( stamp, now, now );
}

async function isStale(): Promise< boolean > {
	const changed = await Promise.all(
		SOURCES.map( ( source ) => lastChange( join( repository, source ) ) )
	);
	const built = Math.max(
		await lastChange( staged ),
		await lastChange( stamp )
	);
	return Math.max( ...changed ) > built;
}

/** The time of the newest file in a folder, or of a file; 0 where there is none. */
async function lastChange( path: string ): Promise< number > {
	const found = await stat( path ).catch( () => null );
	if ( ! found?.isDirectory() ) {
		return found?.mtimeMs ?? 0;
	}
	const entries = await readdir( path );
	const times = await Promise.all(
		entries
			.filter( ( name ) => name !== 'schema.d.ts' )
			.map( ( name ) => lastChange( join( path, name ) ) )
	);
	return Math.max( 0, ...times );
}
