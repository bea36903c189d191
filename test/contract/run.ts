/**
 * Runs the contract tests: `npm run test:contract`.
 *
 * Makes both shops anew, since what an installation leaves is part of the
 * contract, and stops them at the end.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeGround, startShop, stopShop } from '../shop';
import { grounds } from './grounds';

async function main(): Promise< number > {
	for ( const { name, options } of grounds ) {
		const shop = await startShop( { ...options, fresh: true } );
		const found = shop.ground.standIn === options.standIn;
		process.stdout.write(
			`${ name }: ${ found ? describeGround( shop.ground ) : 'not to be had; its half is skipped' }\n`
		);
	}
	const folder = join( process.cwd(), 'test/contract' );
	const files = ( await readdir( folder ) )
		.filter( ( file ) => file.endsWith( '.test.ts' ) )
		.map( ( file ) => join( folder, file ) );
	try {
		const tests = spawn(
			process.execPath,
			[ '--import', 'tsx', '--test', '--test-concurrency=1', ...files ],
			{ stdio: 'inherit' }
		);
		const [ code ] = ( await once( tests, 'exit' ) ) as [ number | null ];
		return code ?? 1;
	} finally {
		for ( const { options } of grounds ) {
			await stopShop( options.name );
		}
	}
}

main().then(
	( code ) => {
		process.exitCode = code;
	},
	( error: unknown ) => {
		process.stderr.write( `${ error }\n` );
		process.exitCode = 1;
	}
);
