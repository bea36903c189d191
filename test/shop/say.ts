/** Says a line to whoever started a script. */
export function say( line: string ): void {
	process.stdout.write( `${ line }\n` );
}

/** Says it where it does not mix with what a script is asked to print. */
export function sayAside( line: string ): void {
	process.stderr.write( `${ line }\n` );
}

/** Ends a script: says what was wrong, and lets it end with 1. */
export function fail( error: unknown ): void {
	sayAside(
		`\n${ error instanceof Error ? error.message : String( error ) }`
	);
	process.exitCode = 1;
}
