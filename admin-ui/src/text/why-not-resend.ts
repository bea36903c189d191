import { __ } from '@wordpress/i18n';

import type { Notification } from '../api/types';

/**
 * Says why a notification cannot be re-sent.
 *
 * @param notification The notification.
 * @return A sentence; null when it can be.
 */
export function whyNotResend( notification: Notification ): string | null {
	if ( notification.can_resend ) {
		return null;
	}
	switch ( notification.state ) {
		case 'completed':
			return __(
				'The order is Completed: there is nothing to re-send.',
				'telaris-for-woocommerce'
			);
		case 'ignored':
			return __(
				'Telaris did not say that the order is invoiced: there is nothing to re-send.',
				'telaris-for-woocommerce'
			);
		case 'pending':
			return __(
				'The shop tries this again by itself.',
				'telaris-for-woocommerce'
			);
		case 'failed':
			return notification.result.heading === 'link_missing'
				? __(
						'It can be re-sent once it is linked to an order.',
						'telaris-for-woocommerce'
					)
				: __( 'This cannot be re-sent.', 'telaris-for-woocommerce' );
	}
}
