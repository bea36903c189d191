import { __, sprintf } from '@wordpress/i18n';

import type { Attempt } from '../api/types';

/**
 * Says who or what started an attempt.
 *
 * @param attempt The attempt.
 */
export function triggerText( { trigger, user }: Attempt ): string {
	switch ( trigger ) {
		case 'telaris':
			return __( 'Telaris called', 'telaris-for-woocommerce' );
		case 'retry':
			return __(
				'The shop tried again by itself',
				'telaris-for-woocommerce'
			);
		case 'resend':
			return user === null
				? __( 'Re-sent', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__( 'Re-sent by %s', 'telaris-for-woocommerce' ),
						user
					);
		case 'link':
			return user === null
				? __( 'Linked to an order', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'Linked to an order by %s',
							'telaris-for-woocommerce'
						),
						user
					);
		case 'cli':
			return __(
				'Re-sent from the command line',
				'telaris-for-woocommerce'
			);
		case 'core_api':
			return __(
				'Telaris wrote through WooCommerce’s REST API',
				'telaris-for-woocommerce'
			);
	}
}

/**
 * Says what happened to the order's status.
 *
 * @param attempt The attempt.
 * @return "Processing → Completed", one status where it stayed, or nothing.
 */
export function statusText( attempt: Attempt ): string {
	const before = attempt.status_before_label;
	const after = attempt.status_after_label;
	if ( before === null || after === null || before === after ) {
		return after ?? before ?? '';
	}
	return sprintf(
		/* translators: 1: the order's status before, 2: after. */
		__( '%1$s → %2$s', 'telaris-for-woocommerce' ),
		before,
		after
	);
}

/**
 * Says how long an attempt took.
 *
 * @param attempt The attempt.
 */
export function durationText( { duration_ms: duration }: Attempt ): string {
	if ( duration === null ) {
		return __( 'not finished', 'telaris-for-woocommerce' );
	}
	return new Intl.NumberFormat( document.documentElement.lang || undefined, {
		style: 'unit',
		unit: 'second',
		maximumFractionDigits: 1,
	} ).format( duration / 1000 );
}
