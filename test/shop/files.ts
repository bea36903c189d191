import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
	copyFile,
	link,
	lstat,
	mkdir,
	readdir,
	readFile,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { MARIADB, mariadbSocket } from './database/mariadb';
import { installSqlite, sqliteFolder } from './database/sqlite';
import { repository, staged } from './paths';
import { HOST } from './ports';
import { redisConfiguration } from './redis';
import type { Database } from './types';
import type { WooCommerce } from './woocommerce';
import type { WordPress } from './wordpress';
import type { WpStudio } from './wp-studio';

/** What a shop is made of. */
export interface Parts {
	readonly wordpress: WordPress;
	readonly woocommerce: WooCommerce;
	readonly studio: WpStudio;
	readonly database: Database;
}

export function wordpressIn( folder: string ): string {
	return join( folder, 'wordpress' );
}

export function debugLogIn( folder: string ): string {
	return join( folder, 'debug.log' );
}

/** Lays out WordPress with WooCommerce and the staged plugin in a shop's folder. */
export async function layOut(
	folder: string,
	parts: Parts,
	extras: { plugin: boolean; probe: boolean }
): Promise< void > {
	const wordpress = wordpressIn( folder );
	const content = join( wordpress, 'wp-content' );
	await copyTree(
		parts.wordpress.folder,
		wordpress,
		( path ) => path !== 'wp-content'
	);
	for ( const below of [ 'plugins', 'mu-plugins', 'themes', 'uploads' ] ) {
		await mkdir( join( content, below ), { recursive: true } );
	}
	const themes = join( parts.studio.wordpress, 'wp-content/themes' );
	for ( const theme of await readdir( themes ) ) {
		await linkTo( join( themes, theme ), join( content, 'themes', theme ) );
	}
	await linkTo(
		parts.woocommerce.folder,
		join( content, 'plugins/woocommerce' )
	);
	if ( extras.plugin ) {
		await linkTo(
			staged,
			join( content, 'plugins/telaris-for-woocommerce' )
		);
	}
	const mustUse = join( repository, 'test/shop/mu-plugins' );
	await linkTo(
		join( mustUse, 'local-shop.php' ),
		join( content, 'mu-plugins/local-shop.php' )
	);
	if ( extras.probe ) {
		await linkTo(
			join( mustUse, 'telaris-probe.php' ),
			join( content, 'mu-plugins/telaris-probe.php' )
		);
	}
	if ( parts.database === 'sqlite' ) {
		await installSqlite( folder, wordpress, parts.studio.sqlite );
	}
}

async function linkTo( target: string, path: string ): Promise< void > {
	await rm( path, { recursive: true, force: true } );
	await symlink( target, path );
}

/**
 * Copies a folder by hard links, which takes no room and hardly any time; by
 * copying where the two are on different disks.
 */
async function copyTree(
	from: string,
	to: string,
	takes: ( path: string ) => boolean = () => true
): Promise< void > {
	await mkdir( to, { recursive: true } );
	for ( const entry of await readdir( from, { withFileTypes: true } ) ) {
		const [ source, target ] = [
			join( from, entry.name ),
			join( to, entry.name ),
		];
		if ( ! takes( entry.name ) ) {
			continue;
		}
		if ( entry.isDirectory() ) {
			await copyTree( source, target );
		} else {
			await link( source, target ).catch( () =>
				copyFile( source, target )
			);
		}
	}
}

/**
 * Writes the shop's wp-config.php.
 *
 * Written at every start, because the port may be another one. The salts stay
 * as they are, since the plugin's secrets are sealed with them.
 */
export async function writeConfiguration(
	folder: string,
	options: {
		database: Database;
		port: number;
		probeToken: string;
		locale?: string;
		multisite?: boolean;
		redis?: boolean;
	}
): Promise< void > {
	const path = join( wordpressIn( folder ), 'wp-config.php' );
	const salts = ( await saltsIn( path ) ) ?? newSalts();
	const url = `http://${ HOST }:${ options.port }`;
	const database =
		options.database === 'mariadb'
			? `define('DB_NAME', '${ MARIADB.name }');
define('DB_USER', '${ MARIADB.user }');
define('DB_PASSWORD', '${ MARIADB.password }');
define('DB_HOST', 'localhost:${ mariadbSocket( folder ) }');`
			: `define('DB_NAME', 'wordpress');
define('DB_DIR', '${ sqliteFolder( folder ) }');
define('DB_FILE', 'shop.sqlite');`;
	const network = options.multisite
		? `define('WP_ALLOW_MULTISITE', true);
define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', false);
define('DOMAIN_CURRENT_SITE', '${ HOST }:${ options.port }');
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);
`
		: `define('WP_HOME', '${ url }');
define('WP_SITEURL', '${ url }');
`;
	await rm( path, { force: true } );
	await writeFile(
		path,
		`<?php

${ database }
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

${ network }
// WooCommerce takes its API keys by Basic authentication over HTTPS only; this
// stands for the proxy that a real shop has in front.
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
}

${ salts }
define('WP_DEBUG', true);
define('WP_DEBUG_LOG', '${ debugLogIn( folder ) }');
define('WP_DEBUG_DISPLAY', false);
define('SCRIPT_DEBUG', false);
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_MEMORY_LIMIT', '256M');
${ options.redis ? redisConfiguration( folder ) : '' }${ options.locale ? `define('WPLANG', '${ options.locale }');\n` : '' }${ options.probeToken ? `define('TELARIS_PROBE_TOKEN', '${ options.probeToken }');\n` : '' }
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
`
	);
}

const SALTS = [ 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ];

function newSalts(): string {
	return SALTS.flatMap( ( name ) => [ `${ name }_KEY`, `${ name }_SALT` ] )
		.map(
			( name ) =>
				`define('${ name }', '${ randomBytes( 32 ).toString( 'base64url' ) }');\n`
		)
		.join( '' );
}

async function saltsIn( path: string ): Promise< string | null > {
	if ( ! existsSync( path ) || ( await lstat( path ) ).isSymbolicLink() ) {
		return null;
	}
	const lines = ( await readFile( path, 'utf8' ) ).match(
		/^define\('\w+_(KEY|SALT)', .*\n/gm
	);
	return lines ? lines.join( '' ) : null;
}
