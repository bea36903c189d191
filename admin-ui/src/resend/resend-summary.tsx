import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import { notificationName } from '../components/notification-name';
import { Result } from '../components/result';
import type { Outcome } from '../hooks/use-resend';
import { errorText, isCompleted, summaryText } from './outcome';

interface ResendSummaryProps {
	outcomes: Outcome[];
	total: number;
	onClose: () => void;
}

/**
 * What re-sending has done, with those first that still need somebody.
 *
 * @param props
 * @param props.outcomes What became of each order.
 * @param props.total    How many were asked for.
 * @param props.onClose  Closes the dialog.
 */
export function ResendSummary( {
	outcomes,
	total,
	onClose,
}: ResendSummaryProps ) {
	const text = summaryText( outcomes, total );
	const open = outcomes.filter( ( outcome ) => ! isCompleted( outcome ) );
	const untried = total - outcomes.length;
	useEffect( () => speak( text, 'assertive' ), [ text ] );

	return (
		<div className="telaris-resend">
			<p>
				<strong>{ text }</strong>
			</p>
			{ open.length > 0 && (
				<ul className="telaris-resend__orders">
					{ open.map( ( outcome ) => (
						<li key={ outcome.item.notification.id }>
							<strong>
								{ notificationName(
									outcome.item.notification
								) }
							</strong>
							{ outcome.after ? (
								<>
									<Result result={ outcome.after.result } />
									<p>{ outcome.after.result.what_to_do }</p>
								</>
							) : (
								<p>{ errorText( outcome ) }</p>
							) }
						</li>
					) ) }
				</ul>
			) }
			{ untried > 0 && (
				<p>
					{ sprintf(
						/* translators: %d: number of orders. */
						_n(
							'%d order was not tried.',
							'%d orders were not tried.',
							untried,
							'telaris-for-woocommerce'
						),
						untried
					) }
				</p>
			) }
			<div className="telaris-dialog__buttons">
				<Button
					variant="primary"
					__next40pxDefaultSize
					onClick={ onClose }
				>
					{ __( 'Close', 'telaris-for-woocommerce' ) }
				</Button>
			</div>
		</div>
	);
}
