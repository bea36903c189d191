/** `npm run release -- <version>`: see CONTRIBUTING.md. Pushes nothing. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fail, say } from '../shop/say';
import { release } from './release';

try {
	const root = join( __dirname, '../..' );
	const version = process.argv[ 2 ] ?? '';
	const zip = release( {
		root,
		version,
		date: new Date().toISOString().slice( 0, 10 ),
		pack: () =>
			execFileSync( 'npm', [ 'run', '--silent', 'zip' ], {
				cwd: root,
				stdio: 'inherit',
			} ),
	} );
	say(
		`${ zip }\nThe commit and the tag v${ version } are here; publish them with: git push --follow-tags`
	);
} catch ( error ) {
	fail( error );
}
