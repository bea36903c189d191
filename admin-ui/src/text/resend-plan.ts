import { __, sprintf } from '@wordpress/i18n';

import type { Preview } from '../api/types';

/**
 * Whether an order is among those that are re-sent.
 *
 * @param preview        What re-sending it would do.
 * @param completeAnyway Whether somebody overrides what stands against it.
 */
export function isSent( preview: Preview, completeAnyway: boolean ): boolean {
	switch ( preview.will ) {
		case 'complete':
		case 'already_completed':
			return true;
		case 'blocked':
			return preview.can_override && completeAnyway;
		case 'needs_link':
		case 'nothing':
			return false;
	}
}

/**
 * Whether it has been put right already, as by a link that was just made.
 *
 * @param preview What re-sending it would do.
 */
export function isDone( { notification, will }: Preview ): boolean {
	return will === 'nothing' && notification.state === 'completed';
}

/**
 * Says what will become of an order.
 *
 * @param preview        What re-sending it would do.
 * @param completeAnyway Whether somebody overrides what stands against it.
 * @param sendEmail      Whether the customer is to get the email.
 */
export function planText(
	preview: Preview,
	completeAnyway: boolean,
	sendEmail: boolean
): string {
	const against = preview.against ?? '';
	switch ( preview.will ) {
		case 'already_completed':
			return __(
				'The order is Completed already: it is not changed, only the history is put right.',
				'telaris-for-woocommerce'
			);
		case 'needs_link':
			return sentences(
				__( 'Needs a link first.', 'telaris-for-woocommerce' ),
				against
			);
		case 'nothing':
			return __(
				'There is nothing to re-send.',
				'telaris-for-woocommerce'
			);
		case 'blocked':
			if ( ! isSent( preview, completeAnyway ) ) {
				return sentences(
					__( 'Will stay as it is.', 'telaris-for-woocommerce' ),
					against
				);
			}
	}
	return sentences(
		__( 'Will be set to Completed.', 'telaris-for-woocommerce' ),
		effectsText( preview ),
		emailText( preview, sendEmail )
	);
}

/**
 * Says what it means to override what stands against an order.
 *
 * @param preview What re-sending it would do.
 */
export function overrideText( preview: Preview ): string {
	return sentences(
		__( 'What stands against it is set aside.', 'telaris-for-woocommerce' ),
		effectsText( preview ),
		__( 'A payment that waits may be captured.', 'telaris-for-woocommerce' )
	);
}

/** What WooCommerce does besides when the order is set to Completed. */
function effectsText( { effects }: Preview ): string {
	return sentences(
		effects.includes( 'marks_paid' )
			? __( 'Then the order counts as paid.', 'telaris-for-woocommerce' )
			: '',
		effects.includes( 'reduces_stock' )
			? __(
					'Stock that was not reduced is reduced.',
					'telaris-for-woocommerce'
				)
			: ''
	);
}

function emailText( { email, order }: Preview, sendEmail: boolean ): string {
	const customer =
		order?.customer ?? __( 'The customer', 'telaris-for-woocommerce' );
	switch ( email ) {
		case 'already_sent':
			return sprintf(
				/* translators: %s: a customer, for example "Kari N." */
				__( '%s already had the email.', 'telaris-for-woocommerce' ),
				customer
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
						customer
					)
				: sprintf(
						/* translators: %s: a customer, for example "Kari N." */
						__( '%s gets no email.', 'telaris-for-woocommerce' ),
						customer
					);
	}
}

function sentences( ...parts: string[] ): string {
	return parts.filter( Boolean ).join( ' ' );
}
