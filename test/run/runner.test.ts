/** What `npm test` itself promises: installed once and first, and no number that looks whole and is not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
	chmod,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rm,
	writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aptGet, firstAlternative } from '../shop/apt';
import { isOutgrown, pingCommand, stopCommand } from '../shop/advice';
import { repository } from '../shop/paths';
import { chromium, provide, type Requirement } from '../shop/requirements';
import { runs } from '../shop/run';
import { shown } from './command';
import { filesOf } from './extent';
import { shareOf } from './share';
import { runSteps, type Options } from './side-by-side';
import type { Asked, Row, Step } from './step';
import { steps } from './steps';
import { closingLine, describeRows, isGood } from './summary';
import { nodeTests } from './suites';
import { describeAgain, NOTHING, readJUnit } from './tally';

const ASKED: Asked = { ground: {}, extent: 'usual', files: [], specs: [] };
const silent = () => {};

function step( name: string, more: Partial< Step > = {} ): Step {
	return {
		name,
		title: `The ${ name }`,
		isThere: () => true,
		needs: () => [],
		limitMs: 60_000,
		run: async () => ( { ...NOTHING, passed: 3 } ),
		...more,
	};
}

function requirement( what: string, isThere: boolean ): Requirement {
	return {
		what,
		isThere: async () => isThere,
		provide: () => Promise.reject( new Error( 'the registry is away' ) ),
	};
}

function runQuietly(
	chosen: readonly Step[],
	options: Options = {}
): Promise< Row[] > {
	return runSteps( chosen, ASKED, { print: silent, ...options } );
}

describe( 'What the steps need', () => {
	test( 'is brought once, however many steps need it', async () => {
		let count = 0;
		const needed: Requirement = {
			what: 'Something',
			isThere: async () => count > 0,
			provide: async () => void count++,
		};
		const missing = await provide( [ needed, needed ], silent );
		assert.equal( count, 1 );
		assert.deepEqual( missing, [] );
	} );

	test( 'is declared with the step: Chromium, and the servers of the shop that was asked for', () => {
		const e2e = steps.find( ( { name } ) => name === 'e2e' );
		assert.ok( e2e );
		const needs = e2e.needs( {
			...ASKED,
			ground: { db: 'mariadb', server: 'fpm' },
		} );
		assert.ok( chromium.every( ( one ) => needs.includes( one ) ) );
		const words = needs.map( ( { what } ) => what ).join();
		for ( const what of [ 'MariaDB', 'nginx', 'php-fpm', 'mysqli' ] ) {
			assert.match( words, new RegExp( what ) );
		}
	} );

	test( 'and cannot be had keeps that step from running, and no other; the summary says how many tests did not run', async () => {
		const absent = requirement( 'Chromium', false );
		let hasRun = false;
		const chosen = [
			step( 'unit' ),
			step( 'browser', {
				needs: () => [ absent ],
				parts: () => 2,
				run: async () => {
					hasRun = true;
					return { ...NOTHING, passed: 61 };
				},
			} ),
		];
		const missing = await provide(
			chosen.flatMap( ( one ) => one.needs( ASKED ) ),
			silent
		);
		const rows = await runQuietly( chosen, {
			missing,
			testsOf: ( { name } ) => ( name === 'browser' ? 122 : 3 ),
		} );
		assert.equal( hasRun, false );
		assert.equal(
			closingLine( rows ),
			'3 passed, 0 failed, 0 skipped, 1 step not run, or not whole (about 122 tests): The browser'
		);
		assert.match(
			describeRows( rows ),
			/Did not run: The browser, part 1 of 2: Chromium: the registry is away/
		);
		assert.equal( isGood( rows ), false );
	} );
} );

describe( 'A step', () => {
	test( 'that breaks before its tests is not a failed test', async () => {
		const rows = await runQuietly( [
			step( 'unit' ),
			step( 'shop', {
				run: () => Promise.reject( new Error( 'no port is free' ) ),
			} ),
		] );
		assert.equal(
			closingLine( rows ),
			'3 passed, 0 failed, 0 skipped, 1 step not run, or not whole (more than 0 tests): The shop'
		);
		assert.match(
			describeRows( rows ),
			/Did not run: The shop: no port is free/
		);
		assert.equal( isGood( rows ), false );
	} );

	test( 'that hangs is ended, with what it started', async () => {
		const folder = await mkdtemp( join( tmpdir(), 'runner-' ) );
		const pidFile = join( folder, 'pid' );
		const rows = await runQuietly( [
			step( 'slow', {
				limitMs: 1_500,
				run: async ( run ) => {
					await shown( run, 'sh', [
						'-c',
						'sleep 60 & echo $! > "$0"; wait',
						pidFile,
					] );
					return { ...NOTHING, passed: 1 };
				},
			} ),
		] );
		const pid = ( await readFile( pidFile, 'utf8' ) ).trim();
		await rm( folder, { recursive: true } );
		assert.match(
			describeRows( rows ),
			/Did not run: The slow: Its time was up after 1.5 seconds/
		);
		assert.equal( isGood( rows ), false );
		// A zombie is dead, too.
		assert.equal(
			await runs( 'sh', [
				'-c',
				'ps -o stat= -p "$0" | grep -qv "^Z"',
				pid,
			] ),
			false
		);
	} );

	test( 'that runs whole says so', async () => {
		const rows = await runQuietly( [ step( 'unit', { parts: () => 2 } ) ] );
		assert.equal(
			closingLine( rows ),
			'6 passed, 0 failed, 0 skipped, 0 steps not run'
		);
		assert.equal( isGood( rows ), true );
	} );
} );

describe( 'Steps', () => {
	test( 'run two at a time, each after those that it waits for', async () => {
		const log: string[] = [];
		let atOnce = 0;
		const slow = ( name: string, ms: number, more: Partial< Step > = {} ) =>
			step( name, {
				run: async () => {
					log.push( `${ name } begins` );
					atOnce++;
					assert.ok( atOnce <= 2 );
					await sleep( ms );
					atOnce--;
					log.push( `${ name } ends` );
					return { ...NOTHING, passed: 1 };
				},
				...more,
			} );
		const rows = await runQuietly( [
			slow( 'free', 20 ),
			slow( 'shops', 20, {
				parts: () => 2,
				after: [ 'build', 'absent' ],
			} ),
			slow( 'build', 100 ),
		] );
		assert.deepEqual( log.slice( 0, 4 ), [
			'build begins',
			'free begins',
			'free ends',
			'build ends',
		] );
		assert.deepEqual(
			log.slice( 4 ).map( ( line ) => line.split( ' ' )[ 0 ] ),
			Array( 4 ).fill( 'shops' )
		);
		assert.deepEqual(
			rows.map( ( row ) => row.step.name ),
			[ 'free', 'shops', 'build' ]
		);
		assert.equal(
			closingLine( rows ),
			'4 passed, 0 failed, 0 skipped, 0 steps not run'
		);
	} );
} );

describe( 'apt', () => {
	const { PATH } = process.env;
	let folder: string;

	before( async () => {
		folder = await mkdtemp( join( tmpdir(), 'apt-' ) );
	} );
	after( async () => {
		process.env[ 'PATH' ] = PATH;
		await rm( folder, { recursive: true } );
	} );

	async function stub( script: string ): Promise< void > {
		await writeFile(
			join( folder, 'apt-get' ),
			`#!/bin/sh\ncd '${ folder }'\necho "$@" >> calls\n${ script }\n`
		);
		await chmod( join( folder, 'apt-get' ), 0o755 );
		await rm( join( folder, 'calls' ), { force: true } );
		process.env[ 'PATH' ] = `${ folder }:${ PATH }`;
	}

	/** An apt-cache that knows only this package. */
	async function stubCache( known: string ): Promise< void > {
		await writeFile(
			join( folder, 'apt-cache' ),
			`#!/bin/sh\n[ "$2" = '${ known }' ]\n`
		);
		await chmod( join( folder, 'apt-cache' ), 0o755 );
	}

	const calls = async () =>
		( await readFile( join( folder, 'calls' ), 'utf8' ) )
			.trim()
			.split( '\n' );

	const LOCKED =
		'echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 42 (apt-get)" >&2; exit 100';

	test( 'is asked to wait for the lock of dpkg, and asked again where another has the one of its lists', async () => {
		await stub( `[ $(wc -l < calls) -gt 2 ] || { ${ LOCKED }; }` );
		const said: string[] = [];
		await aptGet( [ 'update' ], ( line ) => said.push( line ), {
			everyMs: 10,
		} );
		assert.deepEqual(
			await calls(),
			Array( 3 ).fill( '-o DPkg::Lock::Timeout=300 update' )
		);
		assert.deepEqual( said, [
			'Another apt is at work; waiting for it …',
		] );
	} );

	test( 'that never gets its lock is given up, with what it said', async () => {
		await stub( LOCKED );
		await assert.rejects(
			aptGet( [ 'update' ], silent, { waitForMs: 200, everyMs: 50 } ),
			/Could not get lock/
		);
	} );

	test( 'that fails for another reason is not asked again', async () => {
		await stub( 'echo "E: Unable to locate package x" >&2; exit 100' );
		await assert.rejects(
			aptGet( [ 'install', 'x' ], silent ),
			/Unable to locate package x/
		);
		assert.equal( ( await calls() ).length, 1 );
	} );

	test( 'takes the first alternative of a package that this release has, else the last', async () => {
		process.env[ 'PATH' ] = `${ folder }:${ PATH }`;
		for ( const [ known, taken ] of [
			[ 'headless-shell', 'headless-shell' ],
			[ 'chromium', 'chromium' ],
			[ 'neither', 'chromium' ],
		] as const ) {
			await stubCache( known );
			assert.equal(
				await firstAlternative( 'headless-shell|chromium' ),
				taken
			);
		}
		assert.equal( await firstAlternative( 'nginx-light' ), 'nginx-light' );
	} );

	test( 'as this machine has it is waited for', async ( t ) => {
		process.env[ 'PATH' ] = PATH;
		if ( ! ( await runs( 'apt-get' ) ) ) {
			t.skip( 'There is no apt here' );
			return;
		}
		// A source that does not answer keeps an apt, with lists of its own, at work.
		let release = silent;
		const released = new Promise< void >( ( resolve ) => {
			release = resolve;
		} );
		let asked = silent;
		const isAsked = new Promise< void >( ( resolve ) => {
			asked = resolve;
		} );
		const server = createServer( async ( _, response ) => {
			asked();
			await released;
			response.writeHead( 404 ).end();
		} ).listen( 0, '127.0.0.1' );
		await once( server, 'listening' );
		const { port } = server.address() as AddressInfo;
		for ( const name of [ 'lists/partial', 'cache/archives/partial' ] ) {
			await mkdir( join( folder, name ), { recursive: true } );
		}
		await writeFile( join( folder, 'status' ), '' );
		await writeFile(
			join( folder, 'slow.list' ),
			`deb [trusted=yes] http://127.0.0.1:${ port }/ x main\n`
		);
		await writeFile( join( folder, 'empty.list' ), '' );
		const update = ( list: string ) => [
			...[
				'Acquire::http::Proxy=DIRECT',
				'APT::Sandbox::User=',
				'APT::Update::Post-Invoke-Success=',
				`Dir::Cache=${ join( folder, 'cache' ) }`,
				`Dir::Etc::SourceList=${ join( folder, list ) }`,
				'Dir::Etc::SourceParts=/dev/null',
				`Dir::State::Lists=${ join( folder, 'lists' ) }`,
				`Dir::State::Status=${ join( folder, 'status' ) }`,
			].flatMap( ( option ) => [ '-o', option ] ),
			'update',
		];
		const said: string[] = [];
		try {
			const first = aptGet( update( 'slow.list' ), silent ).catch(
				silent
			);
			await isAsked;
			const second = aptGet(
				update( 'empty.list' ),
				( line ) => said.push( line ),
				{ everyMs: 100 }
			);
			await sleep( 500 );
			release();
			await Promise.all( [ first, second ] );
		} finally {
			release();
			server.close();
		}
		assert.deepEqual( said, [
			'Another apt is at work; waiting for it …',
		] );
	} );
} );

test( 'every file that extent.ts names is there', async () => {
	for ( const [ suite, ending ] of [
		[ 'http', '.test.ts' ],
		[ 'e2e', '.spec.ts' ],
	] as const ) {
		const names = ( await readdir( join( repository, 'test', suite ) ) )
			.filter( ( name ) => name.endsWith( ending ) )
			.map( ( name ) => name.slice( 0, -ending.length ) );
		assert.notDeepEqual( filesOf( 'rest', suite, names ), [] );
	}
} );

test( 'a file that extent.ts names and is gone is an error, not a file more in every run', () => {
	assert.throws(
		() => filesOf( 'usual', 'e2e', [ 'monday', 'accessibility' ] ),
		/languages.*which e2e does not have/
	);
} );

test( 'files are shared evenly, each to one part', () => {
	const sizes = new Map( [
		[ 'a', 9 ],
		[ 'b', 5 ],
		[ 'c', 4 ],
		[ 'd', 1 ],
	] );
	assert.deepEqual( shareOf( sizes, 1, 2 ), [ 'a', 'd' ] );
	assert.deepEqual( shareOf( sizes, 2, 2 ), [ 'b', 'c' ] );
} );

describe( 'A test that fails on a build server', () => {
	let folder = '';
	before( async () => {
		folder = await mkdtemp( join( tmpdir(), 'second-try-' ) );
	} );
	after( () => rm( folder, { recursive: true } ) );

	/** Fails until there is a file beside it, which it makes at the first try where it is to pass at the second. */
	async function runTwice( name: string, passes: boolean, isBusy = true ) {
		const file = join( folder, `${ name }.test.mjs` );
		const mark = JSON.stringify( join( folder, `${ name }.mark` ) );
		await writeFile(
			file,
			`import { test } from 'node:test';
			import { existsSync, writeFileSync } from 'node:fs';
			test( 'sound', () => {} );
			test( 'shaky', () => {
				if ( ! existsSync( ${ mark } ) ) {
					${ passes ? `writeFileSync( ${ mark }, '' );` : '' }
					throw new Error( 'not now' );
				}
			} );`
		);
		const report = join( folder, `${ name }.xml` );
		// A test runner within a test runs nothing, unless it does not know.
		const { CI, NODE_TEST_CONTEXT, ...env } = process.env;
		process.env = isBusy ? { ...env, CI: 'true' } : env;
		try {
			const passed = await nodeTests(
				{
					...ASKED,
					log: silent,
					print: silent,
					part: 1,
					signal: new AbortController().signal,
				},
				[ file ],
				report
			);
			return { passed, tally: await readJUnit( report ) };
		} finally {
			Object.assign( process.env, {
				...( CI !== undefined && { CI } ),
				...( NODE_TEST_CONTEXT !== undefined && { NODE_TEST_CONTEXT } ),
			} );
		}
	}

	test( 'has a second try, and is named when that passes', async () => {
		const { passed, tally } = await runTwice( 'once', true );
		assert.equal( passed, true );
		assert.equal( tally.passed, 2 );
		assert.equal( tally.failed, 0 );
		assert.deepEqual( describeAgain( tally ), [
			'Passed at the second try: shaky',
		] );
	} );

	test( 'fails when that fails too', async () => {
		const { passed, tally } = await runTwice( 'always', false );
		assert.equal( passed, false );
		assert.equal( tally.failed, 1 );
		assert.deepEqual( describeAgain( tally ), [] );
	} );

	test( 'fails at once on the machine of a person', async () => {
		const { passed, tally } = await runTwice( 'here', true, false );
		assert.equal( passed, false );
		assert.equal( tally.failed, 1 );
	} );
} );

describe( 'npm start', () => {
	test( 'prints the commands that call and end the shop it started', () => {
		assert.equal( stopCommand( 'demo' ), 'npm stop' );
		assert.equal( stopCommand( 'x' ), 'npm stop -- --name=x' );
		assert.equal( pingCommand( 'demo' ), 'npm run telaris -- ping' );
		assert.equal( pingCommand( 'x' ), 'npm run telaris -- ping --shop=x' );
	} );

	test( 'leaves the stand-in once there is a WooCommerce', () => {
		const on = ( standIn: boolean ) =>
			( { ground: { standIn } } ) as Parameters< typeof isOutgrown >[ 0 ];
		assert.equal( isOutgrown( on( true ), {}, '11.0.1' ), true );
		assert.equal( isOutgrown( on( true ), {}, null ), false );
		assert.equal( isOutgrown( on( false ), {}, '11.0.1' ), false );
		assert.equal( isOutgrown( null, {}, '11.0.1' ), false );
		assert.equal(
			isOutgrown( on( true ), { standIn: true }, '11.0.1' ),
			false
		);
	} );
} );
