/**
 * What a page of the history costs with a thousand and with a million notifications, in one run on MariaDB.
 *
 * The whole request is timed, of which WordPress's start is the same on both sides.
 */
import assert from 'node:assert/strict';
import { createConnection, type Connection } from 'mysql2/promise';
import { MARIADB, mariadbSocket } from '../shop/database/mariadb';
import { WebhookEndpoint } from '../http/support/endpoint';
import { SignedIn } from '../http/support/wp-admin';
import { describeGround, type Shop } from '../shop';
import { benchExport } from './export';
import { line } from './figures';

/** A page of the list. */
const PAGE = '/notifications?per_page=25&';

/** What the screen asks for; what is not a route of its own is a filter of the list. */
const QUERIES: readonly ( readonly [ string, string ] )[] = [
	[ 'the days on top', '/stats' ],
	[ 'what needs attention', '/health' ],
	[ 'first page', '' ],
	[ 'state: failed', 'state=failed' ],
	[ 'state: completed', 'state=completed' ],
	[ 'heading: link missing', 'heading=link_missing' ],
	[ 'trigger: resend', 'trigger=resend' ],
	[ 'trigger: telaris', 'trigger=telaris' ],
	[ 'a week', 'from=2026-06-01T00:00:00Z&to=2026-06-08T00:00:00Z' ],
	[ 'search: an invoice', 'search=F500' ],
	[ 'search: nothing there', 'search=none-such' ],
];

/**
 * Times a small and a large history, in turn, and prints a table.
 *
 * @param small  A shop on MariaDB.
 * @param large  Another one.
 * @param rows   How many notifications the large one gets.
 * @param trials
 */
export async function benchHistory(
	small: Shop,
	large: Shop,
	rows: number,
	trials: number
): Promise< void > {
	await fill( small, 1_000 );
	await fill( large, rows );
	const people = await Promise.all( [ small, large ].map( signIn ) );
	const [ few, many ] = people as [ SignedIn, SignedIn ];

	console.log(
		`On ${ describeGround( large.ground ) }; ${ trials } pairs, in turn.`
	);
	console.log(
		`${ ''.padEnd( 34 ) }${ `${ rows.toLocaleString( 'en' ) } rows`.padEnd( 22 ) }${ '1,000 rows'.padEnd( 22 ) }ratio`
	);
	const queries = [
		...QUERIES,
		[
			'the 1,000th page',
			`cursor=${ await cursorAt( large, 25_000 ) }`,
		] as const,
	];
	for ( const [ what, query ] of queries ) {
		const times = { large: [] as number[], small: [] as number[] };
		// The thousandth page of a small history is its first.
		const smallQuery = query.startsWith( 'cursor=' )
			? `cursor=${ await cursorAt( small, 500 ) }`
			: query;
		for ( let trial = 0; trial <= trials; trial++ ) {
			const [ a, b ] = [
				await page( many, query ),
				await page( few, smallQuery ),
			];
			// The first pair warms up.
			if ( trial > 0 ) {
				times.large.push( a );
				times.small.push( b );
			}
		}
		console.log( line( what, times.large, times.small ) );
	}
	await benchExport( large, many );
}

async function page( person: SignedIn, query: string ): Promise< number > {
	const reply = await person.call(
		'GET',
		query.startsWith( '/' ) ? query : `${ PAGE }${ query }`
	);
	assert.equal( reply.status, 200, reply.text );
	return reply.duration;
}

function signIn( shop: Shop ): Promise< SignedIn > {
	return SignedIn.signIn(
		new WebhookEndpoint( shop ),
		shop.admin.user,
		shop.admin.password
	);
}

async function cursorAt( shop: Shop, offset: number ): Promise< string > {
	return withDatabase( shop, async ( connection ) => {
		const [ rows ] = await connection.query(
			"SELECT CONCAT('older.', received_at, '.', id) AS at FROM wp_telaris_notifications ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET ?",
			[ offset ]
		);
		return ( rows as { at: string }[] )[ 0 ]?.at ?? '';
	} );
}

/** Fills the history with rows over the last 180 days, one in fifty failed, by MariaDB's own sequence tables. */
async function fill( shop: Shop, rows: number ): Promise< void > {
	await withDatabase( shop, async ( connection ) => {
		await connection.query( 'TRUNCATE wp_telaris_notifications' );
		await connection.query( 'TRUNCATE wp_telaris_attempts' );
		await connection.query( `INSERT INTO wp_telaris_notifications
			(id, webhook_id, fingerprint, type, state, code, heading, shop_number, order_number, integration_reference, telaris_order,
			 invoice_number, payload, params, attempts, received_at, updated_at)
			SELECT seq, CONCAT('bench_', seq), SHA2(seq, 256), 'order.invoiced',
				IF(seq % 50 = 0, 'failed', 'completed'), IF(seq % 50 = 0, 'missing_link', 'completed'),
				IF(seq % 50 = 0, 'link_missing', 'completed'), seq, seq, seq, CONCAT('T', seq), CONCAT('F', seq),
				CONCAT('{"type":"order.invoiced","data":{"telaris_order":"T', seq, '","integration_reference":"', seq,
					'","invoice":{"number":"F', seq, '","kind":"invoice"}}}'),
				IF(seq % 50 = 0, CONCAT('{"telaris_order":"T', seq, '"}'), '{}'), 1,
				UNIX_TIMESTAMP() - 15552000 + FLOOR(seq * 15552000 / ${ rows }), UNIX_TIMESTAMP()
			FROM seq_1_to_${ rows }` );
		await connection.query( `INSERT INTO wp_telaris_attempts
			(notification_id, cause, phase, code, params, status_before, status_after, started_ms, finished_ms)
			SELECT seq, IF(seq % 97 = 0, 'resend', 'telaris'), 'done', 'completed', '{}', 'processing', 'completed', 1000, 1400
			FROM seq_1_to_${ rows }` );
		await connection.query(
			'ANALYZE TABLE wp_telaris_notifications, wp_telaris_attempts'
		);
	} );
}

async function withDatabase< T >(
	shop: Shop,
	work: ( connection: Connection ) => Promise< T >
): Promise< T > {
	const connection = await createConnection( {
		socketPath: mariadbSocket( shop.folder ),
		user: MARIADB.user,
		database: MARIADB.name,
	} );
	try {
		return await work( connection );
	} finally {
		await connection.end();
	}
}
