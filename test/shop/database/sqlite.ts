import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Outside of what the server shows. */
export function sqliteFolder( folder: string ): string {
	return join( folder, 'database' );
}

/**
 * Puts the SQLite driver in WordPress's way. By itself it takes WAL, waits ten
 * seconds for a lock and begins every write by taking it, so that several
 * workers get along.
 */
export async function installSqlite(
	folder: string,
	wordpress: string,
	driver: string
): Promise< void > {
	await mkdir( sqliteFolder( folder ), { recursive: true } );
	await writeFile(
		join( wordpress, 'wp-content/db.php' ),
		`<?php

define('DB_ENGINE', 'sqlite');
require_once '${ driver }/wp-includes/sqlite/db.php';
`
	);
}
