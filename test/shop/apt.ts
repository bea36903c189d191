import { access, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, runs } from './run';
import type { Log } from './types';

/** Debian's word for whether a package may start its service. */
const POLICY = '/usr/sbin/policy-rc.d';

/** How long another apt may keep its locks. */
const PATIENCE_MS = 5 * 60_000;

/** What apt says of a lock that DPkg::Lock::Timeout does not cover: those of its lists and its downloads. */
const IS_LOCKED = /Could not get lock|Unable to (acquire|lock)/;

/**
 * Installs packages of Debian or Ubuntu. Services that they bring are not started.
 *
 * @param  packages Their names, alternatives with a | between them: the first that this release has.
 * @param  log      Told of a wait.
 * @throws {Error} With what apt said.
 */
export async function installPackages(
	packages: readonly string[],
	log: Log
): Promise< void > {
	// The shop has servers of its own; the machine's are not to start.
	const isOurs = await access( POLICY ).then(
		() => false,
		() => true
	);
	if ( isOurs ) {
		await writeFile( POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 } );
	}
	try {
		await aptGet( [ 'update', '-qq' ], log );
		const names = await Promise.all( packages.map( firstAlternative ) );
		await aptGet(
			[ 'install', '-y', '-qq', '--no-install-recommends', ...names ],
			log
		);
	} finally {
		if ( isOurs ) {
			await rm( POLICY, { force: true } );
		}
	}
}

/** The first of a package's alternatives that apt knows; the last where it knows none. */
export async function firstAlternative( name: string ): Promise< string > {
	for ( const alternative of name.split( '|' ).slice( 0, -1 ) ) {
		if ( await runs( 'apt-cache', [ 'show', alternative ] ) ) {
			return alternative;
		}
	}
	return lastAlternative( name );
}

/** The alternative that each release has. */
export function lastAlternative( name: string ): string {
	return name.split( '|' ).at( -1 ) ?? name;
}

/**
 * Runs apt-get, and waits where another apt has one of its locks.
 *
 * @param  args
 * @param  log             Told once that there is a wait.
 * @param  limit
 * @param  limit.waitForMs How long at most.
 * @param  limit.everyMs   How often to try.
 * @throws {Error} With what apt said.
 */
export async function aptGet(
	args: readonly string[],
	log: Log,
	{ waitForMs = PATIENCE_MS, everyMs = 1_000 } = {}
): Promise< void > {
	const until = Date.now() + waitForMs;
	for ( let isFirst = true; ; isFirst = false ) {
		try {
			await run(
				'apt-get',
				[
					'-o',
					`DPkg::Lock::Timeout=${ Math.ceil( waitForMs / 1000 ) }`,
					...args,
				],
				{
					env: {
						DEBIAN_FRONTEND: 'noninteractive',
						// Its messages are read.
						LC_ALL: 'C.UTF-8',
					},
				}
			);
			return;
		} catch ( error ) {
			if ( ! IS_LOCKED.test( String( error ) ) || Date.now() > until ) {
				throw error;
			}
			if ( isFirst ) {
				log( 'Another apt is at work; waiting for it …' );
			}
			await sleep( everyMs );
		}
	}
}
