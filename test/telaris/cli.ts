/**
 * Plays Telaris from the command line: `npm run telaris -- invoice 1234`.
 *
 * Sends one message to a shop, prints it (without secrets), the answer, and what became of the order.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TelarisClient, deliveryUrl, type ApiKey } from './client';
import { readInvoices } from './invoice-file';
import * as messages from './messages';
import { orderStatus } from './order-status';
import type { Message, Question } from './types';

const USAGE = `npm run telaris -- <what> [<WooCommerce order id>] [options]

  invoice <id>   the whole order is invoiced: the shop sets it to Completed
  import <id>    the order was imported: the shop stores the link
  partial <id>   part of it is invoiced        ┐
  credit <id>    a credit note was made        ├ the shop takes note, and changes nothing
  cancel <id>    it was cancelled in Telaris   ┘
  ping           does the connection work?
  query <id>     what became of an order: all that was said about it, and its status now
  reconcile <f>  the invoices of a period, in a file (JSON or CSV): where do Telaris and the shop differ?

Which shop
  --shop=<name>           a shop started with npm start (default: TELARIS_SHOP, else "demo")
  --url=<address>         any other shop, or its full delivery address
  --secret=whsec_…        the signing secret, or
  --key=ck_…:cs_…         a WooCommerce API key with write permission; --key alone takes the shop's own
  --plain                 call ?rest_route=… as for shops with plain permalinks

What is said
  --dry-run               ask what would happen: nothing is done or recorded
  --telaris-order=<no>    Telaris's order number (default: 10000 + the order id)
  --order-number=<no>     the number the customer sees
  --invoice=<no>          the invoice's number (default: 50000 + the order id; --invoice= for none)
  --total=<499.00>  --currency=<NOK>
  --no-reference          leave out the integration reference, as if the order had not been imported
  --id=<msg_…>            repeat a message under its own id
  --attempts=<n>          tries in all (default 5)`;

const KINDS: Record<
	string,
	(
		order: messages.TelarisOrder,
		invoice?: messages.TelarisInvoice
	) => Message
> = {
	invoice: messages.invoiced,
	import: messages.imported,
	partial: messages.partiallyInvoiced,
	credit: ( order, invoice ) =>
		messages.credited( order, invoice ?? { number: 'K1' } ),
	cancel: messages.cancelled,
	ping: messages.ping,
};

/** A shop to call, and how its orders can be looked at afterwards. */
interface Target {
	readonly url: string;
	readonly credentials: { secret: string } | { apiKey: ApiKey };
	readonly headers: Record< string, string >;
	readonly statusOf?: ( id: string ) => Promise< string >;
}

function readArguments( args: string[] ) {
	return parseArgs( {
		args,
		allowPositionals: true,
		options: {
			shop: { type: 'string' },
			url: { type: 'string' },
			secret: { type: 'string' },
			key: { type: 'string' },
			plain: { type: 'boolean', default: false },
			'telaris-order': { type: 'string' },
			'order-number': { type: 'string' },
			invoice: { type: 'string' },
			total: { type: 'string' },
			currency: { type: 'string' },
			'no-reference': { type: 'boolean', default: false },
			id: { type: 'string' },
			'dry-run': { type: 'boolean', default: false },
			attempts: { type: 'string', default: '5' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	} );
}

type Options = ReturnType< typeof readArguments >[ 'values' ];

async function findTarget( options: Options ): Promise< Target > {
	const apiKey = options.key ? parseKey( options.key ) : undefined;
	if ( options.url ) {
		if ( ! options.secret && ! apiKey ) {
			throw new Error( '--url needs --secret or --key.' );
		}
		return {
			url: /notifications\/?$/.test( options.url )
				? options.url
				: deliveryUrl( options.url, {
						plainPermalinks: options.plain,
					} ),
			credentials: apiKey ? { apiKey } : { secret: options.secret ?? '' },
			headers: {},
			...( apiKey && {
				statusOf: ( id ) =>
					orderStatus( { url: options.url ?? '', key: apiKey }, id ),
			} ),
		};
	}
	const { openShop } = await import( '../shop' );
	const shop = await openShop(
		options.shop ?? process.env[ 'TELARIS_SHOP' ] ?? 'demo'
	);
	return {
		url: deliveryUrl( shop.url, { plainPermalinks: options.plain } ),
		credentials:
			options.key === undefined
				? { secret: options.secret ?? shop.webhookSecret }
				: { apiKey: apiKey ?? shop.keys.readWrite },
		// The shop believes to stand behind a proxy with TLS: WooCommerce takes its keys over HTTPS only.
		headers: { 'x-forwarded-proto': 'https' },
		statusOf: ( id ) =>
			orderStatus(
				{ url: shop.url, key: shop.keys.readOnly, wp: shop.wp },
				id
			),
	};
}

function parseKey( value: string ): ApiKey | undefined {
	const [ key, secret ] = value.split( ':' );
	return key && secret ? { key, secret } : undefined;
}

function compose(
	kind: string,
	id: string | undefined,
	options: Options
): Message | Question {
	const make = KINDS[ kind ];
	if ( ! make && kind !== 'reconcile' && kind !== 'query' ) {
		throw new Error( `I do not know "${ kind }".\n\n${ USAGE }` );
	}
	if ( kind === 'ping' ) {
		return messages.ping();
	}
	if ( kind === 'reconcile' ) {
		if ( ! id ) {
			throw new Error( '"reconcile" needs a file with invoices.' );
		}
		return messages.reconcile( readInvoices( readFileSync( id, 'utf8' ) ) );
	}
	const number = Number( id );
	if ( ! Number.isInteger( number ) || number < 1 ) {
		throw new Error( `"${ kind }" needs the id of a WooCommerce order.` );
	}
	if ( ! make ) {
		return messages.query( { order_ids: [ number ] } );
	}
	const invoiceNumber = options.invoice ?? String( 50_000 + number );
	return make(
		{
			telarisOrder:
				options[ 'telaris-order' ] ?? String( 10_000 + number ),
			integrationReference: options[ 'no-reference' ]
				? undefined
				: String( number ),
			orderNumber: options[ 'order-number' ],
		},
		invoiceNumber === ''
			? undefined
			: {
					number: invoiceNumber,
					date: new Date().toISOString().slice( 0, 10 ),
					total: options.total,
					currency: options.currency,
				}
	);
}

async function main(): Promise< void > {
	const { positionals, values: options } = readArguments(
		process.argv.slice( 2 )
	);
	const [ kind, orderId ] = positionals;
	if ( options.help || ! kind ) {
		process.stdout.write( `${ USAGE }\n` );
		return;
	}
	const composed = compose( kind, orderId, options );
	const message = options[ 'dry-run' ]
		? messages.dryRun( composed )
		: composed;
	const target = await findTarget( options );
	const client = new TelarisClient( {
		url: target.url,
		headers: target.headers,
		patience: { attempts: Number( options.attempts ) },
		...target.credentials,
	} );

	const how = 'apiKey' in target.credentials ? 'with an API key' : 'signed';
	print( `POST ${ target.url }  (${ how })`, message );
	const delivery = await client.send( message, options.id );
	const notes = [
		delivery.replayed && 'answered before',
		delivery.attempts > 1 && `${ delivery.attempts } attempts`,
	].filter( Boolean );
	print(
		[
			delivery.status ? `HTTP ${ delivery.status }` : 'No answer',
			delivery.code,
			...notes,
			`webhook-id ${ delivery.id }`,
		].join( ' · ' ),
		delivery.body ?? delivery.message
	);
	if ( orderId && kind !== 'reconcile' && target.statusOf ) {
		process.stdout.write(
			`Order ${ orderId } is now: ${ await target.statusOf( orderId ) }\n`
		);
	}
	process.exitCode = delivery.ok ? 0 : 1;
}

function print( title: string, body: unknown ): void {
	const text =
		typeof body === 'string' ? body : JSON.stringify( body, null, 2 );
	process.stdout.write(
		`${ title }\n${ text.replace( /^/gm, '    ' ) }\n\n`
	);
}

main().catch( ( error: unknown ) => {
	process.stderr.write(
		`${ error instanceof Error ? error.message : String( error ) }\n`
	);
	process.exitCode = 1;
} );
