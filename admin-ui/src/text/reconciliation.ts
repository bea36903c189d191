import { __, _n, sprintf } from '@wordpress/i18n';

import type { Difference, LastReconciliation } from '../api/types';

/**
 * Says where Telaris and the shop differ about an invoice.
 *
 * @param difference The difference.
 */
export function differenceKind( {
	kind,
	notification,
	other_invoice: other,
}: Difference ): string {
	switch ( kind ) {
		case 'not_told':
			return __(
				'Invoiced in Telaris, and the shop got no message. Ask Telaris to send it again.',
				'telaris-for-woocommerce'
			);
		case 'failed':
		case 'waiting':
		case 'ignored':
			return notification
				? notification.result.sentence
				: __(
						'The message about it is no longer in the history.',
						'telaris-for-woocommerce'
					);
		case 'other_invoice':
			return sprintf(
				/* translators: %s: number of an invoice. */
				__(
					'The order was completed with invoice %s.',
					'telaris-for-woocommerce'
				),
				other ?? '–'
			);
		case 'not_completed':
			return __(
				'It was completed, and is not Completed any more.',
				'telaris-for-woocommerce'
			);
		case 'not_in_list':
			return __(
				'Completed in the shop, and not among Telaris’s invoices.',
				'telaris-for-woocommerce'
			);
	}
}

/**
 * Says what it came to.
 *
 * @param last The last reconciliation.
 */
export function reconciliationText( last: LastReconciliation ): string {
	const compared = sprintf(
		/* translators: %d: number of invoices. */
		_n(
			'%d invoice compared',
			'%d invoices compared',
			last.compared,
			'telaris-for-woocommerce'
		),
		last.compared
	);
	const open = last.count - settledOf( last );
	return open <= 0
		? sprintf(
				/* translators: %s: for example "98 invoices compared". */
				__( '%s: no differences.', 'telaris-for-woocommerce' ),
				compared
			)
		: sprintf(
				/* translators: 1: for example "98 invoices compared", 2: number of differences. */
				_n(
					'%1$s: %2$d difference.',
					'%1$s: %2$d differences.',
					open,
					'telaris-for-woocommerce'
				),
				compared,
				open
			);
}

function settledOf( { differences }: LastReconciliation ): number {
	return differences.filter( ( { settled } ) => settled ).length;
}
