/**
 * Requests that nobody meant: whatever comes, the answer is a clean one, PHP has nothing to complain of, and no order
 * changes.
 *
 * TRIALS says how many; SEED repeats a run.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { freshAddress, newId, type Answered } from './support/endpoint';
import { assertUntouched, newSubject } from './support/orders';
import { attach } from './support/suite';
import { inParallel, summarise, trials } from './support/trials';

const suite = attach();
const count = trials( 200 );
const seed = Number( process.env[ 'SEED' ] ?? Date.now() % 2 ** 31 );

/** Orders that a request may name, by their status. None of them may ever change. */
const victims: { id: number; status: string }[] = [];

before( async () => {
	await suite.ready;
	for ( const status of [
		'processing',
		'on-hold',
		'cancelled',
		'refunded',
		'pending',
	] ) {
		victims.push( {
			id: ( await newSubject( suite, { status } ) ).id,
			status,
		} );
	}
} );

const NASTY = [
	"' OR 1=1 -- ",
	'1; DROP TABLE wp_posts',
	'%27%20OR%201=1',
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	'{{7*7}}${7*7}',
	'../../../../etc/passwd',
	'php://filter/resource=wp-config.php',
	'O:8:"stdClass":0:{}',
	'\u0000',
	'\u202e\u2066',
	'%s%d%1$s%n',
	'\\',
	'\uFEFF',
	'😀'.repeat( 20 ),
	'NaN',
	'1e309',
	'-0',
	'0x1F',
	'true',
	'null',
	'9223372036854775808',
	'wp_options',
	'a'.repeat( 5000 ),
];

const text = fc.oneof(
	fc.string( { maxLength: 80 } ),
	fc.string( { unit: 'grapheme', maxLength: 80 } ),
	fc.string( { unit: 'binary', maxLength: 80 } ),
	fc.constantFrom( ...NASTY )
);
const anything = fc.oneof(
	{ weight: 3, arbitrary: text },
	fc.integer(),
	fc.double(),
	fc.maxSafeInteger(),
	fc.boolean(),
	fc.constant( null ),
	fc.jsonValue( { maxDepth: 6 } ),
	fc.array( text, { maxLength: 5 } ),
	fc.dictionary( text, text, { maxKeys: 5 } )
);

/** Mostly right, so that it gets past the first check. */
const mostly = < Value >( right: fc.Arbitrary< Value > ) =>
	fc.oneof(
		{ weight: 24, arbitrary: right as fc.Arbitrary< unknown > },
		{ weight: 1, arbitrary: anything }
	);

const number = fc.oneof(
	fc.stringMatching( /^[A-Z0-9]{1,10}$/ ),
	fc.integer( { min: 1 } )
);
const victim = fc.nat( 4 ).map( ( index ) => String( victims[ index ]?.id ) );

/** Anything but what completes an order. */
const harmlessType = fc.oneof(
	fc.constantFrom(
		'order.imported',
		'order.cancelled',
		'order.partially_invoiced',
		'ping',
		'order.invoiced.x',
		'x'
	),
	text
);

const data = ( reference: fc.Arbitrary< unknown > ) =>
	fc.record(
		{
			telaris_order: mostly( number ),
			integration_reference: reference,
			order_number: mostly( number ),
			invoice: mostly(
				fc.record(
					{
						number: mostly( number ),
						date: mostly( fc.constant( '2026-11-23' ) ),
						kind: mostly(
							fc.constantFrom( 'invoice', 'credit_note' )
						),
						total: mostly( fc.constantFrom( '499.00', 499 ) ),
						currency: mostly( fc.constantFrom( 'NOK', 'EUR' ) ),
					},
					{ requiredKeys: [] }
				)
			),
		},
		{ requiredKeys: [] }
	);

const message = fc.oneof(
	// It would complete an order, if it did not name one that is not there.
	fc.record( {
		type: fc.constant( 'order.invoiced' ),
		timestamp: mostly( fc.constant( '2026-11-23T10:00:00Z' ) ),
		data: mostly(
			data(
				fc.oneof(
					fc.constantFrom( '2147483000', '0', '-1' ),
					fc.integer( { max: 0 } ),
					text.map( ( value ) => `x${ value }` )
				)
			)
		),
	} ),
	fc.record(
		{
			type: harmlessType,
			timestamp: mostly( fc.constant( '2026-11-23T10:00:00Z' ) ),
			data: mostly( data( fc.oneof( victim, anything ) ) ),
		},
		{ requiredKeys: [] }
	)
);

const body = fc.oneof(
	{
		weight: 6,
		arbitrary: message.map( ( value ) => JSON.stringify( value ) ),
	},
	fc.json( { maxDepth: 8 } ),
	text,
	// A message with a byte cut off, changed or put in.
	fc.tuple( message, fc.nat(), text ).map( ( [ value, at, more ] ) => {
		const whole = JSON.stringify( value );
		const cut = at % ( whole.length + 1 );
		return whole.slice( 0, cut ) + more + whole.slice( cut + 1 );
	} )
);

/** Header values that HTTP lets through. */
const header = text.map( ( value ) =>
	Buffer.from( value, 'utf8' )
		.toString( 'latin1' )
		.replace( /[^\t\x20-\x7e\x80-\xff]/g, '' )
		.trim()
);

interface Shot {
	readonly name: string;
	readonly fire: () => Promise< Answered >;
}

const signed: fc.Arbitrary< Shot > = fc
	.record( { body, plain: fc.boolean() } )
	.map( ( shot ) => ( {
		name: `signed ${ JSON.stringify( shot ) }`,
		fire: () => suite.endpoint.send( shot.body, { plain: shot.plain } ),
	} ) );

const batch: fc.Arbitrary< Shot > = fc
	.oneof(
		fc.record( {
			notifications: mostly(
				fc.array(
					fc.oneof(
						message.map( ( one ) => ( { id: newId(), ...one } ) ),
						fc.record( { id: anything, type: anything } ),
						anything
					),
					{ maxLength: 6 }
				)
			),
		} ),
		anything
	)
	.map( ( value ) => ( {
		name: `batch ${ JSON.stringify( value ) }`,
		fire: () =>
			suite.endpoint.send( JSON.stringify( value ) ?? '', {
				route: '/notifications/batch',
			} ),
	} ) );

const unsigned: fc.Arbitrary< Shot > = fc
	.record( {
		body,
		id: header,
		timestamp: header,
		signature: header,
		authorization: header,
		type: header,
	} )
	.map( ( shot ) => ( {
		name: `unsigned ${ JSON.stringify( shot ) }`,
		fire: () =>
			suite.endpoint.call( {
				body: shot.body,
				headers: {
					'webhook-id': shot.id,
					'webhook-timestamp': shot.timestamp,
					'webhook-signature': shot.signature,
					authorization: shot.authorization,
					'content-type': shot.type,
				},
				from: freshAddress(),
			} ),
	} ) );

const query = fc.dictionary(
	fc.oneof(
		fc.constantFrom(
			'cursor',
			'per_page',
			'search',
			'state',
			'heading',
			'trigger',
			'from',
			'to',
			'search[]',
			'context'
		),
		text
	),
	text,
	{ maxKeys: 4 }
);

const reading: fc.Arbitrary< Shot > = fc
	.record( {
		route: fc.constantFrom(
			'/notifications',
			'/notifications/2147483000',
			'/awaiting',
			'/stats',
			'/health'
		),
		query,
	} )
	.map( ( shot ) => {
		const search = withinALine(
			new URLSearchParams( toWellFormed( shot.query ) )
		).toString();
		return {
			name: `reading ${ shot.route }?${ search }`,
			fire: async () =>
				( await suite.admin() ).call(
					'GET',
					`${ shot.route }?${ search }`
				),
		};
	} );

/** A web server refuses a longer address by itself, before WordPress has it. */
function withinALine( search: URLSearchParams ): URLSearchParams {
	for ( const name of [ ...search.keys() ] ) {
		if ( search.toString().length > 7000 ) {
			search.delete( name );
		}
	}
	return search;
}

const acting: fc.Arbitrary< Shot > = fc
	.record( {
		route: fc.constantFrom(
			'/notifications/2147483000/resend',
			'/notifications/resend',
			'/notifications/preview',
			'/notifications/2147483000/check'
		),
		body: fc.oneof(
			fc.record(
				{
					ids: fc.oneof( anything, fc.constant( [ 2147483000 ] ) ),
					send_email: anything,
					complete_anyway: anything,
				},
				{ requiredKeys: [] }
			),
			anything
		),
	} )
	.map( ( shot ) => ( {
		name: `acting ${ JSON.stringify( shot ) }`,
		fire: async () =>
			( await suite.admin() ).call(
				'POST',
				shot.route,
				withoutRealIds( shot.body )
			),
	} ) );

/** A small number may be the id of a notification that is there, and then it may well be re-sent. */
function withoutRealIds( value: unknown ): unknown {
	return JSON.parse( JSON.stringify( value ?? null ), ( _, one: unknown ) =>
		typeof one === 'number' ||
		( typeof one === 'string' && Number( one ) > 0 ) ||
		one === true
			? 2147483000
			: one
	);
}

function toWellFormed(
	values: Record< string, string >
): Record< string, string > {
	const clean = ( one: string ) =>
		Buffer.from( one, 'utf8' ).toString( 'utf8' );
	return Object.fromEntries(
		Object.entries( values ).map( ( [ name, value ] ) => [
			clean( name ),
			clean( value ),
		] )
	);
}

const shots = fc.oneof(
	{ weight: 10, arbitrary: signed },
	{ weight: 3, arbitrary: batch },
	{ weight: 3, arbitrary: unsigned },
	{ weight: 2, arbitrary: reading },
	{ weight: 2, arbitrary: acting }
);

test(
	`${ count } requests that nobody meant (SEED=${ seed })`,
	{ timeout: 6 * 3_600_000 },
	async () => {
		const answers: Record< string, number > = {};
		const rounds = Math.ceil( count / 500 );
		for ( let round = 0; round < rounds; round++ ) {
			const some = fc.sample( shots, {
				seed: seed + round,
				numRuns: Math.min( 500, count - round * 500 ),
			} );
			await inParallel( some, 4, async ( { name, fire } ) => {
				// Each answer is held to the contract, too.
				const reply = await fire().catch( ( error: Error ) => {
					throw new Error(
						`${ name.slice( 0, 3000 ) }\n${ error.message }`,
						{ cause: error }
					);
				} );
				const code = String(
					reply.json?.code ??
						( Array.isArray( reply.json ) ? 'a list' : 'an object' )
				);
				answers[ `${ reply.status } ${ code }` ] =
					( answers[ `${ reply.status } ${ code }` ] ?? 0 ) + 1;
				assert.ok(
					reply.status < 500,
					`${ name.slice( 0, 3000 ) } → ${ reply.text.slice( 0, 500 ) }`
				);
			} );
			for ( const { id, status } of victims ) {
				await assertUntouched( suite, id, status );
			}
			await suite.assertNoPhpErrors();
		}
		summarise(
			`Fuzz on ${ suite.shop.ground.database }, ${ suite.shop.ground.server } (SEED=${ seed })`,
			{
				requests: count,
				...Object.fromEntries(
					Object.entries( answers ).sort(
						( a, b ) => b[ 1 ] - a[ 1 ]
					)
				),
			}
		);
	}
);
