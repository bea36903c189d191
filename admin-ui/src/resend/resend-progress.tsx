import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { Resend } from '../hooks/use-resend';

/**
 * How far re-sending has come.
 */
export function ResendProgress( { resend }: { resend: Resend } ) {
	const { items, outcomes, phase, stop } = resend;
	const total = items.length;
	const isStopping = phase === 'stopping';
	const text = isStopping
		? __(
				'Finishing the order that is under way…',
				'telaris-for-woocommerce'
			)
		: sprintf(
				/* translators: 1: number of the present order, 2: number of all orders. */
				__(
					'Setting order %1$d of %2$d to Completed…',
					'telaris-for-woocommerce'
				),
				Math.min( outcomes.length + 1, total ),
				total
			);
	return (
		<div className="telaris-resend">
			<p>{ text }</p>
			<progress
				className="telaris-resend__bar"
				aria-label={ text }
				value={ outcomes.length }
				max={ total }
			/>
			<div className="telaris-dialog__buttons">
				{ total > 1 && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						disabled={ isStopping }
						accessibleWhenDisabled
						onClick={ stop }
					>
						{ __( 'Stop', 'telaris-for-woocommerce' ) }
					</Button>
				) }
			</div>
		</div>
	);
}
