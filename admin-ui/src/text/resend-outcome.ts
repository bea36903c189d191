import { __, _n, sprintf } from '@wordpress/i18n';

import type { Outcome } from '../hooks/use-resend';
import { failureText } from './failure';

/** Whether the order is Completed now. */
export function isCompleted( outcome: Outcome ): boolean {
	return outcome.after?.state === 'completed';
}

/**
 * Says why no answer is known.
 *
 * @param outcome The outcome.
 */
export function errorText( { error }: Outcome ): string {
	// A server that broke off sends no sentence.
	if (
		error?.failure === 'offline' ||
		( error?.failure === 'server' && ! error.message )
	) {
		return __(
			'No answer came, so it is not known whether the order was set to Completed. Look at it before you try again.',
			'telaris-for-woocommerce'
		);
	}
	return error ? failureText( error ) : '';
}

/**
 * Sums up what was done.
 *
 * @param outcomes What became of each order.
 * @param total    How many were looked at.
 */
export function summaryText(
	outcomes: readonly Outcome[],
	total: number
): string {
	const completed = outcomes.filter( isCompleted ).length;
	if ( completed === total ) {
		return sprintf(
			/* translators: %d: number of orders. */
			_n(
				'%d order is Completed.',
				'%d orders are Completed.',
				total,
				'telaris-for-woocommerce'
			),
			total
		);
	}
	return sprintf(
		/* translators: 1: number of orders that worked, 2: number of all orders. */
		_n(
			'%1$d of %2$d order is Completed.',
			'%1$d of %2$d orders are Completed.',
			total,
			'telaris-for-woocommerce'
		),
		completed,
		total
	);
}
