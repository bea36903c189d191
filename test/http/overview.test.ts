/** Beside the history: the last days in numbers, what awaits its invoice, completing it by hand, the export. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { components } from '../../admin-ui/src/api/schema';
import * as messages from '../telaris/messages';
import type { Answered } from './support/endpoint';
import {
	assertCompletedOnce,
	assertUntouched,
	historyOf,
	newSubject,
	newTelarisOrder,
	type HistoryDetail,
	type Subject,
} from './support/orders';
import { attach } from './support/suite';

type Stats = components[ 'schemas' ][ 'Stats' ];
type Waiting = components[ 'schemas' ][ 'AwaitingOrder' ];

const suite = attach();

async function get( route: string, raw = false ): Promise< Answered > {
	const admin = await suite.admin();
	const reply = await admin.call( 'GET', route, undefined, { raw } );
	assert.equal( reply.status, 200, reply.text );
	return reply;
}

const today = async () =>
	( ( await get( '/stats' ) ).json as Stats ).days.at( -1 );

async function imported(): Promise< Subject > {
	const subject = await newSubject( suite );
	await suite.endpoint.send( subject.imported );
	return subject;
}

/** All orders that wait, over all pages. */
async function waiting( query = '' ): Promise< Waiting[] > {
	const all: Waiting[] = [];
	for ( let route = `/awaiting?per_page=2${ query }`; route; ) {
		const reply = await get( route );
		all.push( ...( reply.json as Waiting[] ) );
		const next = /<([^>]+)>; rel="next"/.exec(
			reply.headers[ 'link' ] ?? ''
		);
		const { searchParams } = new URL( next?.[ 1 ] ?? 'http://none/' );
		// Under plain permalinks the route is a parameter, too.
		searchParams.delete( 'rest_route' );
		route = next ? `/awaiting?${ searchParams }` : '';
	}
	return all;
}

const complete = async ( order: number, body = {} ) =>
	( await suite.admin() ).call( 'POST', `/orders/${ order }/complete`, body );

describe( 'the last 30 days', () => {
	test( 'are thirty, one after the other, today last', async () => {
		const { days } = ( await get( '/stats' ) ).json as Stats;
		assert.equal( days.length, 30 );
		days.forEach( ( { date }, index ) => {
			const previous = days[ index - 1 ]?.date;
			if ( previous ) {
				assert.equal(
					Date.parse( date ) - Date.parse( previous ),
					86_400_000
				);
			}
		} );
	} );

	test( 'count what became of each message', async () => {
		const then = await today();
		assert.ok( then );
		const fine = await newSubject( suite );
		await suite.endpoint.send( fine.invoiced );
		const blocked = await newSubject( suite, { status: 'cancelled' } );
		await suite.endpoint.send( blocked.invoiced );
		await suite.endpoint.send(
			messages.cancelled( { telarisOrder: newTelarisOrder() } )
		);
		// An import is no row of the history.
		await imported();
		assert.deepEqual( await today(), {
			...then,
			completed: then.completed + 1,
			failed: then.failed + 1,
			ignored: then.ignored + 1,
		} );
	} );
} );

describe( 'orders that await their invoice', () => {
	let first: Subject;
	let second: Subject;
	let third: Subject;

	before( async () => {
		await suite.ready;
		[ first, second, third ] = [
			await imported(),
			await imported(),
			await imported(),
		];
		await suite.probe.sql(
			`UPDATE {prefix}telaris_orders SET linked_at = linked_at - 864000 WHERE order_id = ${ second.id }`
		);
	} );

	const ours = ( all: Waiting[] ) =>
		all
			.map( ( { order } ) => order.id )
			.filter( ( id ) =>
				[ first, second, third ].some( ( one ) => one.id === id )
			);

	test( 'come oldest first, page after page, with what is known of their link', async () => {
		const all = await waiting();
		assert.deepEqual( ours( all ), [ second.id, first.id, third.id ] );
		const row = all.find( ( { order } ) => order.id === first.id );
		assert.equal( row?.telaris_order, first.telarisOrder );
		assert.equal( row?.link_source, 'import' );
		assert.equal( row?.order.status, 'processing' );
		assert.equal(
			new Set( all.map( ( { order } ) => order.id ) ).size,
			all.length
		);
	} );

	test( 'can be those alone that wait for long', async () => {
		assert.deepEqual( ours( await waiting( '&days=9' ) ), [ second.id ] );
		assert.deepEqual( ours( await waiting( '&days=11' ) ), [] );
	} );

	test( 'wait no longer once they are Completed, or are not to be', async () => {
		const [ invoiced, cancelled ] = [ await imported(), await imported() ];
		await suite.endpoint.send( invoiced.invoiced );
		await suite.probe.setStatus( cancelled.id, 'cancelled' );
		const ids = ( await waiting() ).map( ( { order } ) => order.id );
		assert.ok( ! ids.includes( invoiced.id ) );
		assert.ok( ! ids.includes( cancelled.id ) );
	} );

	test( 'a cursor that is none is refused', async () => {
		const reply = await (
			await suite.admin()
		).call( 'GET', '/awaiting?cursor=x' );
		assert.equal( reply.status, 400 );
		assert.equal( reply.json.code, 'invalid_cursor' );
	} );

	test( 'are completed by a person through the one path, and that is recorded', async () => {
		const order = await imported();
		const reply = await complete( order.id );
		assert.equal( reply.status, 200, reply.text );
		const done = reply.json as HistoryDetail;
		assert.equal( done.result.code, 'completed' );
		assert.equal( done.attempts[ 0 ]?.trigger, 'resend' );
		assert.equal( done.attempts[ 0 ]?.user, 'admin' );
		await assertCompletedOnce( suite, order.id );
		const again = ( await suite.endpoint.send( order.invoiced ) ).json;
		assert.equal( again.code, 'already_completed' );
		await assertCompletedOnce( suite, order.id );
		assert.equal(
			( await historyOf( suite, order.telarisOrder ) ).length,
			2
		);
	} );

	test( 'two people at once complete it once', async () => {
		const order = await imported();
		const replies = await Promise.all( [
			complete( order.id ),
			complete( order.id ),
			complete( order.id ),
		] );
		for ( const { status, text } of replies ) {
			assert.ok( [ 200, 409 ].includes( status ), text );
		}
		await assertCompletedOnce( suite, order.id );
	} );

	test( 'what is not to be completed stays as it is, and says why', async () => {
		const order = await imported();
		await suite.probe.setStatus( order.id, 'cancelled' );
		const reply = await complete( order.id );
		assert.equal(
			( reply.json as HistoryDetail ).result.code,
			'status_not_allowed',
			reply.text
		);
		await assertUntouched( suite, order.id, 'cancelled' );
	} );

	test( 'an order without a link is not completed', async () => {
		const order = await newSubject( suite );
		const reply = await complete( order.id );
		assert.ok( reply.status >= 400 && reply.status < 500, reply.text );
		await assertUntouched( suite, order.id );
	} );
} );

describe( 'the export', () => {
	/** Fetches CSV, and takes it apart; no cell of ours has a line break. */
	async function lines( query: string ): Promise< string[] > {
		const reply = await get( `/notifications/export?${ query }`, true );
		assert.match( reply.headers[ 'content-type' ] ?? '', /text\/csv/ );
		assert.match(
			reply.headers[ 'content-disposition' ] ?? '',
			/attachment; filename="telaris-\d{4}-\d\d-\d\d\.csv"/
		);
		assert.ok( reply.text.startsWith( '\uFEFF' ), 'for Norwegian letters' );
		return reply.text.slice( 1 ).trim().split( '\n' );
	}

	test( 'is whole whatever fields are asked for', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		await suite.endpoint.send( order.invoiced );
		const all = await lines( `search=${ order.telarisOrder }` );
		assert.deepEqual(
			await lines( `search=${ order.telarisOrder }&_fields=id` ),
			all
		);
	} );

	test( 'has what the filter matches, under a header', async () => {
		const order = await newSubject( suite, { status: 'cancelled' } );
		await suite.endpoint.send( order.invoiced );
		const [ header, row, ...more ] = await lines(
			`search=${ order.telarisOrder }&state=failed`
		);
		assert.match( header ?? '', /Telaris order/ );
		assert.ok( row?.includes( order.telarisOrder ), row );
		assert.match( row ?? '', /status_not_allowed/ );
		assert.deepEqual( more, [] );
		assert.equal(
			( await lines( `search=${ order.telarisOrder }&state=completed` ) )
				.length,
			1
		);
	} );

	test( 'has more rows than a page, and each once', async () => {
		const known = ( await lines( '' ) ).length;
		const ids = Array.from( { length: 120 }, ( _, n ) => ( {
			id: `export-${ Date.now() }-${ n }`,
			...messages.cancelled( { telarisOrder: newTelarisOrder() } ),
		} ) );
		for ( const part of [ ids.slice( 0, 60 ), ids.slice( 60 ) ] ) {
			const reply = await suite.endpoint.send(
				{ notifications: part },
				{ route: '/notifications/batch' }
			);
			assert.equal( reply.status, 200, reply.text );
		}
		const rows = await lines( '' );
		assert.equal( rows.length, known + 120 );
		assert.equal( new Set( rows ).size, rows.length );
	} );

	test( 'has no cell that a spreadsheet would take for a formula', async () => {
		const telarisOrder = newTelarisOrder();
		await suite.endpoint.send( messages.invoiced( { telarisOrder } ) );
		await suite.probe.sql(
			`UPDATE {prefix}telaris_notifications SET shop_number = '=HYPERLINK("http://x")' WHERE telaris_order = '${ telarisOrder }'`
		);
		const [ , row ] = await lines( `search=${ telarisOrder }` );
		assert.match( row ?? '', /,"'=HYPERLINK\(""http:\/\/x""\)",/ );
	} );
} );
