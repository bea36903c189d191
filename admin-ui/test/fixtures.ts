import type {
	Attempt,
	ChecklistLine,
	Delivery,
	Code,
	Heading,
	Health,
	LinkCandidate,
	NotificationDetail,
	RefusedCall,
	Result,
	Settings,
} from '../src/api/types';

const LABELS: Record< Heading, string > = {
	completed: 'Completed',
	not_invoiced: 'Not invoiced',
	link_missing: 'Link missing',
	connection: 'Connection',
	order_blocked: 'Order blocked',
	needs_check: 'Needs a check',
	held: 'Held back',
	dismissed: 'Dismissed',
};

/** A result as the server words it. */
export function makeResult(
	code: Code,
	heading: Heading,
	sentence: string,
	whatToDo = ''
): Result {
	return {
		code,
		heading,
		heading_label: LABELS[ heading ],
		sentence,
		what_to_do: whatToDo,
	};
}

export const COMPLETED = makeResult(
	'completed',
	'completed',
	'Set to Completed.'
);

export const CANCELLED = makeResult(
	'status_not_allowed',
	'order_blocked',
	'The order had the status "Cancelled". Such orders are not completed automatically.',
	'If it is to be Completed all the same, re-send and tick "Complete anyway".'
);

export function makeAttempt( change: Partial< Attempt > = {} ): Attempt {
	return {
		id: 1,
		trigger: 'telaris',
		user: null,
		started_at: '2026-11-20T16:42:03Z',
		duration_ms: 400,
		status_before: 'processing',
		status_after: 'completed',
		status_before_label: 'Processing',
		status_after_label: 'Completed',
		result: COMPLETED,
		...change,
	};
}

export function makeDelivery(
	id: number,
	change: Partial< Delivery > = {}
): Delivery {
	const part = { headers: {}, is_exact: true, is_cut: false };
	return {
		attempt_id: 1,
		replayed: false,
		times: 1,
		received_at: '2026-11-20T16:42:03Z',
		duration_ms: 84,
		status: 200,
		request: {
			...part,
			body: `{"type":"order.invoiced","data":{"telaris_order":"${ 10_000 + id }"}}`,
			bytes: 61,
			headers: { 'webhook-id': `msg_${ id }` },
		},
		response: { ...part, body: '{"status":200}', bytes: 14 },
		...change,
	};
}

/**
 * A notification about order `1000 + id`, which is Completed.
 *
 * @param id     Its id.
 * @param change What is different.
 */
export function makeNotification(
	id: number,
	change: Partial< NotificationDetail > = {}
): NotificationDetail {
	const number = String( 1000 + id );
	const telarisOrder = String( 10_000 + id );
	const receivedAt = new Date(
		Date.UTC( 2026, 10, 20, 12, id )
	).toISOString();
	return {
		id,
		webhook_id: `msg_${ id }`,
		type: 'order.invoiced',
		state: 'completed',
		result: COMPLETED,
		order: {
			id: Number( number ),
			number,
			status: 'completed',
			status_label: 'Completed',
			edit_url: `https://shop.example/wp-admin/admin.php?page=wc-orders&action=edit&id=${ number }`,
			customer: 'Kari N.',
			total: '499,00 kr',
			exists: true,
		},
		integration_reference: number,
		order_number: number,
		telaris_order: telarisOrder,
		company: null,
		invoice: {
			number: String( 50_000 + id ),
			date: '2026-11-20',
			kind: 'invoice',
			total: '499.00',
			currency: 'NOK',
		},
		attempt_count: 1,
		received_at: receivedAt,
		updated_at: receivedAt,
		next_attempt_at: null,
		needs_check: false,
		can_resend: false,
		can_override: false,
		attempts: [ makeAttempt() ],
		deliveries: [ makeDelivery( id ) ],
		email: { state: 'sent', reason: null, sentence: 'Sent.' },
		sent: {
			type: 'order.invoiced',
			data: {
				telaris_order: telarisOrder,
				integration_reference: number,
			},
		},
		answered: {
			id: `msg_${ id }`,
			status: 200,
			code: 'completed',
			state: 'completed',
			notification_id: id,
			message: 'Set to Completed.',
			retryable: false,
			retry_after: null,
		},
		...change,
	};
}

/** A notification whose order was cancelled in the shop. */
export function makeBlocked(
	id: number,
	change: Partial< NotificationDetail > = {}
): NotificationDetail {
	return makeNotification( id, {
		state: 'failed',
		result: CANCELLED,
		can_resend: true,
		can_override: true,
		...change,
	} );
}

/** A notification that waits until a person releases it. */
export function makeHeld(
	id: number,
	change: Partial< NotificationDetail > = {}
): NotificationDetail {
	return makeNotification( id, {
		state: 'pending',
		result: makeResult(
			'held',
			'held',
			'Held back: the order would be set to Completed.',
			'Review and release it when you are ready.'
		),
		can_resend: true,
		attempt_count: 0,
		...change,
	} );
}

/** A notification that no order is linked to. */
export function makeUnlinked(
	id: number,
	change: Partial< NotificationDetail > = {}
): NotificationDetail {
	return makeNotification( id, {
		state: 'failed',
		order: null,
		result: makeResult(
			'missing_link',
			'link_missing',
			`No WooCommerce order is linked to Telaris order ${ 10_000 + id }.`,
			'Link it to an order here; it is then completed by itself.'
		),
		can_resend: true,
		...change,
	} );
}

/**
 * An order that is offered for a missing link.
 *
 * @param id     The order.
 * @param change What is different.
 */
export function makeCandidate(
	id: number,
	change: Partial< LinkCandidate > = {}
): LinkCandidate {
	return {
		id,
		number: String( id ),
		status: 'processing',
		status_label: 'Processing',
		edit_url: null,
		customer: 'Kari N.',
		total: '499,00 kr',
		exists: true,
		reason: 'same_number',
		reason_label: 'same order number',
		telaris_order: null,
		company: null,
		read_at: null,
		...change,
	};
}

export function makeHealth( change: Partial< Health > = {} ): Health {
	return {
		last_contact_at: '2026-11-20T16:42:03Z',
		failed: 0,
		to_check: 0,
		pending: 0,
		hold: false,
		held: 0,
		awaiting: 0,
		refused_last_hour: 0,
		refused_last_day: 0,
		secrets: [
			{
				id: '0a1b2c3d',
				created_at: '2026-11-01T10:00:00Z',
				expires_at: null,
				last_used_at: '2026-11-20T16:42:03Z',
				readable: true,
				ends_with_next: false,
			},
		],
		delivery_url:
			'https://shop.example/wp-json/wc-telaris/v1/notifications',
		problems: [],
		...change,
	};
}

export function makeRefusedCall(
	change: Partial< RefusedCall > = {}
): RefusedCall {
	return {
		code: 'unknown_type',
		message: 'The type "order.invocied" is not known.',
		at: '2026-11-20T16:42:03Z',
		times: 1,
		webhook_id: 'msg_refused',
		type: 'order.invocied',
		telaris_order: '10021',
		integration_reference: '1043',
		order_number: null,
		invoice_number: '50012',
		from: null,
		...change,
	};
}

export function makeLine(
	id: string,
	change: Partial< ChecklistLine > = {}
): ChecklistLine {
	return {
		id,
		label: 'Delivery URL',
		status: 'ok',
		status_label: 'In order',
		sentence: 'The shop reaches the plugin.',
		what_to_do: '',
		codes: [],
		shown: null,
		link: null,
		...change,
	};
}

export function makeSettings( change: Partial< Settings > = {} ): Settings {
	return {
		completes_from: [ 'processing', 'on-hold' ],
		marked_key: null,
		core_api_guard: 'observe',
		retention_days: 180,
		email_line: true,
		require_link: false,
		complete_when_paid: true,
		parallel_workers: 1,
		hold: false,
		remove_data: false,
		invoice_check: 'note',
		offered_guard: null,
		statuses: [
			{ status: 'pending', label: 'Pending payment' },
			{ status: 'processing', label: 'Processing' },
			{ status: 'on-hold', label: 'On hold' },
		],
		api_keys: [
			{
				id: 7,
				description: 'Telaris import',
				last_seven: 'abc1234',
				permissions: 'read_write',
				user: 'kari',
			},
			{
				id: 8,
				description: 'Warehouse',
				last_seven: 'def5678',
				permissions: 'read',
				user: null,
			},
		],
		offered_key: null,
		...change,
	};
}
