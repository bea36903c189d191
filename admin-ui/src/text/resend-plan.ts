import { __, _n, _x, sprintf } from '@wordpress/i18n';

import type { Preview } from '../api/types';
import type { ResendItem } from '../hooks/use-resend';
import { notificationName } from './names';

/** Orders that are blocked for the same reason. */
export interface BlockedGroup {
	/** The reason, a sentence. */
	against: string;
	previews: Preview[];
}

/** What can be done, sorted by what it takes. */
export interface ResendPlan {
	/** Can be completed at once. */
	ready: Preview[];
	/** Completed only if a person overrides the reason. */
	blocked: BlockedGroup[];
	/** Done once they are linked to an order. */
	unlinked: Preview[];
	/** Not completed, even if a person wanted it. */
	unchanged: Preview[];
}

/**
 * Sorts previews by what it takes to do them.
 *
 * @param previews What re-sending each would do.
 */
export function planOf( previews: readonly Preview[] ): ResendPlan {
	const plan: ResendPlan = {
		ready: [],
		blocked: [],
		unlinked: [],
		unchanged: [],
	};
	for ( const preview of previews ) {
		switch ( preview.will ) {
			case 'complete':
			case 'already_completed':
				plan.ready.push( preview );
				break;
			case 'needs_link':
				( preview.notification.telaris_order === null
					? plan.unchanged
					: plan.unlinked
				).push( preview );
				break;
			case 'nothing':
				plan.unchanged.push( preview );
				break;
			case 'blocked':
				if ( preview.can_override ) {
					addBlocked( plan.blocked, preview );
				} else {
					plan.unchanged.push( preview );
				}
		}
	}
	return plan;
}

function addBlocked( groups: BlockedGroup[], preview: Preview ): void {
	const against = preview.against ?? '';
	const group = groups.find( ( known ) => known.against === against );
	if ( group ) {
		group.previews.push( preview );
	} else {
		groups.push( { against, previews: [ preview ] } );
	}
}

/**
 * Says what will happen to an order that can be completed at once.
 *
 * @param preview   What re-sending it would do.
 * @param sendEmail Whether the customer is to get the email.
 */
export function readyText( preview: Preview, sendEmail: boolean ): string {
	return preview.will === 'already_completed'
		? sentences(
				__(
					'The order is Completed already: it is not changed, only the history is put right.',
					'telaris-for-woocommerce'
				),
				preview.email === 'held' ? emailText( preview, sendEmail ) : ''
			)
		: sentences(
				__( 'Will be set to Completed.', 'telaris-for-woocommerce' ),
				effectsText( [ preview ] ),
				emailText( preview, sendEmail )
			);
}

/**
 * Says why an order stays as it is.
 *
 * @param preview What re-sending it would do.
 */
export function unchangedText( preview: Preview ): string {
	return preview.will === 'nothing'
		? __( 'There is nothing to re-send.', 'telaris-for-woocommerce' )
		: ( preview.against ?? '' );
}

/**
 * Says what it means to complete blocked orders anyway.
 *
 * @param previews What re-sending them would do.
 */
export function overrideText( previews: readonly Preview[] ): string {
	return sentences(
		effectsText( previews ),
		__( 'A payment that waits may be captured.', 'telaris-for-woocommerce' )
	);
}

/** What WooCommerce does besides when the orders are set to Completed. */
function effectsText( previews: readonly Preview[] ): string {
	const has = ( effect: Preview[ 'effects' ][ number ] ) =>
		previews.some( ( { effects } ) => effects.includes( effect ) );
	return sentences(
		has( 'marks_paid' )
			? _n(
					'Then the order counts as paid.',
					'Then the orders count as paid.',
					previews.length,
					'telaris-for-woocommerce'
				)
			: '',
		has( 'reduces_stock' )
			? __(
					'Stock that was not reduced is reduced.',
					'telaris-for-woocommerce'
				)
			: ''
	);
}

/**
 * Names the order's customer and current status.
 *
 * @param preview What re-sending it would do.
 */
export function orderFacts( { notification, order }: Preview ): string[] {
	const known = order ?? notification.order;
	return [
		known?.customer,
		known?.total,
		known?.status_label &&
			sprintf(
				/* translators: %s: the order's status now, for example "On hold". */
				__( 'Now: %s', 'telaris-for-woocommerce' ),
				known.status_label
			),
	].filter( ( fact ): fact is string => !! fact );
}

function customerOf( { order }: Preview ): string {
	return order?.customer ?? __( 'The customer', 'telaris-for-woocommerce' );
}

function emailText( preview: Preview, sendEmail: boolean ): string {
	switch ( preview.email ) {
		case 'already_sent':
			return sprintf(
				/* translators: %s: a customer, for example "Kari N." */
				__( '%s already had the email.', 'telaris-for-woocommerce' ),
				customerOf( preview )
			);
		case 'held':
			return __(
				'The customer’s email was not sent, because the steps after Completed were cut off. Mark the notification as checked to send it.',
				'telaris-for-woocommerce'
			);
		case 'switched_off':
			return __(
				'The email is switched off in WooCommerce.',
				'telaris-for-woocommerce'
			);
		case 'will_send':
			return sendEmail
				? sprintf(
						/* translators: %s: a customer, for example "Kari N." */
						__( '%s gets the email.', 'telaris-for-woocommerce' ),
						customerOf( preview )
					)
				: sprintf(
						/* translators: %s: a customer, for example "Kari N." */
						__( '%s gets no email.', 'telaris-for-woocommerce' ),
						customerOf( preview )
					);
	}
}

/**
 * Says what came of the customer's email of an order that is Completed now.
 *
 * @param item      What was done.
 * @param sendEmail Whether the customer was to get it.
 */
export function emailResultText(
	{ preview, link }: ResendItem,
	sendEmail: boolean
): string {
	if ( preview.will === 'already_completed' ) {
		return '';
	}
	if ( preview.email !== 'will_send' && link === null ) {
		return emailText( preview, sendEmail );
	}
	return sendEmail
		? __(
				'The email to the customer is on its way.',
				'telaris-for-woocommerce'
			)
		: __( 'The customer was sent no email.', 'telaris-for-woocommerce' );
}

/** How many orders are set to Completed, and how many customers may get the email. */
interface Effect {
	orders: number;
	emails: number;
	/** The order, where it is one: in a long list it may be out of sight. */
	name: string | null;
}

/**
 * Counts what starting would do.
 *
 * @param items     What is to be done.
 * @param sendEmail Whether customers are to get the email.
 */
export function effectOf(
	items: readonly ResendItem[],
	sendEmail: boolean
): Effect {
	const isMailed = ( { preview, link }: ResendItem ) =>
		link !== null ||
		( preview.email === 'will_send' &&
			preview.will !== 'already_completed' );
	const [ first ] = items;
	return {
		orders: items.length,
		emails: sendEmail ? items.filter( isMailed ).length : 0,
		name:
			first && items.length === 1
				? notificationName( first.preview.notification )
				: null,
	};
}

/**
 * Says beside the button what it does.
 *
 * @param effect What it does.
 */
export function effectText( { orders, emails, name }: Effect ): string {
	if ( orders === 0 ) {
		return __(
			'Nothing is chosen that can be set to Completed.',
			'telaris-for-woocommerce'
		);
	}
	return sentences(
		name === null
			? sprintf(
					/* translators: %d: number of orders, at least 2. */
					__(
						'%d orders are set to Completed.',
						'telaris-for-woocommerce'
					),
					orders
				)
			: sprintf(
					/* translators: %s: for example "Order #1043". */
					__( '%s is set to Completed.', 'telaris-for-woocommerce' ),
					name
				),
		emails === 0
			? __( 'No customer gets an email.', 'telaris-for-woocommerce' )
			: sprintf(
					/* translators: %d: number of customers. */
					_n(
						'%d customer gets an email.',
						'%d customers get an email.',
						emails,
						'telaris-for-woocommerce'
					),
					emails
				)
	);
}

/**
 * Names the button after what it does.
 *
 * @param orders How many orders it sets to Completed.
 */
export function startText( orders: number ): string {
	switch ( orders ) {
		case 0:
			return __( 'No order to complete', 'telaris-for-woocommerce' );
		case 1:
			return _x(
				'Set to Completed',
				'button',
				'telaris-for-woocommerce'
			);
		default:
			return sprintf(
				/* translators: %d: number of orders, at least 2. */
				__( 'Set %d orders to Completed', 'telaris-for-woocommerce' ),
				orders
			);
	}
}

function sentences( ...parts: string[] ): string {
	return parts.filter( Boolean ).join( ' ' );
}
