import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startShop, type Log, type ShopOptions } from '../shop';
import { complaintsOf } from '../shop/complaints';
import { repository, shopsFolder } from '../shop/paths';
import { requireChromium } from '../shop/requirements';
import { stagePlugin } from '../shop/staging';
import { NOTHING, readJest, readJUnit, type Tally } from './tally';

/** What was asked of all steps. */
export interface Asked {
	/** The ground of the shops that they start. */
	readonly ground: Omit< ShopOptions, 'name' >;
	/** Names of end-to-end tests, to run these alone; else empty. */
	readonly specs: readonly string[];
}

/** What a step has to go by. */
export interface Run extends Asked {
	readonly log: Log;
	/** Takes what the commands print. */
	readonly print: ( text: string ) => void;
	/** Which part of the step this is, from 1. */
	readonly part: number;
}

export interface Step {
	/** For --only. */
	readonly name: string;
	readonly title: string;
	/** A step whose files are not there is not listed. */
	readonly isThere: () => boolean;
	/** In how many parts it can be run side by side; one, if not said. */
	readonly parts?: number;
	/** Throws, or gives failed tests, where something is wrong. */
	readonly run: ( run: Run ) => Promise< Tally >;
}

const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };

/** Reports of the test runners. Not in test-results/, which Playwright empties. */
const reports = join( shopsFolder, '.reports' );

/** The ports that test shops look from; away from the demo shop's and each other's. */
const FIRST_PORT = { http: 8900, e2e: 8920 };

/** Suites that spend their time waiting for one shop have as many of them. */
const PARTS = 2;

export const steps: readonly Step[] = [
	check( 'build', 'Build', async ( { log } ) => {
		await stagePlugin( log, { ifChanged: true } );
		return true;
	} ),
	check( 'types', 'Types', ( run ) =>
		shown( run, 'npm', [ 'run', '--silent', 'typecheck' ] )
	),
	{
		name: 'lint',
		title: 'Lint',
		isThere: () => true,
		run: async ( run ) => {
			const outcomes = [ await shown( run, 'vendor/bin/phpcs', [] ) ];
			for ( const script of scriptsNamed( /^lint:/ ) ) {
				outcomes.push(
					await shown( run, 'npm', [ 'run', '--silent', script ] )
				);
			}
			const failed = outcomes.filter( ( isGood ) => ! isGood ).length;
			return { ...NOTHING, passed: outcomes.length - failed, failed };
		},
	},
	check( 'phpstan', 'PHPStan', ( run ) =>
		shown( run, 'vendor/bin/phpstan', [
			'analyse',
			'--no-progress',
			'--memory-limit=1G',
		] )
	),
	{
		name: 'phpunit',
		title: 'PHPUnit',
		isThere: () => hasFiles( '.', /^phpunit\.xml(\.dist)?$/ ),
		run: ( run ) =>
			counted( 'phpunit', readJUnit, ( report ) =>
				shown( run, 'vendor/bin/phpunit', [ '--log-junit', report ] )
			),
	},
	{
		name: 'ui',
		title: 'Jest: the screen and the build',
		isThere: () => hasFiles( '.', /^jest\.config\.js$/ ),
		run: ( run ) =>
			counted( 'jest', readJest, ( report ) =>
				shown( run, 'npx', [
					'wp-scripts',
					'test-unit-js',
					'--json',
					`--outputFile=${ report }`,
				] )
			),
	},
	{
		name: 'contract',
		title: 'What is relied on, on WooCommerce and on the stand-in',
		isThere: () => hasFiles( 'test/contract', /\.test\.ts$/ ),
		run: ( run ) =>
			counted( 'contract', readJUnit, ( report ) =>
				nodeTests( run, 'test/contract', report )
			),
	},
	{
		name: 'http',
		title: 'The door and the history, over HTTP',
		isThere: () => hasFiles( 'test/http', /\.test\.ts$/ ),
		parts: PARTS,
		run: ( run ) =>
			inShop( 'http', run, ( report, env ) =>
				nodeTests( run, 'test/http', report, env, [
					`--test-shard=${ run.part }/${ PARTS }`,
				] )
			),
	},
	{
		name: 'e2e',
		title: 'The screen, in Chromium',
		isThere: () => hasFiles( 'test/e2e', /\.spec\.ts$/ ),
		parts: PARTS,
		run: async ( run ) => {
			// A few files are not worth a second shop.
			if ( run.specs.length > 0 && run.part > 1 ) {
				return NOTHING;
			}
			const chromium = await requireChromium( run.log );
			return inShop( 'e2e', run, ( report, env ) =>
				shown(
					run,
					'npx',
					[
						'playwright',
						'test',
						'--project=e2e',
						// Each empties its own.
						`--output=test-results/${ run.part }`,
						...( run.specs.length > 0
							? run.specs.map(
									( name ) => `test/e2e/${ name }.spec.ts`
								)
							: [ `--shard=${ run.part }/${ PARTS }` ] ),
						'--reporter=list,junit',
					],
					{
						...env,
						CHROMIUM: chromium,
						PLAYWRIGHT_JUNIT_OUTPUT_FILE: report,
					}
				)
			);
		},
	},
];

/** A step that holds or does not. */
function check(
	name: string,
	title: string,
	holds: ( run: Run ) => Promise< boolean >
): Step {
	return {
		name,
		title,
		isThere: () => true,
		run: async ( run ) => ( ( await holds( run ) ) ? PASSED : FAILED ),
	};
}

/**
 * Runs a suite in a test shop of its own, made anew, and fails it for what PHP
 * and the database complained of there.
 */
async function inShop(
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
		await shop.stop();
	}
}

/** Runs a test runner and counts what its report has; a runner that fails without a failed test is one. */
async function counted(
	name: string,
	read: ( report: string ) => Promise< Tally >,
	runner: ( report: string ) => Promise< boolean >
): Promise< Tally > {
	const report = join( reports, name );
	await mkdir( reports, { recursive: true } );
	await rm( report, { force: true } );
	const isGood = await runner( report );
	const tally = await read( report ).catch( () => NOTHING );
	const ranNone = tally.passed + tally.failed + tally.skipped === 0;
	return ( ! isGood && tally.failed === 0 ) || ranNone
		? { ...tally, failed: tally.failed + 1 }
		: tally;
}

function nodeTests(
	run: Run,
	folder: string,
	report: string,
	env: Record< string, string > = {},
	more: readonly string[] = []
): Promise< boolean > {
	const files = readdirSync( join( repository, folder ) )
		.filter( ( name ) => name.endsWith( '.test.ts' ) )
		.map( ( name ) => join( folder, name ) );
	return shown(
		run,
		process.execPath,
		[
			'--import',
			'tsx',
			'--test',
			...more,
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

/** Runs a command whose output people see; is it content? */
function shown(
	{ print }: Run,
	command: string,
	args: readonly string[],
	env: Record< string, string > = {}
): Promise< boolean > {
	return new Promise( ( resolve, reject ) => {
		const child = spawn( command, args, {
			cwd: repository,
			env: { ...process.env, ...env },
			stdio: [ 'ignore', 'pipe', 'pipe' ],
		} );
		child.stdout.setEncoding( 'utf8' ).on( 'data', print );
		child.stderr.setEncoding( 'utf8' ).on( 'data', print );
		child
			.once( 'error', reject )
			.once( 'close', ( code ) => resolve( code === 0 ) );
	} );
}

function scriptsNamed( pattern: RegExp ): string[] {
	const { scripts } = JSON.parse(
		readFileSync( join( repository, 'package.json' ), 'utf8' )
	) as { scripts: Record< string, string > };
	return Object.keys( scripts ).filter( ( name ) => pattern.test( name ) );
}

function hasFiles( folder: string, pattern: RegExp ): boolean {
	try {
		return readdirSync( join( repository, folder ) ).some( ( name ) =>
			pattern.test( name )
		);
	} catch {
		return false;
	}
}
