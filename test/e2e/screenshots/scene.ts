/** A Monday morning that looks like one, for the screenshots: a history of a weekend with all kinds of results. */
import type { Probe } from '../../http/support/probe';
import * as messages from '../../telaris/messages';
import { forgetHistory } from '../support/forget';
import { linkable, type Telaris, type Told } from '../support/telaris';

const CUSTOMERS = [
	[ 'Kari', 'Nordmann' ],
	[ 'Ola', 'Hansen' ],
	[ 'Ingrid', 'Berg' ],
	[ 'Lars', 'Johansen' ],
	[ 'Silje', 'Dahl' ],
	[ 'Øyvind', 'Ås' ],
	[ 'Marte', 'Solberg' ],
	[ 'Per', 'Haugen' ],
] as const;

const TOTALS = [
	'499.00',
	'1249.00',
	'89.00',
	'2390.50',
	'749.00',
	'12990.00',
	'350.00',
];

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What the screenshots show from near. */
export interface Scene {
	readonly reverted: Told;
	readonly blocked: Told;
	readonly unlinked: Told;
}

/**
 * Forgets the history of the shop and writes this one.
 *
 * @param telaris
 * @param probe
 */
export async function setScene(
	telaris: Telaris,
	probe: Probe
): Promise< Scene > {
	await forgetHistory( probe );
	let count = 0;
	const next = () => {
		const [ first, last ] =
			CUSTOMERS[ count % CUSTOMERS.length ] ?? CUSTOMERS[ 0 ];
		const total = TOTALS[ count++ % TOTALS.length ] ?? '499.00';
		return {
			first_name: first,
			last_name: last,
			email: `customer${ count }@example.com`,
			total,
			telarisOrder: String( 10_000 + count ),
			invoiceNumber: String( 50_000 + count ),
		};
	};
	const completed = async ( times: number ) => {
		for ( let n = 0; n < times; n++ ) {
			await telaris.invoiced( next() );
		}
	};

	await completed( 9 );
	await telaris.uncertain( next() );
	await completed( 4 );
	const cancelled = await telaris.newOrder( next() );
	await telaris.send( messages.cancelled( linkable( cancelled ) ) );
	const blocked = await telaris.blocked( next() );
	await completed( 3 );
	const partly = await telaris.newOrder( next() );
	await telaris.send(
		messages.partiallyInvoiced( linkable( partly ), {
			number: partly.invoiceNumber,
		} )
	);
	await completed( 2 );
	const reverted = await telaris.reverted( next() );
	const unlinked = await telaris.unlinked( next() );
	for ( let n = 0; n < 3; n++ ) {
		const waiting = await telaris.newOrder( next() );
		await telaris.send( messages.imported( linkable( waiting ) ) );
	}
	await completed( 2 );
	await spread( probe );
	return { reverted, blocked, unlinked };
}

/**
 * Moves the rows into the past: the newest a few minutes ago, the oldest on Friday.
 *
 * @param probe
 */
async function spread( probe: Probe ): Promise< void > {
	const rows = await probe.rows( 'notifications' );
	const ids = rows
		.map( ( row ) => Number( row[ 'id' ] ) )
		.sort( ( a, b ) => b - a );
	const now = Math.floor( Date.now() / 1000 );
	await probe.sql(
		`UPDATE {prefix}telaris_orders SET linked_at = ${ now } - 86400 * (1 + order_id % 9) WHERE link_source = 'import'`
	);
	for ( const [ index, id ] of ids.entries() ) {
		const ago =
			index < 6 ? ( 4 + index * 3 ) * MINUTE : ( index - 4 ) * 2.5 * HOUR;
		const at = Math.floor( now - ago );
		await probe.sql(
			`UPDATE {prefix}telaris_notifications SET received_at = ${ at }, updated_at = ${ at } WHERE id = ${ id }`
		);
		await probe.sql(
			`UPDATE {prefix}telaris_attempts SET finished_ms = ${ at }000 + finished_ms - started_ms, started_ms = ${ at }000 WHERE notification_id = ${ id }`
		);
	}
}
