import { spawn } from 'node:child_process';
import { repository } from '../shop/paths';
import type { Run } from './step';

/**
 * Runs a command whose output people see, and ends it with all that it started when the step's time is up.
 *
 * @return Is it content?
 */
export function shown(
	{ print, signal }: Pick< Run, 'print' | 'signal' >,
	command: string,
	args: readonly string[],
	env: Readonly< Record< string, string > > = {}
): Promise< boolean > {
	return new Promise( ( resolve, reject ) => {
		signal.throwIfAborted();
		const child = spawn( command, args, {
			cwd: repository,
			env: { ...process.env, ...env },
			stdio: [ 'ignore', 'pipe', 'pipe' ],
			// A process group of its own, to be ended whole.
			detached: true,
		} );
		const kill = () => {
			try {
				process.kill( -child.pid!, 'SIGKILL' );
			} catch {
				// It has ended by itself.
			}
		};
		signal.addEventListener( 'abort', kill );
		process.once( 'exit', kill );
		child.stdout.setEncoding( 'utf8' ).on( 'data', print );
		child.stderr.setEncoding( 'utf8' ).on( 'data', print );
		child.once( 'error', reject ).once( 'close', ( code ) => {
			signal.removeEventListener( 'abort', kill );
			process.removeListener( 'exit', kill );
			if ( signal.aborted ) {
				reject( signal.reason as Error );
			} else {
				resolve( code === 0 );
			}
		} );
	} );
}
