/** How a step runs a test runner, in a shop where it needs one. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startShop, type Shop } from '../shop';
import { complaintsOf } from '../shop/complaints';
import { shopsFolder } from '../shop/paths';
import { shown } from './command';
import type { Run } from './step';
import { NOTHING, passedAgain, readJUnit, type Tally } from './tally';

/** Reports of the test runners. Not in test-results/, which Playwright empties. */
const reports = join( shopsFolder, '.reports' );

/** The ports that test shops look from; away from the demo shop's and each other's. */
const FIRST_PORT = { http: 8900, e2e: 8920 };

const running = new Set< Shop >();

/**
 * Runs a suite in a test shop of its own, made anew, and fails it for what PHP
 * and the database complained of there.
 *
 * @throws {Error} Where the shop did not start, or the suite did not run.
 */
export async function inShop(
	name: 'http' | 'e2e',
	{ ground, log, part }: Run,
	suite: (
		report: string,
		env: Record< string, string >
	) => Promise< boolean >
): Promise< Tally > {
	const shop = await startShop( {
		...ground,
		name: `test-${ name }-${ part }`,
		port: FIRST_PORT[ name ] + 10 * ( part - 1 ),
		probe: true,
		fresh: true,
		log,
	} );
	running.add( shop );
	try {
		const tally = await counted(
			`${ name }-${ part }`,
			readJUnit,
			( report ) => suite( report, { TELARIS_SHOP: shop.name } )
		);
		const complaints = await complaintsOf( shop );
		for ( const { message, file, line, request } of complaints.slice(
			0,
			20
		) ) {
			log(
				`Not let through: ${ message.slice( 0, 500 ) }${ file && ` (${ file }:${ line }, ${ request })` }`
			);
		}
		if ( complaints.length > 0 ) {
			log(
				`PHP or the database complained ${ complaints.length } times in this shop: ${ shop.folder }`
			);
		}
		return {
			...tally,
			failed: tally.failed + ( complaints.length > 0 ? 1 : 0 ),
		};
	} finally {
		running.delete( shop );
		await shop.stop();
	}
}

/** Ends the shops of the suites that are running, for a run that is ended from outside. */
export async function stopShops(): Promise< void > {
	await Promise.allSettled( [ ...running ].map( ( shop ) => shop.stop() ) );
}

/**
 * Runs a test runner and counts what its report has; a runner that fails without a failed test is one.
 *
 * @throws {Error} Where its report has no tests.
 */
export async function counted(
	name: string,
	read: ( report: string ) => Promise< Tally >,
	runner: ( report: string ) => Promise< boolean >
): Promise< Tally > {
	const report = join( reports, name );
	await mkdir( reports, { recursive: true } );
	await rm( report, { force: true } );
	const isGood = await runner( report );
	const tally = await read( report ).catch( () => NOTHING );
	if ( tally.passed + tally.failed + tally.skipped === 0 ) {
		throw new Error( 'Its test runner reported no tests.' );
	}
	return isGood || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

/**
 * Runs files of node:test, one after the other. A build server may be busy: there a file with a failed test has a second
 * try, as Playwright gives one, and the closing lines name what needed it.
 */
export async function nodeTests(
	run: Run,
	files: readonly string[],
	report: string,
	env: Record< string, string > = {}
): Promise< boolean > {
	let printed = '';
	const heard = {
		...run,
		print: ( text: string ) => {
			printed += text;
			run.print( text );
		},
	};
	if ( await nodeTest( heard, files, report, env ) ) {
		return true;
	}
	const failed = failedFilesOf( printed );
	if (
		process.env[ 'CI' ] === undefined ||
		failed.length === 0 ||
		failed.length > MOST_SECOND_TRIES
	) {
		return false;
	}
	run.log( `\nA second try of ${ failed.join( ', ' ) }\n` );
	if ( ! ( await nodeTest( run, failed, `${ report }.again`, env ) ) ) {
		return false;
	}
	await writeFile( report, passedAgain( await readFile( report, 'utf8' ) ) );
	return true;
}

/** Where more files fail, it is not the machine. */
const MOST_SECOND_TRIES = 3;

/** The files with a failed test, each once, by node:test's own closing list. */
function failedFilesOf( printed: string ): string[] {
	return [
		...new Set(
			[ ...printed.matchAll( /^test at (.+?):\d+:\d+$/gm ) ].map(
				( [ , file = '' ] ) => file
			)
		),
	];
}

function nodeTest(
	run: Run,
	files: readonly string[],
	report: string,
	env: Record< string, string >
): Promise< boolean > {
	return shown(
		run,
		process.execPath,
		[
			'--import',
			'tsx',
			'--test',
			// All files share one shop and its faults.
			'--test-concurrency=1',
			'--test-reporter=spec',
			'--test-reporter-destination=stdout',
			'--test-reporter=junit',
			`--test-reporter-destination=${ report }`,
			...files,
		],
		env
	);
}
