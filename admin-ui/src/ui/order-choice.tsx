import { CheckboxControl, SearchControl, Spinner } from '@wordpress/components';
import { useDebouncedInput } from '@wordpress/compose';
import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { LinkCandidate, Notification } from '../api/types';
import { useAnswer } from '../hooks/use-answer';
import { useFieldId } from '../hooks/use-field-id';
import type { LinkChoice } from '../hooks/use-resend';
import { telarisOrderName } from '../text/names';
import { Failure } from './failure';

interface OrderChoiceProps {
	/** What waits for a link. */
	notification: Notification;
	/** undefined: nothing was chosen yet; null: none is chosen. */
	choice: LinkChoice | null | undefined;
	/** Whether it is known that there is a link which this one would replace. */
	hasOtherLink?: boolean;
	onChange: ( choice: LinkChoice | null ) => void;
}

/** Whether an order is linked already, to another Telaris order. */
function isLinkedElsewhere(
	{ telaris_order: linkedTo, company: linkedCompany }: LinkCandidate,
	{ telaris_order: telarisOrder, company }: Notification
): boolean {
	return (
		linkedTo !== null &&
		( linkedTo !== telarisOrder ||
			( linkedCompany !== null &&
				company !== null &&
				linkedCompany !== company ) )
	);
}

/** The one order that is so likely the right one that it is chosen beforehand. */
function likelyOf(
	candidates: readonly LinkCandidate[],
	notification: Notification
): LinkChoice | null {
	const [ likely, other ] = candidates.filter(
		( candidate ) =>
			candidate.reason === 'same_number' &&
			! isLinkedElsewhere( candidate, notification )
	);
	return likely && ! other
		? { orderId: likely.id, isTaken: false, replace: false }
		: null;
}

/**
 * Asks which WooCommerce order a Telaris order is: the likely ones, and a search
 * by what people know. Its height stays the same, whatever is found.
 */
export function OrderChoice( {
	notification,
	choice,
	hasOtherLink = false,
	onChange,
}: OrderChoiceProps ) {
	const fieldId = useFieldId();
	const [ search, setSearch, settledSearch ] = useDebouncedInput();
	const {
		data: candidates,
		error,
		isLoading,
		reload,
	} = useAnswer( 'getCandidates', notification.id, settledSearch.trim() );

	const change = useRef( onChange );
	change.current = onChange;
	useEffect( () => {
		if ( candidates && choice === undefined ) {
			change.current( likelyOf( candidates, notification ) );
		}
	}, [ candidates, choice, notification ] );

	const groupName = sprintf(
		/* translators: %s: Telaris's order number. */
		__(
			'WooCommerce order for Telaris order %s',
			'telaris-for-woocommerce'
		),
		telarisOrderName( notification )
	);
	return (
		<div className="telaris-order-choice">
			<SearchControl
				id={ `${ fieldId }-search` }
				__nextHasNoMarginBottom
				label={ __(
					'Search by order number, name or email',
					'telaris-for-woocommerce'
				) }
				hideLabelFromVision={ false }
				placeholder=""
				value={ search }
				onChange={ setSearch }
			/>
			<div
				className="telaris-order-choice__orders"
				role="radiogroup"
				aria-label={ groupName }
				aria-busy={ isLoading }
			>
				{ error && <Failure error={ error } onRetry={ reload } /> }
				{ ! candidates && ! error && <Spinner /> }
				{ candidates?.length === 0 && ! isLoading && (
					<p>
						{ settledSearch.trim() === ''
							? __(
									'No order looks like this one. Search for it.',
									'telaris-for-woocommerce'
								)
							: __(
									'No order was found.',
									'telaris-for-woocommerce'
								) }
					</p>
				) }
				{ candidates?.map( ( candidate ) => (
					<label
						key={ candidate.id }
						htmlFor={ `${ fieldId }-${ candidate.id }` }
						className="telaris-order-choice__order"
					>
						<input
							id={ `${ fieldId }-${ candidate.id }` }
							type="radio"
							name={ `${ fieldId }-order` }
							checked={ candidate.id === choice?.orderId }
							onChange={ () =>
								onChange( {
									orderId: candidate.id,
									isTaken: isLinkedElsewhere(
										candidate,
										notification
									),
									replace: false,
								} )
							}
						/>
						<span>
							<strong>
								<bdi>{ `#${ candidate.number }` }</bdi>
							</strong>
							{ about( candidate ) }
						</span>
					</label>
				) ) }
			</div>
			{ choice && ( choice.isTaken || hasOtherLink ) && (
				<CheckboxControl
					id={ `${ fieldId }-replace` }
					__nextHasNoMarginBottom
					label={ __(
						'Replace the link that is there',
						'telaris-for-woocommerce'
					) }
					checked={ choice.replace }
					onChange={ ( replace ) =>
						onChange( { ...choice, replace } )
					}
				/>
			) }
		</div>
	);
}

/** What tells the order from others, and why it is offered. */
function about( candidate: LinkCandidate ): string {
	return [
		'',
		candidate.customer,
		candidate.total,
		candidate.status_label,
		candidate.reason_label,
		candidate.read_at &&
			__( 'Telaris has read it', 'telaris-for-woocommerce' ),
		candidate.telaris_order &&
			sprintf(
				/* translators: %s: Telaris's order number. */
				__( 'linked to Telaris order %s', 'telaris-for-woocommerce' ),
				telarisOrderName( candidate )
			),
	]
		.filter( ( fact ) => fact !== null )
		.join( ' · ' );
}
