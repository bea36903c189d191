import { Button, Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Health } from '../api/types';
import { MOST_AT_ONCE } from '../store';

interface HoldNoticeProps {
	health: Health;
	/** Opens the dialog that says what each would do. */
	onReview: () => void;
	isOpeningReview: boolean;
}

/**
 * That the plug-in is held back, and what waits to be released: also after the hold has ended.
 */
export function HoldNotice( {
	health: { held, hold },
	onReview,
	isOpeningReview,
}: HoldNoticeProps ) {
	if ( ! hold && held === 0 ) {
		return null;
	}
	const count = Math.min( held, MOST_AT_ONCE );
	const text = textOf( hold, held );
	return (
		<Notice
			status="info"
			isDismissible={ false }
			// Else WordPress renders the button a second time to get its text.
			spokenMessage={ text }
		>
			{ text }
			{ held > 0 && (
				<div className="telaris-failure__actions">
					<Button
						variant="secondary"
						__next40pxDefaultSize
						isBusy={ isOpeningReview }
						disabled={ isOpeningReview }
						accessibleWhenDisabled
						onClick={ onReview }
					>
						{ sprintf(
							/* translators: %d: number of orders. */
							_n(
								'Review and release %d',
								'Review and release %d',
								count,
								'telaris-for-woocommerce'
							),
							count
						) }
					</Button>
				</div>
			) }
		</Notice>
	);
}

function textOf( hold: boolean, held: number ): string {
	if ( held === 0 ) {
		return __(
			'Hold is on: what Telaris sends is recorded, and no order is touched.',
			'telaris-for-woocommerce'
		);
	}
	return hold
		? sprintf(
				/* translators: %d: number of orders. */
				_n(
					'Hold is on: %d order waits. No order is touched before you release it.',
					'Hold is on: %d orders wait. No order is touched before you release them.',
					held,
					'telaris-for-woocommerce'
				),
				held
			)
		: sprintf(
				/* translators: %d: number of orders. */
				_n(
					'Hold is off. %d order from before still waits until you release it.',
					'Hold is off. %d orders from before still wait until you release them.',
					held,
					'telaris-for-woocommerce'
				),
				held
			);
}
