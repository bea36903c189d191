/** A batch of a hundred: its memory stays flat, and dying in the middle doubles nothing. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Answer } from '../telaris/types';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	customerEmails,
	eventually,
	newSubjects,
} from './support/orders';
import { attach } from './support/suite';
import { heal } from './support/time';

const MIB = 1024 * 1024;

const suite = attach();
const meter = new FixturePlugIn( suite, 'meter' );
const file = () => path.join( suite.shop.folder, 'peaks.txt' );

before( async () => {
	await suite.ready;
	await rm( file(), { force: true } );
	await meter.install( `
		if ( isset( $_SERVER['HTTP_X_METER'] ) ) {
			register_shutdown_function( static function () {
				file_put_contents( ${ JSON.stringify( file() ) }, $_SERVER['HTTP_X_METER'] . ' ' . memory_get_peak_usage() . "\\n", FILE_APPEND );
			} );
		}` );
} );

after( () => meter.remove() );

/** Sends a batch until every item was begun. */
async function sendAll(
	items: { id: string }[],
	headers: Record< string, string > = {}
): Promise< Answer[] > {
	const answers = new Map< string, Answer >();
	for ( let round = 0; round < 10 && answers.size < items.length; round++ ) {
		const { json, text, status } = await suite.endpoint.send(
			{
				notifications: items.filter(
					( { id } ) => ! answers.has( id )
				),
			},
			{ route: '/notifications/batch', headers }
		);
		assert.equal( status, 200, text.slice( 0, 500 ) );
		for ( const answer of json.results as Answer[] ) {
			if ( ( answer.code as string ) !== 'not_attempted' ) {
				answers.set( answer.id ?? '', answer );
			}
		}
	}
	return [ ...answers.values() ];
}

/** The most memory that a request with this name needed, in bytes. */
async function peakOf( name: string ): Promise< number > {
	const peaks = await eventually(
		async () =>
			( await readFile( file(), 'utf8' ).catch( () => '' ) )
				.split( '\n' )
				.map( ( line ) => line.split( ' ' ) )
				.filter( ( [ whose ] ) => whose === name )
				.map( ( [ , bytes ] ) => Number( bytes ) ),
		( found ) => found.length > 0
	);
	return Math.max( ...peaks );
}

test( 'a hundred orders need at most 16 MiB more than one', async ( t ) => {
	const [ first, ...hundred ] = await newSubjects( suite, 101 );
	assert.ok( first );
	const single = await sendAll( [ { id: newId(), ...first.invoiced } ], {
		'x-meter': 'single',
	} );
	assert.deepEqual(
		single.map( ( { code } ) => code ),
		[ 'completed' ]
	);
	const answers = await sendAll(
		hundred.map( ( { invoiced } ) => ( { id: newId(), ...invoiced } ) ),
		{ 'x-meter': 'hundred' }
	);
	assert.deepEqual(
		[ ...new Set( answers.map( ( { code } ) => code ) ) ],
		[ 'completed' ]
	);
	assert.equal( answers.length, 100 );
	const [ one, many ] = [
		await peakOf( 'single' ),
		await peakOf( 'hundred' ),
	];
	const more = ( many - one ) / MIB;
	t.diagnostic(
		`One: ${ ( one / MIB ).toFixed( 1 ) } MiB; a hundred: ${ more.toFixed( 1 ) } MiB more`
	);
	assert.ok( more <= 16, `${ more.toFixed( 1 ) } MiB more` );
} );

test( 'killed half-way and sent again, nothing is doubled', async () => {
	const subjects = await newSubjects( suite, 12 );
	const items = subjects.map( ( { invoiced } ) => ( {
		id: newId(),
		...invoiced,
	} ) );
	await suite.probe.faults( {
		kill_query: {
			pattern: '^\\s*(INSERT|UPDATE|DELETE|REPLACE|COMMIT)',
			nth: 90,
		},
		path: 'wc-telaris',
		times: 1,
	} );
	await suite.endpoint
		.send(
			{ notifications: items },
			{ route: '/notifications/batch', raw: true }
		)
		.catch( () => undefined );
	await suite.probe.clearFaults();
	const completed = async () => {
		let count = 0;
		for ( const { id } of subjects ) {
			const { status } = await suite.probe.order( id );
			count += status === 'completed' ? 1 : 0;
		}
		return count;
	};
	const done = await completed();
	assert.ok(
		done > 0 && done < subjects.length,
		`${ done } of ${ subjects.length } were done when it died`
	);

	await heal( suite );
	const answers = await sendAll( items );
	assert.equal( answers.length, subjects.length );
	await heal( suite );
	assert.equal( await completed(), subjects.length );
	let uncertain = 0;
	for ( const subject of subjects ) {
		const seen = await suite.probe.order( subject.id );
		const answer = answers.find(
			( { id } ) => id === items[ subjects.indexOf( subject ) ]?.id
		);
		if (
			[ 'side_effects_uncertain', 'email_unknown' ].includes(
				answer?.code ?? ''
			)
		) {
			// The one in whose middle it died: a person is told.
			uncertain++;
			assert.ok( seen.hooks.completed <= 1 );
			assert.ok( customerEmails( seen ).length <= 1 );
		} else {
			await assertCompletedOnce( suite, subject.id );
		}
	}
	assert.ok(
		uncertain <= 1,
		`${ uncertain } are uncertain: ${ JSON.stringify( answers.map( ( { code } ) => code ) ) }`
	);
	suite.expectPhpErrors();
} );
