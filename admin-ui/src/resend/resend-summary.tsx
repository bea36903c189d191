import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Preview } from '../api/types';
import type { Outcome, Resend } from '../hooks/use-resend';
import { errorText, isCompleted, summaryText } from '../text/resend-outcome';
import { emailResultText, unchangedText } from '../text/resend-plan';
import { Result } from '../ui/result';
import { OrderLine } from './order-line';
import { PlanSection } from './plan-section';

interface ResendSummaryProps {
	resend: Resend;
	/** Orders that were looked at and left as they are. */
	leftOut: Preview[];
	onClose: () => void;
}

/** What was done: first what still needs somebody, then what is Completed. */
export function ResendSummary( {
	resend,
	leftOut,
	onClose,
}: ResendSummaryProps ) {
	const { items, outcomes, sendEmail } = resend;
	const text = summaryText( outcomes, items.length + leftOut.length );
	const isSettled = ( outcome: Outcome ) =>
		isCompleted( outcome ) && ! outcome.after?.needs_check;
	const open = outcomes.filter( ( outcome ) => ! isSettled( outcome ) );
	const settled = outcomes.filter( isSettled );
	const untried = items.length - outcomes.length;
	const stillOpen = open.length + leftOut.length;
	useEffect( () => speak( text, 'assertive' ), [ text ] );

	return (
		<div className="telaris-resend">
			<p>
				<strong>{ text }</strong>
			</p>
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order still needs you',
						'%d orders still need you',
						stillOpen,
						'telaris-for-woocommerce'
					),
					stillOpen
				) }
			>
				{ [
					...open.map( ( outcome ) => (
						<OpenOrder
							key={ outcome.item.preview.notification.id }
							outcome={ outcome }
						/>
					) ),
					...leftOut.map( ( preview ) => (
						<LeftOutOrder
							key={ preview.notification.id }
							preview={ preview }
						/>
					) ),
				] }
			</PlanSection>
			<PlanSection
				title={ sprintf(
					/* translators: %d: number of orders. */
					_n(
						'%d order is Completed now',
						'%d orders are Completed now',
						settled.length,
						'telaris-for-woocommerce'
					),
					settled.length
				) }
			>
				{ settled.map( ( { after, item } ) => (
					<li key={ item.preview.notification.id }>
						<OrderLine
							preview={ {
								...item.preview,
								order: after?.order ?? item.preview.order,
							} }
						/>
						<p>{ emailResultText( item, sendEmail ) }</p>
					</li>
				) ) }
			</PlanSection>
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
			<div className="telaris-dialog__footer">
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
		</div>
	);
}

function OpenOrder( { outcome }: { outcome: Outcome } ) {
	const { after, item } = outcome;
	return (
		<li>
			<OrderLine preview={ item.preview } />
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
	return (
		<li>
			<OrderLine preview={ preview } />
			<p>{ unchangedText( preview ) }</p>
			<p>{ preview.notification.result.what_to_do }</p>
		</li>
	);
}
