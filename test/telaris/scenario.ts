/**
 * A morning at Telaris, for `npm start`: a dozen orders of a shop are imported and invoiced. Nine become Completed;
 * three cannot, for three reasons that a person then finds in the sync history.
 */
import path from 'node:path';
import type { Shop } from '../shop';
import { TelarisClient, deliveryUrl, type Delivery } from './client';
import * as messages from './messages';
import type { Message } from './types';

/** One line of the table that `npm start` ends with. */
export interface ScenarioRow {
	/** "#1042", or the id of an order that is not there. */
	readonly order: string;
	/** What Telaris did. */
	readonly what: string;
	/** "200 completed → completed": the answer to the last message, then the order's status. */
	readonly expected: string;
	readonly got: string;
	readonly ok: boolean;
}

interface ShopOrder {
	readonly id: number;
	readonly number: string;
	readonly total: string;
	readonly currency: string;
}

/** What is done with one order, and what must come of it. */
interface Part {
	readonly what: string;
	readonly order: ShopOrder;
	readonly steps: ( order: ShopOrder ) => Message[];
	readonly expected: string;
}

/** More than any test shop has. */
const NOWHERE = 2_147_000_000;

/**
 * Imports and invoices orders of a shop that runs on this machine. Takes orders that Telaris has not spoken of yet, so
 * it can be run again and again.
 *
 * @param shop
 * @throws Error when the shop's own tools fail; what the plugin does wrong stands in the rows.
 */
export async function runScenario( shop: Shop ): Promise< ScenarioRow[] > {
	const { processing, onHold, cancelled } = await findOrders( shop );
	const client = new TelarisClient( {
		url: deliveryUrl( shop.url ),
		secret: shop.webhookSecret,
		patience: { attempts: 3, firstWait: 200, longestWait: 5_000 },
	} );

	const parts: Part[] = [
		...processing.slice( 0, 6 ).map( ( order ) => ( {
			what: 'imported, invoiced',
			order,
			steps: () => [ imported( order ), invoiced( order ) ],
			expected: '200 completed → completed',
		} ) ),
		...onHold.map( ( order ) => ( {
			what: 'on hold, imported, invoiced',
			order,
			steps: () => [ imported( order ), invoiced( order ) ],
			expected: '200 completed → completed',
		} ) ),
		...processing.slice( 6, 7 ).map( ( order ) => ( {
			what: 'imported, invoiced in part, then the rest',
			order,
			steps: () => [
				imported( order ),
				messages.partiallyInvoiced( known( order ) ),
				invoiced( order ),
			],
			expected: '200 completed → completed',
		} ) ),
		...processing.slice( 7, 8 ).map( ( order ) => ( {
			what: 'invoiced, told twice',
			order,
			steps: () => [ invoiced( order ), invoiced( order ) ],
			expected: '200 already_completed → completed',
		} ) ),
		...processing.slice( 8, 9 ).map( ( order ) => ( {
			what: 'invoiced, but never imported: no link',
			order,
			steps: () => [
				messages.invoiced(
					{ ...known( order ), integrationReference: undefined },
					invoiceOf( order )
				),
			],
			expected: '409 missing_link → processing',
		} ) ),
		...cancelled.map( ( order ) => ( {
			what: 'imported, cancelled in the shop, invoiced',
			order,
			steps: () => [ imported( order ), invoiced( order ) ],
			expected: '409 status_not_allowed → cancelled',
		} ) ),
		{
			what: 'invoiced, but not an order of this shop',
			order: unknownOrder(),
			steps: ( order ) => [ invoiced( order ) ],
			expected: '404 order_not_found → none',
		},
	];

	const deliveries: ( Delivery | undefined )[] = [];
	for ( const { order, steps } of parts ) {
		let last: Delivery | undefined;
		for ( const message of steps( order ) ) {
			last = await client.send( message );
		}
		deliveries.push( last );
	}
	const statuses = await readStatuses(
		shop,
		parts.map( ( { order } ) => order.id )
	);
	return parts.map( ( { order, what, expected }, index ) => {
		const delivery = deliveries[ index ];
		const got = `${ delivery?.status } ${ delivery?.code } → ${ statuses[ order.id ] ?? 'none' }`;
		return {
			order: `#${ order.number }`,
			what,
			expected,
			got,
			ok: got === expected,
		};
	} );
}

async function findOrders( shop: Shop ): Promise< {
	processing: ShopOrder[];
	onHold: ShopOrder[];
	cancelled: ShopOrder[];
} > {
	const answer = await runPhp(
		shop,
		'orders.php',
		JSON.stringify( { processing: 9, 'on-hold': 1, cancelled: 1 } )
	);
	const found = JSON.parse( answer ) as Record< string, ShopOrder[] >;
	return {
		processing: found[ 'processing' ] ?? [],
		onHold: found[ 'on-hold' ] ?? [],
		cancelled: found[ 'cancelled' ] ?? [],
	};
}

async function readStatuses(
	shop: Shop,
	ids: number[]
): Promise< Record< string, string | null > > {
	return JSON.parse(
		await runPhp( shop, 'statuses.php', ...ids.map( String ) )
	) as Record< string, string | null >;
}

function runPhp(
	shop: Shop,
	file: string,
	...args: string[]
): Promise< string > {
	return shop.wp( [
		'eval-file',
		'--use-include',
		path.join( __dirname, 'scenario', file ),
		...args,
	] );
}

function unknownOrder(): ShopOrder {
	const id = NOWHERE + ( Date.now() % 100_000 );
	return { id, number: String( id ), total: '499.00', currency: 'NOK' };
}

function known( order: ShopOrder ): messages.TelarisOrder {
	return {
		telarisOrder: String( 10_000 + order.id ),
		integrationReference: String( order.id ),
		orderNumber: order.number,
	};
}

function invoiceOf( order: ShopOrder ): messages.TelarisInvoice {
	return {
		number: String( 50_000 + order.id ),
		date: new Date().toISOString().slice( 0, 10 ),
		total: order.total,
		currency: order.currency,
	};
}

function imported( order: ShopOrder ) {
	return messages.imported( known( order ) );
}

function invoiced( order: ShopOrder ) {
	return messages.invoiced( known( order ), invoiceOf( order ) );
}
