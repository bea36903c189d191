/** Standard Webhooks 1.0.0 to the letter, against the specification's vector and the npm library. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import * as messages from '../telaris/messages';
import {
	freshAddress,
	newId,
	now,
	sign,
	type Answered,
} from './support/endpoint';
import { assertUntouched, newSubject } from './support/orders';
import { attach } from './support/suite';
import { inParallel, summarise, trials } from './support/trials';

const suite = attach();

/** The HMAC as the specification's text has it, without any library. */
function byHand(
	secret: string,
	id: string,
	timestamp: number | string,
	body: string
): string {
	const key = Buffer.from( secret.replace( /^whsec_/, '' ), 'base64' );
	return createHmac( 'sha256', key )
		.update( `${ id }.${ timestamp }.${ body }` )
		.digest( 'base64' );
}

describe( 'the specification’s vector', () => {
	const vector = {
		secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
		id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
		timestamp: 1614265330,
		body: '{"test": 2432232314}',
		signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
	};

	test( 'is what this suite and the sender compute', () => {
		const { secret, id, timestamp, body, signature } = vector;
		assert.equal(
			`v1,${ byHand( secret, id, timestamp, body ) }`,
			signature
		);
		assert.equal( sign( secret, id, timestamp, body ), signature );
	} );

	test( 'and what they compute, the shop verifies', async () => {
		const body = JSON.stringify( messages.ping() );
		const id = newId();
		const timestamp = now();
		const reply = await suite.endpoint.call( {
			body,
			headers: {
				'webhook-id': id,
				'webhook-timestamp': String( timestamp ),
				'webhook-signature': `v1,${ byHand( suite.shop.webhookSecret, id, timestamp, body ) }`,
			},
		} );
		assert.equal( reply.status, 200, reply.text );
	} );
} );

/** What goes over the wire; undefined leaves a header out. */
interface Wire {
	readonly id?: string | undefined;
	readonly timestamp?: string | undefined;
	readonly signature?: string | string[] | undefined;
	readonly body: string | Uint8Array;
}

function post( { id, timestamp, signature, body }: Wire ): Promise< Answered > {
	return suite.endpoint.call( {
		body,
		headers: {
			...( id !== undefined && { 'webhook-id': id } ),
			...( timestamp !== undefined && {
				'webhook-timestamp': timestamp,
			} ),
			...( signature !== undefined && {
				'webhook-signature': signature,
			} ),
		},
		from: freshAddress(),
	} );
}

/** A valid message, to be spoilt. */
interface Valid {
	readonly secret: string;
	readonly id: string;
	readonly timestamp: number;
	readonly body: string;
	/** Base64 with "+", "/" and "=" in it. */
	readonly hash: string;
}

const INVALID = 'signature_invalid';
const NO_TIME = 'timestamp_invalid';
const STALE = 'timestamp_out_of_tolerance';

const MALFORMED: [
	name: string,
	spoil: ( valid: Valid ) => Partial< Wire >,
	code?: string | string[],
][] = [
	[
		'an empty signature',
		() => ( { signature: '' } ),
		[ INVALID, 'not_authenticated' ],
	],
	[ 'a signature without its version', ( v ) => ( { signature: v.hash } ) ],
	[ 'a version without its signature', () => ( { signature: 'v1' } ) ],
	[ 'a version, a comma and nothing', () => ( { signature: 'v1,' } ) ],
	[ 'a comma in front', ( v ) => ( { signature: `,${ v.hash }` } ) ],
	[ 'an unknown version', ( v ) => ( { signature: `v2,${ v.hash }` } ) ],
	[ 'the asymmetric version', ( v ) => ( { signature: `v1a,${ v.hash }` } ) ],
	[ 'a version in capitals', ( v ) => ( { signature: `V1,${ v.hash }` } ) ],
	[
		'an equals sign in place of the comma',
		( v ) => ( { signature: `v1=${ v.hash }` } ),
	],
	[
		'base64 cut short',
		( v ) => ( { signature: `v1,${ v.hash.slice( 0, -4 ) }` } ),
	],
	[
		'base64 without padding',
		( v ) => ( { signature: `v1,${ v.hash.replace( /=+$/, '' ) }` } ),
	],
	[
		'base64 with too much padding',
		( v ) => ( { signature: `v1,${ v.hash }=` } ),
	],
	[
		'base64 with other last bits that decode to the same',
		( v ) => ( { signature: `v1,${ sameBytes( v.hash ) }` } ),
	],
	[
		'base64 of the URL alphabet',
		( v ) => ( {
			signature: `v1,${ v.hash.replaceAll( '+', '-' ).replaceAll( '/', '_' ) }`,
		} ),
	],
	[
		'base64 with a tab in it',
		( v ) => ( {
			signature: `v1,${ v.hash.slice( 0, 8 ) }\t${ v.hash.slice( 8 ) }`,
		} ),
	],
	[
		'base64 with an umlaut in it',
		( v ) => ( { signature: `v1,ø${ v.hash }` } ),
	],
	[
		'base64 in another case',
		( v ) => ( { signature: `v1,${ v.hash.toLowerCase() }` } ),
	],
	[
		'hex in place of base64',
		( v ) => ( {
			signature: `v1,${ Buffer.from( v.hash, 'base64' ).toString( 'hex' ) }`,
		} ),
	],
	[ 'a third part', ( v ) => ( { signature: `v1,${ v.hash },x` } ) ],
	[
		'a comma between two signatures',
		( v ) => ( { signature: `v1,AAAA,v1,${ v.hash }` } ),
	],
	[
		'a signature of seven thousand letters',
		() => ( { signature: `v1,${ 'A'.repeat( 7000 ) }` } ),
	],
	[
		'two hundred wrong signatures',
		() => ( { signature: Array( 200 ).fill( 'v1,AAAA' ).join( ' ' ) } ),
	],
	[ 'SHA-1', ( v ) => ( { signature: `v1,${ other( v, 'sha1' ) }` } ) ],
	[ 'SHA-512', ( v ) => ( { signature: `v1,${ other( v, 'sha512' ) }` } ) ],
	[
		'a key that was not decoded',
		( v ) => ( { signature: `v1,${ other( v, 'sha256', v.secret ) }` } ),
	],
	[
		'a key that was not decoded, without its prefix',
		( v ) => ( {
			signature: `v1,${ other( v, 'sha256', v.secret.slice( 6 ) ) }`,
		} ),
	],
	[
		'the body alone signed',
		( v ) => ( {
			signature: `v1,${ createHmac(
				'sha256',
				Buffer.from( v.secret.slice( 6 ), 'base64' )
			)
				.update( v.body )
				.digest( 'base64' ) }`,
		} ),
	],
	[ 'no id', () => ( { id: undefined } ) ],
	[ 'an empty id', () => ( { id: '' } ) ],
	[ 'another id', () => ( { id: newId() } ) ],
	[ 'no timestamp', () => ( { timestamp: undefined } ), NO_TIME ],
	[ 'an empty timestamp', () => ( { timestamp: '' } ), NO_TIME ],
	[
		'another timestamp',
		( v ) => ( { timestamp: String( v.timestamp - 1 ) } ),
	],
	...[
		'now',
		'1e9',
		'0x6564',
		'-1',
		'2026-11-23T10:00:00Z',
		'9'.repeat( 400 ),
		'१७३',
	].map( ( timestamp ): ( typeof MALFORMED )[ number ] => [
		`the timestamp ${ timestamp.slice( 0, 24 ) }, signed`,
		( v ) => ( {
			timestamp: Buffer.from( timestamp ).toString( 'latin1' ),
			signature: `v1,${ byHand( v.secret, v.id, timestamp, v.body ) }`,
		} ),
		NO_TIME,
	] ),
	...[
		[ 'with a sign', '+' ],
		[ 'with letters after it', '', 'abc' ],
		[ 'with decimals', '', '.0' ],
	].map(
		( [ name, front = '', back = '' ] ): ( typeof MALFORMED )[ number ] => [
			`the right timestamp ${ name }, signed as it is`,
			( v ) => {
				const timestamp = `${ front }${ v.timestamp }${ back }`;
				return {
					timestamp,
					signature: `v1,${ byHand( v.secret, v.id, timestamp, v.body ) }`,
				};
			},
			NO_TIME,
		]
	),
	[
		'the right timestamp with letters after it, signed without them',
		( v ) => ( { timestamp: `${ v.timestamp }abc` } ),
		NO_TIME,
	],
	...[
		[ 'stale', -310 ],
		[ 'of the future', 310 ],
		[ 'of yesterday', -86_400 ],
	].map( ( [ name, seconds ] ): ( typeof MALFORMED )[ number ] => [
		`a message ${ name }`,
		( v ) => {
			const timestamp = v.timestamp + Number( seconds );
			return {
				timestamp: String( timestamp ),
				signature: `v1,${ byHand( v.secret, v.id, timestamp, v.body ) }`,
			};
		},
		STALE,
	] ),
	[
		'milliseconds in place of seconds',
		( v ) => {
			const timestamp = v.timestamp * 1000;
			return {
				timestamp: String( timestamp ),
				signature: `v1,${ byHand( v.secret, v.id, timestamp, v.body ) }`,
			};
		},
		STALE,
	],
	[
		'a byte of the body changed',
		( v ) => ( {
			body: v.body.replace( 'order.invoiced', 'order.invoicee' ),
		} ),
	],
	[ 'a newline after the body', ( v ) => ( { body: `${ v.body }\n` } ) ],
	[
		'the body written anew, with other spaces',
		( v ) => ( { body: JSON.stringify( JSON.parse( v.body ), null, 1 ) } ),
	],
	[
		'a byte-order mark before the body',
		( v ) => ( { body: `\uFEFF${ v.body }` } ),
	],
];

/** Changes the two bits of the last base64 letter that a loose decoder throws away. */
function sameBytes( hash: string ): string {
	const alphabet =
		'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
	const last = hash.at( -2 ) ?? '';
	const index = alphabet.indexOf( last );
	const neighbour = alphabet[ index % 2 === 0 ? index + 1 : index - 1 ];
	const changed = `${ hash.slice( 0, -2 ) }${ neighbour }=`;
	assert.deepEqual(
		Buffer.from( changed, 'base64' ),
		Buffer.from( hash, 'base64' )
	);
	return changed;
}

function other(
	v: Valid,
	algorithm: string,
	key: string | Buffer = Buffer.from( v.secret.slice( 6 ), 'base64' )
): string {
	return createHmac( algorithm, key )
		.update( `${ v.id }.${ v.timestamp }.${ v.body }` )
		.digest( 'base64' );
}

describe( 'refused', () => {
	for ( const [ name, spoil, code = INVALID ] of MALFORMED ) {
		test( name, async () => {
			const order = await newSubject( suite );
			const body = JSON.stringify( order.invoiced );
			const secret = suite.shop.webhookSecret;
			const timestamp = now();
			let id = newId();
			// Until the signature has all letters in which the base64 dialects differ.
			while (
				! /(?=.*\+)(?=.*\/)/.test(
					byHand( secret, id, timestamp, body )
				)
			) {
				id = newId();
			}
			const valid: Valid = {
				secret,
				id,
				timestamp,
				body,
				hash: byHand( secret, id, timestamp, body ),
			};
			const reply = await post( {
				id,
				timestamp: String( timestamp ),
				signature: `v1,${ valid.hash }`,
				body,
				...spoil( valid ),
			} );
			assert.equal(
				reply.status,
				reply.json.code === NO_TIME ? 400 : 401,
				reply.text
			);
			assert.ok(
				[ code ].flat().includes( reply.json.code ),
				reply.text
			);
			assert.equal( reply.text.includes( secret.slice( 6, 16 ) ), false );
			await assertUntouched( suite, order.id );
		} );
	}
} );

describe( 'taken', () => {
	const TAKEN: [ string, ( right: string ) => string ][] = [
		[ 'one signature', ( right ) => right ],
		[ 'the same signature twice', ( right ) => `${ right } ${ right }` ],
		[
			'the right one last',
			( right ) => `v1,AAAA v1,${ 'B'.repeat( 43 ) }= ${ right }`,
		],
		[ 'the right one first', ( right ) => `${ right } v1,AAAA` ],
		[
			'an unknown version beside it',
			( right ) => `v1a,AAAA v9,x ${ right }`,
		],
		[ 'rubbish beside it', ( right ) => `x ,, v1 ${ right }` ],
		[ 'two spaces between', ( right ) => `v1,AAAA  ${ right }` ],
	];
	for ( const [ name, make ] of TAKEN ) {
		test( name, async () => {
			const body = JSON.stringify( messages.ping() );
			const id = newId();
			const reply = await post( {
				id,
				timestamp: String( now() ),
				signature: make(
					sign( suite.shop.webhookSecret, id, now(), body )
				),
				body,
			} );
			assert.equal( reply.status, 200, reply.text );
		} );
	}

	for ( const seconds of [ -290, 290 ] ) {
		test( `a clock that is ${ seconds } s off`, async () => {
			const reply = await suite.endpoint.send( messages.ping(), {
				timestamp: now() + seconds,
			} );
			assert.equal( reply.status, 200, reply.text );
		} );
	}

	test( 'header names in any case', async () => {
		const body = JSON.stringify( messages.ping() );
		const id = newId();
		const reply = await suite.endpoint.call( {
			body,
			headers: {
				'Webhook-ID': id,
				'WEBHOOK-TIMESTAMP': String( now() ),
				'Webhook-Signature': sign(
					suite.shop.webhookSecret,
					id,
					now(),
					body
				),
			},
		} );
		assert.equal( reply.status, 200, reply.text );
	} );

	test( 'a body in UTF-8 with everything Unicode has', async () => {
		const reply = await suite.endpoint.send( {
			type: 'ping',
			data: { note: 'æøå €𝄞 \u202e \u0000 "\\/' },
		} );
		assert.equal( reply.status, 200, reply.text );
	} );
} );

describe( 'the same verdict as the npm library', () => {
	const count = trials( 150 );

	/** What may be done to a message after it was signed. */
	const spoilt = fc.record( {
		id: fc.stringMatching( /^[A-Za-z0-9._:-]{1,64}$/ ),
		// Well away from the limit of 300 s, where the two clocks may disagree.
		age: fc.oneof(
			{ weight: 5, arbitrary: fc.integer( { min: -290, max: 290 } ) },
			fc.integer( { min: -9999, max: -310 } ),
			fc.integer( { min: 310, max: 9999 } )
		),
		body: fc.oneof(
			fc.constant( JSON.stringify( messages.ping() ) ),
			fc.json(),
			fc.string( { unit: 'grapheme', maxLength: 200 } )
		),
		// About one in four is valid in the end: rubbish alone would prove nothing.
		rightSecret: fc.nat( 4 ).map( ( chance ) => chance > 0 ),
		change: fc.constantFrom(
			...Array< 'nothing' >( 6 ).fill( 'nothing' ),
			'id',
			'timestamp',
			'body',
			'letter',
			'cut',
			'version',
			'drop id',
			'drop timestamp',
			'drop signature'
		),
		before: fc.array(
			fc.stringMatching( /^[A-Za-z0-9]{0,4}(,[A-Za-z0-9+/=]{0,44})?$/ ),
			{ maxLength: 3 }
		),
		after: fc.array(
			fc.stringMatching( /^[A-Za-z0-9]{0,4}(,[A-Za-z0-9+/=]{0,44})?$/ ),
			{ maxLength: 3 }
		),
		position: fc.nat( 43 ),
	} );
	type Spoilt =
		typeof spoilt extends fc.Arbitrary< infer Value > ? Value : never;

	function wireOf( s: Spoilt ): Wire & { body: string } {
		const timestamp = now() + s.age;
		const secret = s.rightSecret
			? suite.shop.webhookSecret
			: `whsec_${ Buffer.alloc( 32, 5 ).toString( 'base64' ) }`;
		let signature = sign( secret, s.id, timestamp, s.body );
		if ( s.change === 'letter' ) {
			const at = 3 + s.position;
			signature =
				signature.slice( 0, at ) +
				( signature[ at ] === 'A' ? 'B' : 'A' ) +
				signature.slice( at + 1 );
		} else if ( s.change === 'cut' ) {
			signature = signature.slice( 0, s.position );
		} else if ( s.change === 'version' ) {
			signature = signature.replace( 'v1', `v${ s.position }` );
		}
		const wire = {
			id: s.change === 'id' ? `${ s.id }x` : s.id,
			timestamp: String(
				s.change === 'timestamp' ? timestamp + 1 : timestamp
			),
			signature: [ ...s.before, signature, ...s.after ]
				.filter( Boolean )
				.join( ' ' ),
			body: s.change === 'body' ? `${ s.body } ` : s.body,
		};
		return {
			...wire,
			...( s.change.startsWith( 'drop ' ) && {
				[ s.change.slice( 5 ) ]: undefined,
			} ),
		};
	}

	function libraryAccepts( wire: Wire & { body: string } ): boolean {
		try {
			new Webhook( suite.shop.webhookSecret ).verify(
				wire.body,
				{
					'webhook-id': wire.id ?? '',
					'webhook-timestamp': wire.timestamp ?? '',
					'webhook-signature': String( wire.signature ?? '' ),
				},
				{ jsonParse: false }
			);
			return true;
		} catch {
			return false;
		}
	}

	test(
		`over ${ count } generated messages`,
		{ timeout: 30 * 60_000 },
		async () => {
			const cases = fc.sample( spoilt, count );
			let accepted = 0;
			await inParallel( cases, 4, async ( s ) => {
				const wire = wireOf( s );
				const expected = libraryAccepts( wire );
				const reply = await post( wire );
				accepted += expected ? 1 : 0;
				assert.equal(
					reply.status !== 401 &&
						reply.json.code !== NO_TIME &&
						// Without a body it is said so, and not that the signature does not fit.
						( expected || reply.json.code !== 'body_lost' ),
					expected,
					`npm ${ expected ? 'takes' : 'refuses' } it, the shop answers ${ reply.status } ${ reply.text.slice( 0, 200 ) }\n${ JSON.stringify( { s, wire } ) }`
				);
			} );
			// A generator that only makes rubbish would prove nothing.
			assert.ok(
				accepted > count / 20 && accepted < count,
				`${ accepted } of ${ count } were valid`
			);
			summarise( 'Signatures: the shop against npm standardwebhooks', {
				generated: count,
				'valid by both': accepted,
				'refused by both': count - accepted,
				disagreements: 0,
			} );
		}
	);
} );

test( 'WP-CLI lists the secrets without showing them', async () => {
	await suite.endpoint.send( { type: 'ping' } );
	const list = await suite.shop.wp( [ 'telaris', 'secret', 'list' ] );
	assert.match( list, /\b[0-9a-f]{8}\b.*\d{4}-\d\d-\d\dT/ );
	assert.doesNotMatch( list, /whsec_/ );
} );
