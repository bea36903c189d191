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

/** What a step has to go by. */
export interface Run {
	/** The ground of the shops that it starts. */
	readonly ground: Omit< ShopOptions, 'name' >;
	readonly log: Log;
}

export interface Step {
	/** For --only. */
	readonly name: string;
	readonly title: string;
	/** A step whose files are not there is not listed. */
	readonly isThere: () => boolean;
	/** Throws, or gives failed tests, where something is wrong. */
	readonly run: ( run: Run ) => Promise< Tally >;
}

const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };

/** Reports of the test runners. Not in test-results/, which Playwright empties. */
const reports = join( shopsFolder, '.reports' );

/** The ports that test shops look from; away from the demo shop's. */
const FIRST_PORT = { http: 8890, e2e: 8895 };

export const steps: readonly Step[] = [
	check( 'build', 'Build', async ( { log } ) => {
		await stagePlugin( log, { ifChanged: true } );
		return true;
	} ),
	check( 'types', 'Types', () =>
		shown( 'npm', [ 'run', '--silent', 'typecheck' ] )
	),
	{
		name: 'lint',
		title: 'Lint',
		isThere: () => true,
		run: async () => {
			const outcomes = [ await shown( 'vendor/bin/phpcs', [] ) ];
			for ( const script of scriptsNamed( /^lint:/ ) ) {
				outcomes.push(
					await shown( 'npm', [ 'run', '--silent', script ] )
				);
			}
			const failed = outcomes.filter( ( isGood ) => ! isGood ).length;
			return { ...NOTHING, passed: outcomes.length - failed, failed };
		},
	},
	check( 'phpstan', 'PHPStan', () =>
		shown( 'vendor/bin/phpstan', [
			'analyse',
			'--no-progress',
			'--memory-limit=1G',
		] )
	),
	{
		name: 'phpunit',
		title: 'PHPUnit',
		isThere: () => hasFiles( '.', /^phpunit\.xml(\.dist)?$/ ),
		run: () =>
			counted( 'phpunit', readJUnit, ( report ) =>
				shown( 'vendor/bin/phpunit', [ '--log-junit', report ] )
			),
	},
	{
		name: 'ui',
		title: 'Jest: the screen and the build',
		isThere: () => hasFiles( '.', /^jest\.config\.js$/ ),
		run: () =>
			counted( 'jest', readJest, ( report ) =>
				shown( 'npx', [
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
		run: () =>
			counted( 'contract', readJUnit, ( report ) =>
				nodeTests( 'test/contract', report )
			),
	},
	{
		name: 'http',
		title: 'The door and the history, over HTTP',
		isThere: () => hasFiles( 'test/http', /\.test\.ts$/ ),
		run: ( run ) =>
			inShop( 'http', run, ( report, env ) =>
				nodeTests( 'test/http', report, env )
			),
	},
	{
		name: 'e2e',
		title: 'The screen, in Chromium',
		isThere: () => hasFiles( 'test/e2e', /\.spec\.ts$/ ),
		run: async ( run ) => {
			const chromium = await requireChromium( run.log );
			return inShop( 'e2e', run, ( report, env ) =>
				shown(
					'npx',
					[
						'playwright',
						'test',
						'--project=e2e',
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
	{ ground, log }: Run,
	suite: (
		report: string,
		env: Record< string, string >
	) => Promise< boolean >
): Promise< Tally > {
	await stagePlugin( log, { ifChanged: true } );
	const shop = await startShop( {
		...ground,
		name: `test-${ name }`,
		port: FIRST_PORT[ name ],
		probe: true,
		fresh: true,
		log,
	} );
	try {
		const tally = await counted( name, readJUnit, ( report ) =>
			suite( report, { TELARIS_SHOP: shop.name } )
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
	folder: string,
	report: string,
	env: Record< string, string > = {}
): Promise< boolean > {
	const files = readdirSync( join( repository, folder ) )
		.filter( ( name ) => name.endsWith( '.test.ts' ) )
		.map( ( name ) => join( folder, name ) );
	return shown(
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

/** Runs a command whose output people see; is it content? */
function shown(
	command: string,
	args: readonly string[],
	env: Record< string, string > = {}
): Promise< boolean > {
	return new Promise( ( resolve, reject ) => {
		spawn( command, args, {
			cwd: repository,
			env: { ...process.env, ...env },
			stdio: [ 'ignore', 'inherit', 'inherit' ],
		} )
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
