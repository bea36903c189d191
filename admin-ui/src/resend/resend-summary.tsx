import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import { notificationName } from '../text/names';
import { Result } from '../ui/result';
import type { Preview } from '../api/types';
import type { Outcome, Resend } from '../hooks/use-resend';
import { planText } from '../text/resend-plan';
import { errorText, isCompleted, summaryText } from '../text/resend-outcome';

interface ResendSummaryProps {
	resend: Resend;
	/** Orders that were asked for, but could not be re-sent. */
	leftOut: Preview[];
	/** How many were done before, because a link was made. */
	linked: number;
	onClose: () => void;
}

/**
 * What re-sending has done, with those first that still need somebody.
 */
export function ResendSummary( {
	resend,
	leftOut,
	linked,
	onClose,
}: ResendSummaryProps ) {
	const { items, outcomes } = resend;
	const text = summaryText(
		outcomes,
		items.length + leftOut.length + linked,
		linked
	);
	const open = outcomes.filter(
		( outcome ) => ! isCompleted( outcome ) || outcome.after?.needs_check
	);
	const untried = items.length - outcomes.length;
	useEffect( () => speak( text, 'assertive' ), [ text ] );

	return (
		<div className="telaris-resend">
			<p>
				<strong>{ text }</strong>
			</p>
			{ open.length + leftOut.length > 0 && (
				<ul className="telaris-resend__orders">
					{ open.map( ( outcome ) => (
						<OpenOrder
							key={ outcome.item.notification.id }
							outcome={ outcome }
						/>
					) ) }
					{ leftOut.map( ( preview ) => (
						<LeftOutOrder
							key={ preview.notification.id }
							preview={ preview }
						/>
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

function OpenOrder( { outcome }: { outcome: Outcome } ) {
	const { after, item } = outcome;
	return (
		<li>
			<strong>{ notificationName( item.notification ) }</strong>
			{ after ? (
				<>
					<Result result={ after.result } />
					<p>{ after.result.what_to_do }</p>
				</>
			) : (
				<p>{ errorText( outcome ) }</p>
			) }
		</li>
	);
}

function LeftOutOrder( { preview }: { preview: Preview } ) {
	const { notification } = preview;
	return (
		<li>
			<strong>{ notificationName( notification ) }</strong>
			<p>{ planText( preview, false, false ) }</p>
			<p>{ notification.result.what_to_do }</p>
		</li>
	);
}
