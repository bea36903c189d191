import { __ } from '@wordpress/i18n';

import type { RequestError } from '../api/errors';

/**
 * Says in words why a request failed and what to do.
 *
 * @param error The error.
 */
export function failureText( error: RequestError ): string {
	switch ( error.failure ) {
		case 'offline':
			return __(
				'The shop cannot be reached. Check your internet connection.',
				'telaris-for-woocommerce'
			);
		case 'expired':
			return __(
				'You are no longer logged in, or may not do this. Nothing on this page is lost: log in again in a new tab, then come back.',
				'telaris-for-woocommerce'
			);
		case 'refused':
			return (
				error.message ||
				__( 'The shop refused this.', 'telaris-for-woocommerce' )
			);
		case 'server':
			return (
				error.message ||
				__(
					'The shop could not answer. If it goes on, show this to whoever runs the site.',
					'telaris-for-woocommerce'
				)
			);
	}
}
