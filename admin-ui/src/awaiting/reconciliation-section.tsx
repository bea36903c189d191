import { Button } from '@wordpress/components';
import { createInterpolateElement, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Difference, Notification } from '../api/types';
import { useAnswer } from '../hooks/use-answer';
import type { Navigate } from '../hooks/use-view-state';
import { ResendDialog } from '../resend/resend-dialog';
import { dayName } from '../text/dates';
import { orderName } from '../text/names';
import { differenceKind, reconciliationText } from '../text/reconciliation';
import { Failure } from '../ui/failure';
import { focusIfLost } from '../ui/focus-if-lost';
import { Time } from '../ui/time';
import { ViewLink } from '../ui/view-link';
import { FIRST_VIEW } from '../url/view-state';

/** What can be set to Completed from here. */
function resendable( differences: readonly Difference[] ): Notification[] {
	return differences
		.filter( ( { settled } ) => ! settled )
		.map( ( { notification } ) => notification )
		.filter( ( one ) => one !== null )
		.filter( ( one ) => one.can_resend );
}

/**
 * The last time that Telaris compared its invoices with the shop: what differed,
 * and the means to put it right. Nothing where it never did.
 */
export function ReconciliationSection( { navigate }: { navigate: Navigate } ) {
	const { data, error, reload } = useAnswer( 'getReconciliation' );
	const [ resending, setResending ] = useState< Notification[] >( [] );
	const section = useRef< HTMLElement >( null );
	const last = data?.last;
	if ( error && ! data ) {
		return (
			<Failure
				error={ error }
				title={ __(
					'The last reconciliation could not be loaded.',
					'telaris-for-woocommerce'
				) }
				onRetry={ reload }
			/>
		);
	}
	if ( ! last ) {
		return null;
	}
	const open = last.differences.filter( ( { settled } ) => ! settled );
	const repairable = resendable( last.differences );
	return (
		<section
			ref={ section }
			tabIndex={ -1 }
			className="telaris-card telaris-awaiting"
			aria-label={ __(
				'Reconciliation with Telaris',
				'telaris-for-woocommerce'
			) }
		>
			<h2>
				{ __(
					'Reconciliation with Telaris',
					'telaris-for-woocommerce'
				) }
			</h2>
			<p>
				{ createInterpolateElement(
					sprintf(
						/* translators: 1 and 2: dates; <time/>: for example "3 days ago". */
						__(
							'Telaris compared its invoices from %1$s to %2$s with the shop <time/>.',
							'telaris-for-woocommerce'
						),
						dayName( last.from ),
						dayName( last.to )
					),
					{ time: <Time value={ last.at } /> }
				) }{ ' ' }
				<strong>{ reconciliationText( last ) }</strong>
			</p>
			{ open.length > 0 && (
				<ul className="telaris-awaiting__orders">
					{ open.map( ( difference, place ) => (
						<DifferenceRow
							key={ place }
							difference={ difference }
							navigate={ navigate }
						/>
					) ) }
				</ul>
			) }
			{ last.count > last.differences.length && (
				<p>
					{ sprintf(
						/* translators: %d: number of differences. */
						_n(
							'Only the first %d is shown.',
							'Only the first %d are shown.',
							last.differences.length,
							'telaris-for-woocommerce'
						),
						last.differences.length
					) }
				</p>
			) }
			{ repairable.length > 0 && (
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ () => setResending( repairable ) }
				>
					{ sprintf(
						/* translators: %d: number of orders. */
						_n(
							'Put %d order right…',
							'Put %d orders right…',
							repairable.length,
							'telaris-for-woocommerce'
						),
						repairable.length
					) }
				</Button>
			) }
			{ resending.length > 0 && (
				<ResendDialog
					notifications={ resending }
					onClose={ () => {
						setResending( [] );
						reload();
						focusIfLost( section.current );
					} }
				/>
			) }
		</section>
	);
}

function DifferenceRow( {
	difference,
	navigate,
}: {
	difference: Difference;
	navigate: Navigate;
} ) {
	const { invoice_number: invoice, notification, order } = difference;
	const facts = [
		difference.telaris_order === null
			? null
			: sprintf(
					/* translators: %s: Telaris's order number. */
					__( 'Telaris order %s', 'telaris-for-woocommerce' ),
					difference.telaris_order
				),
		order && orderName( order.number ),
		order?.status_label,
	];
	return (
		<li>
			<div className="telaris-awaiting__order">
				<p>
					<strong>
						{ sprintf(
							/* translators: %s: number of an invoice. */
							__( 'Invoice %s', 'telaris-for-woocommerce' ),
							invoice ?? '–'
						) }
					</strong>
					{ facts.filter( Boolean ).map( ( fact ) => (
						<span key={ fact }>
							{ ' · ' }
							<bdi>{ fact }</bdi>
						</span>
					) ) }
				</p>
				<p>{ differenceKind( difference ) }</p>
			</div>
			{ notification && (
				<ViewLink
					to={ { ...FIRST_VIEW, detail: notification.id } }
					navigate={ navigate }
				>
					{ __(
						'Show it in the history',
						'telaris-for-woocommerce'
					) }
				</ViewLink>
			) }
		</li>
	);
}
