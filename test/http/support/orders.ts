/** Orders, and what must and must not have happened to them. */
import assert from 'node:assert/strict';
import * as messages from '../../telaris/messages';
import type { components } from '../../../admin-ui/src/api/schema';
import type { Message } from '../../telaris/types';
import type { Suite } from './suite';
import type { NewOrder, ProbedOrder } from './probe';

type Schemas = components[ 'schemas' ];

export type HistoryRow = Schemas[ 'Notification' ];
export type HistoryDetail = Schemas[ 'NotificationDetail' ];

let counter = 0;

/** Gives a Telaris order number that was never used in any run. */
export function newTelarisOrder(): string {
	counter += 1;
	return `T${ Date.now().toString( 36 ) }-${ process.pid }-${ counter }`.toUpperCase();
}

/** Gives an invoice number that was never used in any run. */
export function newInvoiceNumber(): string {
	return newTelarisOrder().replace( 'T', 'F' );
}

/** An order of the shop with what Telaris would say about it. */
export interface Subject {
	readonly id: number;
	/** The number the customer sees. */
	readonly number: string;
	readonly telarisOrder: string;
	readonly invoiceNumber: string;
	/** order.imported */
	readonly imported: Message;
	/** order.invoiced, with the integration reference */
	readonly invoiced: Message;
}

/** Makes an order in the shop. */
export async function newSubject(
	suite: Suite,
	order: NewOrder = {}
): Promise< Subject > {
	const { id, number } = await suite.probe.newOrder( order );
	return subjectOf( id, number );
}

/** Makes orders in the shop, all alike. */
export async function newSubjects(
	suite: Suite,
	count: number,
	order: NewOrder = {}
): Promise< Subject[] > {
	const made = await suite.probe.newOrders( count, order );
	return made.map( ( { id, number } ) => subjectOf( id, number ) );
}

/** Thinks up what Telaris would say about an order, which need not exist. */
export function subjectOf( id: number, number = String( id ) ): Subject {
	const telarisOrder = newTelarisOrder();
	const invoiceNumber = newInvoiceNumber();
	const known = {
		telarisOrder,
		integrationReference: String( id ),
		orderNumber: number,
	};
	return {
		id,
		number,
		telarisOrder,
		invoiceNumber,
		imported: messages.imported( known ),
		invoiced: messages.invoiced( known, {
			number: invoiceNumber,
			date: '2026-11-23',
			total: '499.00',
			currency: 'NOK',
		} ),
	};
}

export interface CompletedHow {
	/** The status before. */
	readonly from?: string;
	/**
	 * How often the gate has stopped WooCommerce's hooks. Whoever listens before the gate, as the probe may, has heard
	 * the first of them.
	 */
	readonly stopped?: number;
}

/** Fails unless the order was completed once, with all that belongs to it, and no more than once. */
export async function assertCompletedOnce(
	suite: Suite,
	id: number,
	{ from = 'processing', stopped = 0 }: CompletedHow = {}
): Promise< ProbedOrder > {
	// The customer's email leaves after the answer.
	await suite.probe.waitForEnd();
	const order = await suite.probe.order( id );
	assert.equal( order.status, 'completed', `order ${ id }` );
	const {
		completed,
		processing_to_completed: fromProcessing,
		status_changed: changed,
	} = order.hooks;
	assert.deepEqual(
		{ fromProcessing, changed },
		{ fromProcessing: from === 'processing' ? 1 : 0, changed: 1 },
		`hooks of order ${ id }`
	);
	assert.ok(
		completed >= 1 && completed <= 1 + stopped,
		`${ completed } Completed hooks of order ${ id }`
	);
	if ( ! suite.shop.ground.standIn ) {
		assert.equal(
			order.hooks.completed_notification,
			1,
			`notification hooks of order ${ id }`
		);
		assert.equal(
			customerEmails( order ).length,
			1,
			`emails of order ${ id }`
		);
	}
	return order;
}

/**
 * Looks again and again until it is as wanted, for what is done after an answer.
 *
 * @param look
 * @param wanted
 * @param patience Milliseconds.
 * @return What was seen last, wanted or not.
 */
export async function eventually< Seen >(
	look: () => Promise< Seen >,
	wanted: ( seen: Seen ) => boolean,
	patience = 10_000
): Promise< Seen > {
	const end = Date.now() + patience;
	for (;;) {
		const seen = await look();
		if ( wanted( seen ) || Date.now() > end ) {
			return seen;
		}
		await new Promise( ( resolve ) => setTimeout( resolve, 100 ) );
	}
}

/** Fails unless nothing at all happened to the order since it was made. */
export async function assertUntouched(
	suite: Suite,
	id: number,
	status = 'processing'
): Promise< ProbedOrder > {
	const order = await suite.probe.order( id );
	assert.equal( order.status, status, `order ${ id }` );
	assert.equal(
		order.hooks.completed,
		0,
		`Completed hooks of order ${ id }`
	);
	assert.equal(
		customerEmails( order ).length,
		0,
		`emails of order ${ id }`
	);
	return order;
}

/**
 * The mails to the customer about an order. What the probe's own changes would mail is not among them, so each is the
 * one that tells that the order is Completed, whatever the shop's language.
 *
 * @param order
 * @param address
 */
export function customerEmails(
	order: ProbedOrder,
	address = 'kari@example.com'
): ProbedOrder[ 'emails' ] {
	return order.emails.filter( ( { to } ) => to === address );
}

/** The rows of the history about one Telaris order, newest first. */
export async function historyOf(
	suite: Suite,
	telarisOrder: string
): Promise< HistoryRow[] > {
	const admin = await suite.admin();
	const reply = await admin.call(
		'GET',
		`/notifications?search=${ encodeURIComponent( telarisOrder ) }`
	);
	assert.equal( reply.status, 200, reply.text );
	return reply.json as HistoryRow[];
}

/** The newest row of the history about an order. */
export async function rowOf(
	suite: Suite,
	order: Subject
): Promise< HistoryRow > {
	const [ newest ] = await historyOf( suite, order.telarisOrder );
	assert.ok( newest );
	return newest;
}

/** One notification with its attempts. */
export async function detailOf(
	suite: Suite,
	id: number
): Promise< HistoryDetail > {
	const admin = await suite.admin();
	const reply = await admin.call( 'GET', `/notifications/${ id }` );
	assert.equal( reply.status, 200, reply.text );
	return reply.json as HistoryDetail;
}
