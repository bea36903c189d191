/** The messages of Telaris, one function each. */
import type {
	Message,
	MessageData,
	QueryData,
	Question,
	ReconcileData,
} from './types';

/** An order as Telaris knows it. */
export interface TelarisOrder {
	/** Telaris's own order number. */
	readonly telarisOrder: string;
	/** The company in Telaris that has it, where several call one shop. */
	readonly company?: string | undefined;
	/** The WooCommerce order id, kept since the import; without it the shop needs a stored link. */
	readonly integrationReference?: string | undefined;
	/** The number that the customer sees. */
	readonly orderNumber?: string | undefined;
}

/** An invoice, or a credit note, of Telaris. */
export interface TelarisInvoice {
	readonly number: string;
	/** YYYY-MM-DD. */
	readonly date?: string | undefined;
	/** In the currency's main unit, with a point: "499.00". */
	readonly total?: string | undefined;
	/** ISO 4217, e.g. NOK. */
	readonly currency?: string | undefined;
}

/** The order was imported into Telaris: the shop stores the link. */
export function imported( order: TelarisOrder ): Message {
	return message( 'order.imported', describe( order ) );
}

/** The whole order is invoiced: the shop completes it. */
export function invoiced(
	order: TelarisOrder,
	invoice?: TelarisInvoice
): Message {
	return message( 'order.invoiced', {
		...describe( order ),
		...( invoice && { invoice: describeInvoice( invoice, 'invoice' ) } ),
	} );
}

/** Only part of the order is invoiced: the shop takes note, and changes nothing. */
export function partiallyInvoiced(
	order: TelarisOrder,
	invoice?: TelarisInvoice
): Message {
	return message( 'order.partially_invoiced', {
		...describe( order ),
		...( invoice && { invoice: describeInvoice( invoice, 'invoice' ) } ),
	} );
}

/** A credit note was made for an invoiced order: the shop takes note, and changes nothing. */
export function credited(
	order: TelarisOrder,
	creditNote: TelarisInvoice
): Message {
	return message( 'order.invoiced', {
		...describe( order ),
		invoice: describeInvoice( creditNote, 'credit_note' ),
	} );
}

/** The order was cancelled in Telaris: the shop takes note, and changes nothing. */
export function cancelled( order: TelarisOrder ): Message {
	return message( 'order.cancelled', describe( order ) );
}

/** What became of messages, of Telaris's orders and of WooCommerce's: up to 100 together. */
export function query( about: QueryData ): Question {
	return { ...message( 'notifications.query' ), data: about };
}

/** Where Telaris and the shop differ about the invoices of a period, up to 1,000 of them. */
export function reconcile( list: ReconcileData ): Question {
	return { ...message( 'invoices.reconcile' ), data: list };
}

/** The same message as a question: what would happen? Nothing is done or recorded. */
export function dryRun< About extends Message | Question >(
	about: About
): About {
	return { ...about, dry_run: true };
}

/** Asks whether the connection works. */
export function ping(): Message {
	return message( 'ping' );
}

function message( type: Message[ 'type' ], data?: MessageData ): Message {
	return {
		type,
		timestamp: new Date().toISOString(),
		...( data && { data } ),
	};
}

function describe( order: TelarisOrder ): MessageData {
	return {
		telaris_order: order.telarisOrder,
		...( order.company !== undefined && { company: order.company } ),
		...( order.integrationReference !== undefined && {
			integration_reference: order.integrationReference,
		} ),
		...( order.orderNumber !== undefined && {
			order_number: order.orderNumber,
		} ),
	};
}

function describeInvoice(
	invoice: TelarisInvoice,
	kind: 'invoice' | 'credit_note'
): NonNullable< MessageData[ 'invoice' ] > {
	return {
		number: invoice.number,
		kind,
		...( invoice.date !== undefined && { date: invoice.date } ),
		...( invoice.total !== undefined && { total: invoice.total } ),
		...( invoice.currency !== undefined && { currency: invoice.currency } ),
	};
}
