import { spawn } from 'node:child_process';

export interface RunOptions {
	/** What the command is called in messages; the command itself if not said. */
	readonly label?: string | undefined;
	readonly cwd?: string | undefined;
	readonly env?: Readonly< Record< string, string > > | undefined;
	/** Given to the command's standard input, which is closed then. */
	readonly input?: string | undefined;
	readonly timeoutMs?: number | undefined;
	/** Shows what the command prints while it runs. */
	readonly show?: boolean | undefined;
}

/**
 * Runs a command to its end.
 *
 * @return What it wrote to standard output.
 * @throws {Error} With what it said, where it cannot be started, runs out of time or ends other than by 0.
 */
export function run(
	command: string,
	args: readonly string[],
	options: RunOptions = {}
): Promise< string > {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			stdio: [ 'pipe', 'pipe', 'pipe' ],
			timeout: options.timeoutMs,
			killSignal: 'SIGKILL',
		} );
		let printed = '';
		let said = '';
		child.stdout.on( 'data', ( chunk ) => {
			printed += chunk;
			if ( options.show ) {
				process.stdout.write( chunk );
			}
		} );
		child.stderr.on( 'data', ( chunk ) => {
			said += chunk;
			if ( options.show ) {
				process.stderr.write( chunk );
			}
		} );
		child.on( 'error', reject );
		child.on( 'close', ( code, signal ) => {
			if ( code === 0 ) {
				resolve( printed );
				return;
			}
			const end = signal
				? `was ended by ${ signal }`
				: `ended with ${ code }`;
			const label = options.label ?? [ command, ...args ].join( ' ' );
			reject(
				new Error(
					`${ label } ${ end }\n${ ( said + printed ).trim().slice( -4000 ) }`
				)
			);
		} );
		// A command that ends before it has read everything is judged by its exit code.
		child.stdin.on( 'error', () => {} );
		child.stdin.end( options.input ?? '' );
	} );
}

/** Is there such a command, and does it run? */
export async function runs(
	command: string,
	args: readonly string[] = [ '--version' ]
): Promise< boolean > {
	return run( command, args ).then(
		() => true,
		() => false
	);
}
