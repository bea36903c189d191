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
			return user === null
				? __(
						'The shop tried again by itself',
						'telaris-for-woocommerce'
					)
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'Tried again now by %s',
							'telaris-for-woocommerce'
						),
						user
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
		case 'shop':
			return user === null
				? __( 'Changed in the shop', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'Changed in the shop by %s',
							'telaris-for-woocommerce'
						),
						user
					);
		case 'dismiss':
			return user === null
				? __( 'Put aside or back', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'Put aside or back by %s',
							'telaris-for-woocommerce'
						),
						user
					);
		case 'check':
			return user === null
				? __( 'Marked as checked', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'Marked as checked by %s',
							'telaris-for-woocommerce'
						),
						user
					);
		case 'uncheck':
			return user === null
				? __( 'The check was taken back', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__(
							'The check was taken back by %s',
							'telaris-for-woocommerce'
						),
						user
					);
		case 'cancel':
			return user === null
				? __( 'Retries ended', 'telaris-for-woocommerce' )
				: sprintf(
						/* translators: %s: name of a person. */
						__( 'Retries ended by %s', 'telaris-for-woocommerce' ),
						user
					);
	}
}

/**
 * Whether something was tried. What a person only said has no outcome of its own.
 *
 * @param attempt The attempt.
 */
export function isTried( { trigger }: Attempt ): boolean {
	return trigger !== 'check' && trigger !== 'uncheck';
}

/**
 * Says which statuses an attempt led the order through.
 *
 * @param attempt The attempt.
 * @return In their order; one where it stayed, none where no order was met.
 */
export function statusesOf( attempt: Attempt ): string[] {
	const statuses = [
		attempt.status_before_label,
		// Only the first and the last status are recorded; "put back" says what was between.
		attempt.result?.code === 'reverted'
			? __( 'Completed', 'telaris-for-woocommerce' )
			: null,
		attempt.status_after_label,
	];
	return statuses
		.filter( ( status ) => status !== null )
		.filter( ( status, index, all ) => status !== all[ index - 1 ] );
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
