/** What the screen in wp-admin reads: the history, its filters and pages, one notification. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as messages from '../telaris/messages';
import type { Answered } from './support/endpoint';
import {
	detailOf,
	newSubject,
	newTelarisOrder,
	type HistoryRow,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';

const suite = attach();

async function list( query: string ): Promise< Answered > {
	const admin = await suite.admin();
	const reply = await admin.call( 'GET', `/notifications?${ query }` );
	assert.equal( reply.status, 200, reply.text );
	return reply;
}

async function rows( query: string ): Promise< HistoryRow[] > {
	return ( await list( query ) ).json as HistoryRow[];
}

/** The cursor of the next or the previous page, from the Link header. */
function cursorOf(
	reply: Answered,
	relation: 'next' | 'prev'
): string | undefined {
	const link = ( reply.headers[ 'link' ] ?? '' )
		.split( /,\s*(?=<)/ )
		.find( ( part ) => part.includes( `rel="${ relation }"` ) );
	const address = link?.match( /<([^>]+)>/ )?.[ 1 ];
	return address
		? ( new URL( address ).searchParams.get( 'cursor' ) ?? undefined )
		: undefined;
}

let completed: Subject;
let blocked: Subject;
let unlinked: string;
let ignored: Subject;

before( async () => {
	await suite.ready;
	// Enough for pages, also where this suite is the first one in its shop.
	for ( let more = 0; more < 4; more++ ) {
		await suite.endpoint.send( ( await newSubject( suite ) ).invoiced );
	}
	completed = await newSubject( suite );
	await suite.endpoint.send( completed.invoiced );
	blocked = await newSubject( suite, { status: 'cancelled' } );
	await suite.endpoint.send( blocked.invoiced );
	unlinked = newTelarisOrder();
	await suite.endpoint.send(
		messages.invoiced( { telarisOrder: unlinked } )
	);
	ignored = await newSubject( suite );
	await suite.endpoint.send(
		messages.cancelled( {
			telarisOrder: ignored.telarisOrder,
			integrationReference: String( ignored.id ),
		} )
	);
} );

describe( 'the list', () => {
	test( 'is newest first', async () => {
		const seen = await rows( 'per_page=100' );
		const times = seen.map( ( row ) => Date.parse( row.received_at ) );
		assert.deepEqual(
			times,
			[ ...times ].sort( ( a, b ) => b - a )
		);
		assert.equal( seen[ 0 ]?.telaris_order, ignored.telarisOrder );
	} );

	test( 'has 25 rows at most unless told otherwise, and as many as told', async () => {
		assert.ok( ( await rows( '' ) ).length <= 25 );
		assert.equal( ( await rows( 'per_page=2' ) ).length, 2 );
	} );

	test( 'goes to older ones and back by the Link header, each row once', async () => {
		const whole = ( await rows( 'per_page=7' ) ).map( ( row ) => row.id );
		const seen: number[] = [];
		let query = 'per_page=2';
		let last: Answered | undefined;
		for ( let page = 0; page < 3; page++ ) {
			last = await list( query );
			seen.push(
				...( last.json as HistoryRow[] ).map( ( row ) => row.id )
			);
			const next = cursorOf( last, 'next' );
			assert.ok(
				next || seen.length >= whole.length,
				'there is more, and no way to it'
			);
			if ( ! next ) {
				break;
			}
			query = `per_page=2&cursor=${ encodeURIComponent( next ) }`;
		}
		assert.deepEqual( seen, whole.slice( 0, seen.length ) );
		const first = await list( 'per_page=2' );
		assert.equal(
			cursorOf( first, 'prev' ),
			undefined,
			'nothing is newer than the first page'
		);
		const prev = cursorOf( last as Answered, 'prev' );
		assert.ok( prev );
		const back = await rows(
			`per_page=2&cursor=${ encodeURIComponent( prev ) }`
		);
		assert.deepEqual(
			back.map( ( row ) => row.id ),
			seen.slice( 2, 4 )
		);
	} );

	test( 'stays where it was when new rows come in', async () => {
		const first = await list( 'per_page=2' );
		const next = cursorOf( first, 'next' );
		assert.ok( next );
		const expected = await rows(
			`per_page=2&cursor=${ encodeURIComponent( next ) }`
		);
		const order = await newSubject( suite );
		await suite.endpoint.send(
			messages.cancelled( { telarisOrder: order.telarisOrder } )
		);
		const again = await rows(
			`per_page=2&cursor=${ encodeURIComponent( next ) }`
		);
		assert.deepEqual(
			again.map( ( row ) => row.id ),
			expected.map( ( row ) => row.id )
		);
		ignored = order;
	} );

	test( 'carries the filters along in the Link header', async () => {
		const reply = await list( 'per_page=1&state=completed' );
		const next = cursorOf( reply, 'next' );
		assert.ok( next );
		assert.match( reply.headers[ 'link' ] ?? '', /state=completed/ );
		assert.match( reply.headers[ 'link' ] ?? '', /per_page=1/ );
	} );
} );

describe( 'filters', () => {
	for ( const state of [ 'completed', 'failed', 'ignored' ] ) {
		test( `state=${ state }`, async () => {
			const seen = await rows( `per_page=100&state=${ state }` );
			assert.ok( seen.length > 0 );
			assert.deepEqual(
				[ ...new Set( seen.map( ( row ) => row.state ) ) ],
				[ state ]
			);
		} );
	}

	for ( const heading of [
		'completed',
		'not_invoiced',
		'link_missing',
		'order_blocked',
	] ) {
		test( `heading=${ heading }`, async () => {
			const seen = await rows( `per_page=100&heading=${ heading }` );
			assert.ok( seen.length > 0 );
			assert.deepEqual(
				[ ...new Set( seen.map( ( row ) => row.result.heading ) ) ],
				[ heading ]
			);
			assert.ok(
				seen.every(
					( row ) => row.result.heading_label && row.result.sentence
				)
			);
		} );
	}

	test( 'trigger=resend', async () => {
		const { id } = (
			await rows(
				`search=${ encodeURIComponent( blocked.telarisOrder ) }`
			)
		)[ 0 ] ?? { id: 0 };
		const admin = await suite.admin();
		await admin.call( 'POST', `/notifications/${ id }/resend`, {} );
		const seen = await rows( 'per_page=100&trigger=resend' );
		assert.ok( seen.some( ( row ) => row.id === id ) );
		assert.ok(
			! seen.some(
				( row ) => row.telaris_order === completed.telarisOrder
			)
		);
	} );

	test( 'from and to', async () => {
		const hour = 3_600_000;
		const at = ( time: number ) =>
			encodeURIComponent( new Date( time ).toISOString() );
		assert.deepEqual(
			await rows( `from=${ at( Date.now() + hour ) }` ),
			[]
		);
		assert.deepEqual(
			await rows( `to=${ at( Date.now() - 1000 * hour ) }` ),
			[]
		);
		const seen = await rows(
			`from=${ at( Date.now() - hour ) }&to=${ at( Date.now() + hour ) }`
		);
		assert.ok( seen.length > 0 );
		// Another offset is the same moment.
		const offset = new Date( Date.now() + hour + 2 * hour )
			.toISOString()
			.replace( /\.\d+Z$/, '+02:00' );
		assert.deepEqual(
			await rows( `from=${ encodeURIComponent( offset ) }` ),
			[]
		);
	} );

	test( 'search finds the order, the Telaris order and the invoice, whole or how they begin', async () => {
		for ( const search of [
			String( completed.id ),
			completed.number,
			completed.telarisOrder,
			completed.invoiceNumber,
			`#${ completed.number }`,
			completed.telarisOrder.slice( 0, -2 ),
			`1, ${ completed.invoiceNumber }; 2`,
		] ) {
			const seen = await rows(
				`per_page=100&search=${ encodeURIComponent( search ) }`
			);
			assert.ok(
				seen.some(
					( row ) => row.telaris_order === completed.telarisOrder
				),
				search
			);
		}
		assert.deepEqual(
			await rows( `search=${ completed.telarisOrder.slice( 1 ) }` ),
			[],
			'Not how it ends.'
		);
		assert.deepEqual(
			await rows( `search=${ encodeURIComponent( "x' OR 1=1 -- " ) }` ),
			[]
		);
		assert.deepEqual( await rows( 'search=%25' ), [] );
	} );

	test( 'can be combined', async () => {
		const seen = await rows(
			`state=failed&heading=link_missing&search=${ unlinked }`
		);
		assert.equal( seen.length, 1 );
		assert.deepEqual(
			await rows(
				`state=completed&heading=link_missing&search=${ unlinked }`
			),
			[]
		);
	} );

	test( 'are counted, for views that are saved', async () => {
		const admin = await suite.admin();
		const count = async ( query: string ) => {
			const reply = await admin.call(
				'GET',
				`/notifications/count?${ query }`
			);
			assert.equal( reply.status, 200, reply.text );
			return reply.json;
		};
		assert.deepEqual( await count( `search=${ unlinked }` ), {
			count: 1,
			more: false,
		} );
		assert.deepEqual(
			await count( `state=completed&search=${ unlinked }` ),
			{ count: 0, more: false }
		);
		const failed = await rows( 'state=failed&per_page=100' );
		assert.deepEqual( await count( 'state=failed' ), {
			count: Math.min( failed.length, 99 ),
			more: failed.length > 99,
		} );
		const refused = await admin.call(
			'GET',
			'/notifications/count?state=done'
		);
		assert.equal( refused.status, 400, refused.text );
	} );

	for ( const bad of [
		'per_page=0',
		'per_page=101',
		'per_page=x',
		'state=done',
		'heading=x',
		'trigger=x',
		'from=yesterday',
		'cursor=%00',
		'cursor=x',
		`search=${ 'x'.repeat( 4001 ) }`,
	] ) {
		test( `${ bad.slice( 0, 24 ) } is refused`, async () => {
			const admin = await suite.admin();
			const reply = await admin.call( 'GET', `/notifications?${ bad }` );
			assert.equal( reply.status, 400, reply.text );
		} );
	}
} );

describe( 'one notification', () => {
	test( 'has its attempts, what Telaris sent and what it was answered', async () => {
		const [ row ] = await rows( `search=${ completed.telarisOrder }` );
		const detail = await detailOf( suite, row?.id ?? 0 );
		assert.equal( detail.attempts.length, 1 );
		assert.equal( detail.sent.type, 'order.invoiced' );
		assert.deepEqual(
			detail.sent.data,
			JSON.parse( JSON.stringify( completed.invoiced.data ) )
		);
		assert.equal( detail.answered?.code, 'completed' );
		assert.equal( detail.answered?.id, row?.webhook_id );
	} );

	test( 'shows the customer with given name and initial at most', async () => {
		const [ row ] = await rows( `search=${ completed.telarisOrder }` );
		assert.doesNotMatch( JSON.stringify( row ), /kari@example\.com/ );
	} );

	test( 'that is not there: 404', async () => {
		const admin = await suite.admin();
		assert.equal(
			( await admin.call( 'GET', '/notifications/2000000000' ) ).status,
			404
		);
		assert.equal(
			( await admin.call( 'GET', '/notifications/0' ) ).status,
			404
		);
		assert.equal(
			( await admin.call( 'GET', '/notifications/99999999999999999999' ) )
				.status,
			404
		);
	} );
} );

describe( 'health', () => {
	test( 'says when Telaris last called, and where it is to call', async () => {
		await suite.endpoint.send( messages.ping() );
		const admin = await suite.admin();
		const { json } = await admin.call( 'GET', '/health' );
		assert.ok(
			Math.abs( Date.parse( json.last_contact_at ) - Date.now() ) <
				60_000,
			json.last_contact_at
		);
		assert.match( json.delivery_url, /wc-telaris\/v1\/notifications$/ );
		assert.ok( json.failed + json.to_check >= 2 );
		assert.ok( json.secrets.length >= 1 );
		assert.equal( JSON.stringify( json ).includes( 'whsec_' ), false );
	} );
} );
