/**
 * The suites with chance in them, at length: `npm run test:race -- --trials=1000 --db=mariadb --server=fpm`.
 *
 *     tsx test/http/stress.ts races|kills|fuzz|signatures [--trials=1000] [--target=core] [flags of a shop]
 *
 * Runs on the shop that TELARIS_SHOP names, else on one of its own, made anew and ended afterwards.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startShop, type Shop } from '../shop';
import { optionsFrom, shopFlags } from '../shop/flags';
import { describe } from '../shop/ground';

const TRIALS: Record< string, number > = {
	races: 1000,
	kills: 200,
	fuzz: 10_000,
	signatures: 1000,
};

async function main(): Promise< void > {
	const { positionals, values } = parseArgs( {
		allowPositionals: true,
		options: {
			...shopFlags,
			trials: { type: 'string' },
			target: { type: 'string' },
		},
	} );
	const [ name = '' ] = positionals;
	const many = TRIALS[ name ];
	if ( ! many ) {
		throw new Error(
			`Say one of ${ Object.keys( TRIALS ).join( ', ' ) }.`
		);
	}
	const running = process.env[ 'TELARIS_SHOP' ];
	let shop: Shop | undefined;
	if ( ! running ) {
		shop = await startShop( {
			...optionsFrom( values ),
			name: values.name ?? `long-${ values.db ?? 'sqlite' }`,
			probe: true,
			fresh: true,
			log: ( line ) => process.stderr.write( `${ line }\n` ),
		} );
		process.stdout.write( `${ describe( shop.ground ) }\n` );
	}
	try {
		process.exitCode = await runSuite( name, {
			TELARIS_SHOP: running ?? shop?.name ?? '',
			TRIALS: values.trials ?? String( many ),
			TARGET: values.target ?? 'telaris',
		} );
	} finally {
		await shop?.stop();
	}
}

function runSuite(
	name: string,
	environment: Record< string, string >
): Promise< number > {
	const suite = spawn(
		process.execPath,
		[
			'--import',
			'tsx',
			'--test',
			'--test-reporter=spec',
			path.join( __dirname, `${ name }.test.ts` ),
		],
		{ stdio: 'inherit', env: { ...process.env, ...environment } }
	);
	return new Promise( ( resolve, reject ) => {
		suite.once( 'error', reject );
		suite.once( 'close', ( code ) => resolve( code ?? 1 ) );
	} );
}

main().catch( ( error: unknown ) => {
	process.stderr.write(
		`${ error instanceof Error ? error.message : String( error ) }\n`
	);
	process.exitCode = 1;
} );
