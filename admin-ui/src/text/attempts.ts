import { __, _n, sprintf } from '@wordpress/i18n';

import type { Attempt, Delivery } from '../api/types';

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

const inUnit = ( value: number, options: Intl.NumberFormatOptions ) =>
	new Intl.NumberFormat( document.documentElement.lang || undefined, {
		style: 'unit',
		maximumFractionDigits: 1,
		...options,
	} ).format( value );

/**
 * Says how long an attempt took.
 *
 * @param attempt The attempt.
 */
export function durationText( { duration_ms: duration }: Attempt ): string {
	return duration === null
		? __( 'not finished', 'telaris-for-woocommerce' )
		: inUnit( duration / 1000, { unit: 'second' } );
}

/**
 * Says how long Telaris waited for the answer.
 *
 * @param delivery What was sent.
 */
export function tookText( { duration_ms: duration }: Delivery ): string {
	return inUnit( duration, { unit: 'millisecond' } );
}

/**
 * Says how large a message is.
 *
 * @param bytes Its size.
 */
export function sizeText( bytes: number ): string {
	return inUnit( bytes, { unit: 'byte', unitDisplay: 'long' } );
}

/**
 * Says what became of something that Telaris sent and that began no attempt.
 *
 * @param delivery What was sent.
 */
export function sentText( { replayed, times }: Delivery ): string {
	if ( ! replayed ) {
		return times > 1
			? sprintf(
					/* translators: %d: how often. */
					_n(
						'Telaris called %d time; this is the last',
						'Telaris called %d times; this is the last',
						times,
						'telaris-for-woocommerce'
					),
					times
				)
			: __( 'Telaris called', 'telaris-for-woocommerce' );
	}
	return times > 1
		? sprintf(
				/* translators: %d: how often. */
				_n(
					'Sent again by Telaris %d time and answered from the history; this is the last',
					'Sent again by Telaris %d times and answered from the history; this is the last',
					times,
					'telaris-for-woocommerce'
				),
				times
			)
		: __(
				'Sent again by Telaris and answered from the history',
				'telaris-for-woocommerce'
			);
}
