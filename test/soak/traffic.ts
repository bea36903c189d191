/** What Telaris sends in the soak: notifications of all kinds, and the calls that they travel in. */
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import { newId } from '../http/support/endpoint';
import {
	newInvoiceNumber,
	newSubjects,
	newTelarisOrder,
	subjectOf,
	type Subject,
} from '../http/support/orders';
import type { Suite } from '../http/support/suite';

/** One notification, and what has to become of it. */
export interface Sent {
	/** The webhook-id. */
	readonly id: string;
	readonly message: Message;
	readonly order: Subject;
	/** The state that its row ends in. */
	readonly ends: 'completed' | 'ignored' | 'failed';
	/** The reasons that are true of it. */
	readonly codes: readonly string[];
	/** The order's status before; null where there is no such order. */
	readonly from: 'processing' | 'cancelled' | null;
	/** What was broken when it was sent first. */
	readonly during: string;
}

/** Notifications that travel together. */
export interface Call {
	readonly items: readonly Sent[];
	readonly isBatch: boolean;
	/** `Prefer: respond-async`. */
	readonly isAsync: boolean;
	/** Milliseconds after which the client breaks the connection, at its first try. */
	readonly impatience?: number;
}

/** What the order that is Completed may be called in its row. */
const COMPLETED = [
	'completed',
	'already_completed',
	'side_effects_uncertain',
	'email_unknown',
];

type Kind = ( order: Subject ) => Pick< Sent, 'message' | 'ends' | 'codes' >;

/** What is not to be completed: each once among 20 notifications. */
const OTHERS: readonly { from: Sent[ 'from' ]; kind: Kind }[] = [
	{
		from: 'processing',
		kind: ( order ) => ( {
			message: messages.partiallyInvoiced( known( order ), {
				number: order.invoiceNumber,
			} ),
			ends: 'ignored',
			codes: [ 'partially_invoiced' ],
		} ),
	},
	{
		from: 'processing',
		kind: ( order ) => ( {
			message: messages.cancelled( known( order ) ),
			ends: 'ignored',
			codes: [ 'not_synced' ],
		} ),
	},
	{
		from: 'processing',
		kind: ( order ) => ( {
			message: messages.credited( known( order ), {
				number: newInvoiceNumber(),
			} ),
			ends: 'ignored',
			codes: [ 'credit_note' ],
		} ),
	},
	{
		from: 'cancelled',
		kind: ( order ) => ( {
			message: order.invoiced,
			ends: 'failed',
			codes: [ 'status_not_allowed' ],
		} ),
	},
	{
		from: 'processing',
		kind: () => ( {
			// No reference, and an order of Telaris that no link names.
			message: messages.invoiced(
				{ telarisOrder: newTelarisOrder() },
				{ number: newInvoiceNumber() }
			),
			ends: 'failed',
			codes: [ 'missing_link' ],
		} ),
	},
	{
		from: null,
		kind: ( order ) => ( {
			message: order.invoiced,
			ends: 'failed',
			codes: [ 'order_not_found' ],
		} ),
	},
];

const EACH = 20;

/** An id that no order of a test shop has. */
let absent = 900_000_000;

function known( order: Subject ): messages.TelarisOrder {
	return {
		telarisOrder: order.telarisOrder,
		integrationReference: String( order.id ),
		orderNumber: order.number,
	};
}

/**
 * Makes orders, and says what will be sent about them.
 *
 * @param suite
 * @param count  Of notifications.
 * @param during
 */
export async function makeNotifications(
	suite: Suite,
	count: number,
	during: string
): Promise< Sent[] > {
	const kinds = Array.from(
		{ length: count },
		( _, index ) => OTHERS[ index % EACH ]
	);
	const cancelled = await orders(
		suite,
		kinds.filter( ( kind ) => kind?.from === 'cancelled' ).length,
		'cancelled'
	);
	const processing = await orders(
		suite,
		kinds.filter( ( kind ) => ! kind || kind.from === 'processing' ).length,
		'processing'
	);
	let before: Subject | undefined;
	return kinds.map( ( other, index ) => {
		if ( other ) {
			const stock = { cancelled, processing };
			const order =
				( other.from && stock[ other.from ].pop() ) ??
				subjectOf( absent++ );
			return {
				id: newId(),
				order,
				from: other.from,
				during,
				...other.kind( order ),
			};
		}
		// Now and then Telaris says the same twice, by messages of their own.
		const order =
			index % EACH === EACH - 1 && before ? before : processing.pop();
		before = order ?? subjectOf( absent++ );
		return {
			id: newId(),
			order: before,
			message: before.invoiced,
			ends: 'completed' as const,
			codes: COMPLETED,
			from: 'processing' as const,
			during,
		};
	} );
}

async function orders(
	suite: Suite,
	count: number,
	status: string
): Promise< Subject[] > {
	const made: Subject[] = [];
	while ( made.length < count ) {
		made.push(
			...( await newSubjects(
				suite,
				Math.min( 50, count - made.length ),
				{ status }
			) )
		);
	}
	return made;
}

/** How the calls take turns. */
const SHAPES: readonly { size: number; isAsync: boolean }[] = [
	{ size: 1, isAsync: false },
	{ size: 5, isAsync: false },
	{ size: 1, isAsync: false },
	{ size: 1, isAsync: true },
	{ size: 1, isAsync: false },
	{ size: 5, isAsync: true },
	{ size: 1, isAsync: true },
];

/** Puts notifications into calls: single, batch, respond-async. */
export function makeCalls( sent: readonly Sent[] ): Call[] {
	const calls: Call[] = [];
	for ( let from = 0; from < sent.length; ) {
		const { size, isAsync } = SHAPES[
			calls.length % SHAPES.length
		] as ( typeof SHAPES )[ number ];
		calls.push( {
			items: sent.slice( from, from + size ),
			isBatch: size > 1,
			isAsync,
			...( calls.length % 9 === 4 && {
				impatience: 5 + Math.floor( Math.random() * 200 ),
			} ),
		} );
		from += size;
	}
	return calls;
}
