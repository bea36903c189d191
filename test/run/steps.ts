import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromiumBinary } from '../shop/binaries';
import { repository } from '../shop/paths';
import {
	chromium,
	php,
	shopRequirements,
	type Requirement,
} from '../shop/requirements';
import { stagePlugin } from '../shop/staging';
import { toolCache } from './caches';
import { shown } from './command';
import { phpTools } from './composer';
import { filesOf } from './extent';
import { shareOf } from './share';
import type { Asked, Run, Step } from './step';
import { counted, inShop, nodeTests } from './suites';
import { NOTHING, readJest, readJUnit, type Tally } from './tally';

const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };

/**
 * The long suites have two shops. Those of `npm test` are short enough for one
 * each beside the other steps, and the start of a shop is not paid for twice.
 */
const PARTS = 2;
const partsOf = ( { extent, files, specs }: Asked ) =>
	extent === 'usual' && files.length + specs.length === 0 ? 1 : PARTS;

const MINUTE = 60_000;

const nothing = (): readonly Requirement[] => [];
const forPhpTools = () => [ ...php, phpTools ];
const forShop = ( { ground }: Asked ) =>
	shopRequirements( ground.db, ground.server );

export const steps: readonly Step[] = [
	// npm ci has made them, and the contract may have changed since.
	check( 'schema', 'The types of the contract', { needs: nothing }, ( run ) =>
		shown( run, 'npm', [ 'run', '--silent', 'schema' ] )
	),
	check(
		'build',
		'Build',
		{ needs: nothing, after: [ 'schema' ] },
		async ( run ) => {
			await stagePlugin( run.log, { ifChanged: true } );
			return true;
		}
	),
	check( 'types', 'Types', { needs: nothing, after: [ 'schema' ] }, ( run ) =>
		shown( run, 'npm', [
			...[ 'run', '--silent', 'typecheck', '--', '--incremental' ],
			...[ '--tsBuildInfoFile', join( toolCache( 'tsc' ), 'info' ) ],
		] )
	),
	{
		name: 'lint',
		title: 'Lint',
		isThere: () => true,
		needs: forPhpTools,
		after: [ 'schema' ],
		limitMs: 8 * MINUTE,
		run: async ( run ) => {
			const outcomes = [ await shown( run, 'vendor/bin/phpcs', [] ) ];
			for ( const script of scriptsNamed( /^lint:/ ) ) {
				outcomes.push(
					await shown( run, 'npm', [
						...[ 'run', '--silent', script, '--' ],
						...lintCache( script ),
					] )
				);
			}
			const failed = outcomes.filter( ( isGood ) => ! isGood ).length;
			return { ...NOTHING, passed: outcomes.length - failed, failed };
		},
	},
	check( 'phpstan', 'PHPStan', { needs: forPhpTools }, ( run ) =>
		shown(
			run,
			'php',
			[
				// Halves the time that it takes the first time.
				...[
					'enable_cli=1',
					'jit=tracing',
					'jit_buffer_size=128M',
				].flatMap( ( setting ) => [ '-d', `opcache.${ setting }` ] ),
				'vendor/bin/phpstan',
				...[ 'analyse', '--no-progress', '--memory-limit=1G' ],
			],
			// It keeps its results there.
			{ TMPDIR: toolCache( 'phpstan' ) }
		)
	),
	{
		name: 'runner',
		title: 'What runs the tests',
		isThere: () => hasFiles( 'test/run', /\.test\.ts$/ ),
		needs: nothing,
		limitMs: 2 * MINUTE,
		run: ( run ) =>
			counted( 'runner', readJUnit, ( report ) =>
				nodeTests( run, namesIn( 'test/run', '.test.ts' ), report )
			),
	},
	{
		name: 'phpunit',
		title: 'PHPUnit',
		isThere: () => hasFiles( '.', /^phpunit\.xml(\.dist)?$/ ),
		needs: forPhpTools,
		after: [ 'build' ],
		limitMs: 5 * MINUTE,
		run: ( run ) =>
			counted( 'phpunit', readJUnit, ( report ) =>
				shown( run, 'vendor/bin/phpunit', [ '--log-junit', report ] )
			),
	},
	{
		name: 'ui',
		title: 'Jest: the screen and the build',
		isThere: () => hasFiles( '.', /^jest\.config\.js$/ ),
		needs: nothing,
		after: [ 'schema' ],
		limitMs: 10 * MINUTE,
		run: ( run ) =>
			counted( 'jest', readJest, ( report ) =>
				shown( run, 'npx', [
					'wp-scripts',
					'test-unit-js',
					'--json',
					`--cacheDirectory=${ toolCache( 'jest' ) }`,
					`--outputFile=${ report }`,
				] )
			),
	},
	{
		name: 'contract',
		title: 'What is relied on, on WooCommerce and on the stand-in',
		isThere: () => hasFiles( 'test/contract', /\.test\.ts$/ ),
		// Its shops have a database of their own choice.
		needs: () => shopRequirements(),
		after: [ 'build' ],
		limitMs: 8 * MINUTE,
		run: ( run ) =>
			counted( 'contract', readJUnit, ( report ) =>
				nodeTests(
					run,
					namesIn( 'test/contract', '.test.ts' ),
					report,
					{
						CONTRACT_WOOCOMMERCE: run.ground.woocommerce ?? '',
						CONTRACT_WORDPRESS: run.ground.wordpress ?? '',
					}
				)
			),
	},
	{
		name: 'http',
		title: 'The webhook endpoint and the history, over HTTP',
		isThere: () => hasFiles( 'test/http', /\.test\.ts$/ ),
		needs: forShop,
		after: [ 'build' ],
		limitMs: 20 * MINUTE,
		parts: partsOf,
		run: async ( run ) => {
			const files = filesFor(
				run,
				'http',
				'test/http',
				'.test.ts',
				run.files
			);
			// Without a file, a part would report no tests.
			const parts = Math.min( partsOf( run ), files.length );
			if ( run.part > parts ) {
				return NOTHING;
			}
			const sizes = new Map(
				files.map( ( file ) => [
					file,
					statSync( join( repository, file ) ).size,
				] )
			);
			return inShop( 'http', run, ( report, env ) =>
				nodeTests( run, shareOf( sizes, run.part, parts ), report, env )
			);
		},
	},
	{
		name: 'e2e',
		title: 'The screen, in Chromium',
		isThere: () => hasFiles( 'test/e2e', /\.spec\.ts$/ ),
		needs: ( asked ) => [ ...forShop( asked ), ...chromium ],
		after: [ 'build' ],
		limitMs: 25 * MINUTE,
		parts: partsOf,
		run: async ( run ) => {
			const specs = filesFor(
				run,
				'e2e',
				'test/e2e',
				'.spec.ts',
				run.specs
			);
			// A few files are not worth a second shop.
			const parts = specs.length > 2 ? partsOf( run ) : 1;
			if ( run.part > parts ) {
				return NOTHING;
			}
			const executable = await chromiumBinary();
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
						`--shard=${ run.part }/${ parts }`,
						...specs,
						'--reporter=list,junit',
					],
					{
						...env,
						CHROMIUM: executable,
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
	more: Pick< Step, 'needs' | 'after' >,
	holds: ( run: Run ) => Promise< boolean >
): Step {
	return {
		name,
		title,
		isThere: () => true,
		...more,
		limitMs: 8 * MINUTE,
		run: async ( run ) => ( ( await holds( run ) ) ? PASSED : FAILED ),
	};
}

/** The files of a suite: those that were named, else those of the extent. */
function filesFor(
	{ extent }: Run,
	step: string,
	folder: string,
	ending: string,
	named: readonly string[]
): string[] {
	const names = namesIn( folder, ending ).map( ( path ) =>
		basename( path, ending )
	);
	const unknown = named.filter( ( name ) => ! names.includes( name ) );
	if ( unknown.length > 0 ) {
		throw new Error( `${ folder } has no ${ unknown.join( ', ' ) }.` );
	}
	return ( named.length > 0 ? named : filesOf( extent, step, names ) ).map(
		( name ) => join( folder, name + ending )
	);
}

function namesIn( folder: string, ending: string ): string[] {
	return readdirSync( join( repository, folder ) )
		.filter( ( name ) => name.endsWith( ending ) )
		.map( ( name ) => join( folder, name ) );
}

/** Arguments by which a linter keeps what it has found good. */
function lintCache( script: string ): string[] {
	switch ( script ) {
		case 'lint:js':
			return [
				...[ '--cache', '--cache-strategy', 'content' ],
				...[ '--cache-location', `${ toolCache( 'eslint' ) }/` ],
			];
		case 'lint:format':
			return [
				...[ '--cache', '--cache-strategy', 'content' ],
				...[
					'--cache-location',
					join( toolCache( 'prettier' ), 'cache' ),
				],
			];
		default:
			return [];
	}
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
