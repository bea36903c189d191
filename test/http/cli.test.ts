/** WP-CLI: what each command does, and that docs/cli.md is its real help. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import {
	assertCompletedOnce,
	assertUntouched,
	newSubject,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';

const DOCUMENT = path.join( __dirname, '../../docs/cli.md' );

const suite = attach();
let failed: Subject;
let waiting: Subject;
let notification = 0;

before( async () => {
	await suite.ready;
	failed = await newSubject( suite, { status: 'cancelled' } );
	const { json } = await suite.endpoint.send( failed.invoiced );
	notification = json.notification_id;
	waiting = await newSubject( suite );
} );

/** What a command prints. */
const telaris = ( ...args: string[] ) =>
	suite.shop.wp( [ 'telaris', ...args ] );

/** Fails unless a command ends with an exit code other than 0, and says why. */
const refuses = ( reason: RegExp, ...args: string[] ) =>
	assert.rejects( telaris( ...args ), reason );

describe( 'wp telaris', () => {
	test( 'notification list filters, and prints what is asked for', async () => {
		const rows = JSON.parse(
			await telaris(
				'notification',
				'list',
				'--state=failed',
				`--search=${ failed.telarisOrder }`,
				'--fields=id,order_id,code',
				'--format=json'
			)
		);
		assert.deepEqual( rows, [
			{
				id: notification,
				order_id: String( failed.id ),
				code: 'status_not_allowed',
			},
		] );
		assert.equal(
			await telaris(
				'notification',
				'list',
				'--search=0-0',
				'--format=count'
			),
			'0'
		);
	} );

	test( 'hold keeps everything back, and releases an order once', async () => {
		await telaris( 'hold', 'on' );
		try {
			assert.match( await telaris( 'hold', 'status' ), /^Hold is on\./ );
			const held = await newSubject( suite );
			for ( const message of [ held.invoiced, held.invoiced ] ) {
				const { json } = await suite.endpoint.send( message );
				assert.equal( json.code, 'held' );
			}
			assert.match(
				await telaris( 'hold', 'off' ),
				/Success: What comes from now on is done again\.\n1 order waits/
			);
			await assertUntouched( suite, held.id );
			const said = await telaris( 'hold', 'release', '--yes' );
			assert.match( said, /would be set to Completed/ );
			assert.match( said, /Set to Completed/ );
			await assertCompletedOnce( suite, held.id );
			assert.match(
				await telaris( 'hold', 'release', '--yes' ),
				/Success: Nothing waits/
			);
			assert.match(
				await telaris( 'hold', 'status' ),
				/\n0 orders wait/
			);
		} finally {
			await telaris( 'hold', 'off' );
		}
	} );

	test( 'notification get shows every attempt', async () => {
		const { tried, ...row } = JSON.parse(
			await telaris(
				'notification',
				'get',
				String( notification ),
				'--format=json'
			)
		);
		assert.equal( row.state, 'failed' );
		assert.equal( tried[ 0 ].trigger, 'telaris' );
		await refuses(
			/no notification 99999999/,
			'notification',
			'get',
			'99999999'
		);
	} );

	test( 'notification resend says first, then does, and fails where it could not', async () => {
		const id = String( notification );
		assert.match(
			await telaris( 'notification', 'resend', id, '--dry-run' ),
			/blocked/
		);
		await refuses( /0 of 1/, 'notification', 'resend', id );
		assert.equal(
			( await suite.probe.order( failed.id ) ).status,
			'cancelled'
		);
		assert.match(
			await telaris(
				'notification',
				'resend',
				id,
				'--complete-anyway',
				'--no-email'
			),
			/1 of 1 are Completed/
		);
		assert.equal(
			( await suite.probe.order( failed.id ) ).status,
			'completed'
		);
		await refuses( /nothing to re-send/, 'notification', 'resend', id );
	} );

	test( 'link set, get and delete', async () => {
		const { id, telarisOrder } = waiting;
		await refuses( /not linked/, 'link', 'get', String( id ) );
		await telaris( 'link', 'set', String( id ), telarisOrder );
		assert.equal(
			await telaris( 'link', 'get', String( id ) ),
			telarisOrder
		);
		assert.equal(
			await telaris( 'link', 'get', telarisOrder, '--telaris' ),
			String( id )
		);
		await telaris( 'link', 'delete', String( id ) );
		await refuses( /not linked/, 'link', 'delete', String( id ) );
	} );

	test( 'secret, key, status, prune and export', async () => {
		await refuses( /no such secret/, 'secret', 'revoke', 'deadbeef' );
		await refuses( /no such API key/, 'key', 'mark', '99999999' );
		const status = JSON.parse( await telaris( 'status', '--format=json' ) );
		assert.ok(
			status.some( ( { name }: { name: string } ) => name === 'awaiting' )
		);
		assert.match( await telaris( 'prune' ), /180 days/ );
		const csv = await telaris(
			'export',
			`--search=${ failed.telarisOrder }`
		);
		assert.equal( csv.split( '\n' ).length, 2 );
		assert.ok( csv.includes( failed.invoiceNumber ) );
	} );
} );

/** The database refuses what touches a table of the plugin. */
const REFUSED =
	"WP_CLI::add_wp_hook( 'query', fn( $sql ) => preg_match( '/_telaris_(?!for)/', $sql ) ? 'SELECT the_probe_makes_this_query_fail' : $sql );";

test( 'where the database refuses, a command says so in one line, with exit code 1', async () => {
	// One of each group: what says it stands around a group.
	for ( const command of [
		[ 'status' ],
		[ 'notification', 'get', String( notification ) ],
		[ 'link', 'get', String( waiting.id ) ],
		[ 'hold', 'release' ],
		[ 'secret', 'list' ],
		[ 'run' ],
	] ) {
		const refused = await suite.shop
			.wp( [ `--exec=${ REFUSED }`, 'telaris', ...command ] )
			.then( String, ( error: Error ) => error.message );
		const [ label, ...said ] = refused.split( '\n' );
		assert.match( label ?? '', /ended with 1$/, refused );
		assert.equal( said.length, 1, refused );
		assert.match(
			said.join(),
			command[ 0 ] === 'run'
				? /^Error: It was cut short/
				: /^Error: The database refused/
		);
	}
} );

/** `wp cli cmd-dump` knows no commands of plug-ins. */
const DUMP = `$dump = static function ( $command ) use ( &$dump ) {
	return array(
		'name'        => $command->get_name(),
		'description' => $command->get_shortdesc(),
		'longdesc'    => $command->get_longdesc(),
		'synopsis'    => $command->get_synopsis(),
		'subcommands' => array_map( $dump, array_values( $command->get_subcommands() ) ),
	);
};
$names = array( 'telaris' );
echo json_encode( $dump( WP_CLI::get_root_command()->find_subcommand( $names ) ) );`;

interface Command {
	readonly name: string;
	readonly description: string;
	readonly longdesc?: string;
	readonly synopsis?: string;
	readonly subcommands?: readonly Command[];
}

/** Writes a command and those below it as Markdown. */
function described( command: Command, parent: string ): string[] {
	const name = `${ parent } ${ command.name }`;
	if ( command.subcommands?.length ) {
		return command.subcommands.flatMap( ( below ) =>
			described( below, name )
		);
	}
	const help = [
		`${ name } ${ command.synopsis ?? '' }`.trim(),
		'',
		command.longdesc?.split( '\n## GLOBAL PARAMETERS' )[ 0 ]?.trim() ?? '',
	];
	return [
		`## ${ name }`,
		'',
		command.description,
		'',
		'```text',
		help.join( '\n' ).trim(),
		'```',
		'',
	];
}

test( 'docs/cli.md is the help of WP-CLI', async () => {
	const command = JSON.parse(
		await suite.shop.wp( [ 'eval', DUMP ] )
	) as Command;
	const text = [
		'# WP-CLI',
		'',
		'The help of `wp telaris`, as `wp help telaris …` shows it. Everything that completes an order takes the same path as Telaris’s own call. In a copy of the shop that nobody confirmed, nothing is completed.',
		'',
		'This file is written by a test: `UPDATE_DOCUMENTS=1` makes it anew.',
		'',
		...described( command, 'wp' ),
	].join( '\n' );
	if ( process.env[ 'UPDATE_DOCUMENTS' ] ) {
		await writeFile( DOCUMENT, text );
	}
	assert.equal( await readFile( DOCUMENT, 'utf8' ), text );
} );
