import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run';

export interface Started {
	readonly name: string;
	/** Of the leader of its own process group. */
	readonly pid: number;
}

/**
 * Starts a command that outlives this one, as the leader of its own process
 * group, so that it and all it starts can be ended together.
 *
 * @param name    For messages.
 * @param command To run.
 * @param args    Its arguments, one of which must name the shop's folder: see {@link isRunning}.
 * @param options `log` takes what it prints.
 */
export function startInBackground(
	name: string,
	command: string,
	args: readonly string[],
	options: {
		readonly log: string;
		readonly cwd?: string;
		readonly env?: Readonly< Record< string, string > >;
	}
): Promise< Started > {
	return new Promise( ( resolve, reject ) => {
		const output = openSync( options.log, 'a' );
		const child = spawn( command, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			detached: true,
			stdio: [ 'ignore', output, output ],
		} );
		closeSync( output );
		child.once( 'error', reject );
		child.once( 'spawn', () => {
			child.unref();
			resolve( { name, pid: child.pid! } );
		} );
	} );
}

/**
 * Is anything left of a process group that was started for the shop in this
 * folder? A number kept from before a restart of the machine may be anybody's
 * by now, so the folder has to be named in what it runs.
 */
export async function isRunning(
	{ pid }: Started,
	folder: string
): Promise< boolean > {
	const processes = await run( 'ps', [ '-axww', '-o', 'pgid=,args=' ] );
	return processes
		.split( '\n' )
		.some(
			( line ) =>
				Number.parseInt( line, 10 ) === pid && line.includes( folder )
		);
}

/** Asks a process group to end, and ends it by force if it has not after a while. */
export async function end(
	started: Started,
	folder: string,
	patienceMs = 10_000
): Promise< void > {
	if ( ! ( await isRunning( started, folder ) ) ) {
		return;
	}
	signal( -started.pid, 'SIGTERM' );
	const until = Date.now() + patienceMs;
	// Not by signal 0: what has ended may linger as a zombie for a while.
	while ( ( await isRunning( started, folder ) ) && Date.now() < until ) {
		await sleep( 25 );
	}
	signal( -started.pid, 'SIGKILL' );
}

function signal( pid: number, name: NodeJS.Signals ): void {
	try {
		process.kill( pid, name );
	} catch {
		// It has ended already.
	}
}

/** Waits until something holds, or throws what it was waiting for. */
export async function waitFor(
	what: string,
	holds: () => Promise< boolean >,
	patienceMs: number
): Promise< void > {
	const until = Date.now() + patienceMs;
	while ( ! ( await holds() ) ) {
		if ( Date.now() > until ) {
			throw new Error(
				`${ what } did not happen within ${ patienceMs / 1000 } s.`
			);
		}
		await sleep( 30 );
	}
}
