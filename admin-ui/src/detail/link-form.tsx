import { speak } from '@wordpress/a11y';
import { Button, CheckboxControl, TextControl } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { LinkCandidate, Notification } from '../api/types';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import { useAnswer } from '../hooks/use-answer';
import { useFieldId } from '../hooks/use-field-id';
import { store } from '../store';
import { Candidates, isLikely } from '../ui/candidates';
import { isLinkedElsewhere } from '../ui/linked-elsewhere';

/** Codes that a link puts right. */
const CODES = [ 'missing_link', 'order_not_found', 'link_mismatch' ];

/**
 * Whether a link would put a notification right.
 *
 * @param notification The notification.
 */
export function canLink( { state, result }: Notification ): boolean {
	return state === 'failed' && CODES.includes( result.code );
}

interface LinkFormProps {
	notification: Notification & { telaris_order: string };
}

/**
 * Links a Telaris order to a WooCommerce order; what waited for the link is
 * then done by itself.
 */
export function LinkForm( { notification }: LinkFormProps ) {
	const { telaris_order: telarisOrder, result } = notification;
	const orderFieldId = useFieldId();
	const replaceFieldId = useFieldId();
	// Never from the number that Telaris knows: as an ID it may be another order's.
	const [ orderId, setOrderId ] = useState( '' );
	const [ sendEmail, setSendEmail ] = useState( true );
	const [ replace, setReplace ] = useState( false );
	const { linkOrder } = useDispatch( store );
	const { run, isRunning, error } = useAction( linkOrder, () =>
		speak( __( 'The orders are linked.', 'telaris-for-woocommerce' ) )
	);
	const { data: candidates = [] } = useAnswer(
		'getCandidates',
		notification.id
	);
	const chosen = candidates.find( ( { id } ) => String( id ) === orderId );
	const mayReplace =
		result.code === 'link_mismatch' ||
		error?.code === 'link_mismatch' ||
		isLinkedElsewhere( chosen, telarisOrder );

	const choose = ( candidate: LinkCandidate ) => {
		setOrderId( String( candidate.id ) );
		// A link that is there is only replaced by somebody who says so.
		if ( isLinkedElsewhere( candidate, telarisOrder ) ) {
			speak(
				__(
					'This order is linked already. Say below whether to replace its link.',
					'telaris-for-woocommerce'
				)
			);
		} else {
			run( candidate.id, {
				telaris_order: telarisOrder,
				send_email: sendEmail,
			} );
		}
	};

	return (
		<form
			className="telaris-link-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				run( Number( orderId ), {
					telaris_order: telarisOrder,
					send_email: sendEmail,
					...( mayReplace && { replace } ),
				} );
			} }
		>
			<Candidates
				candidates={ candidates }
				isBusy={ isRunning }
				isNextStep
				onChoose={ choose }
			/>
			<TextControl
				id={ orderFieldId }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				label={ sprintf(
					/* translators: %s: Telaris's order number. */
					__(
						'WooCommerce order that is %s in Telaris',
						'telaris-for-woocommerce'
					),
					telarisOrder
				) }
				help={ __(
					'Its ID: the number in the address of the order’s page, in most shops also the order number.',
					'telaris-for-woocommerce'
				) }
				value={ orderId }
				onChange={ setOrderId }
				inputMode="numeric"
				pattern="[1-9][0-9]*"
				autoComplete="off"
				required
			/>
			{ mayReplace && (
				<CheckboxControl
					id={ replaceFieldId }
					__nextHasNoMarginBottom
					label={ __(
						'Replace the link that is there',
						'telaris-for-woocommerce'
					) }
					checked={ replace }
					onChange={ setReplace }
				/>
			) }
			<p>
				{ __(
					'The order is set to Completed at once.',
					'telaris-for-woocommerce'
				) }
			</p>
			<EmailChoice isSent={ sendEmail } onChange={ setSendEmail } />
			{ error && <Failure error={ error } /> }
			<Button
				variant={
					isLikely( candidates[ 0 ] ) ? 'secondary' : 'primary'
				}
				type="submit"
				__next40pxDefaultSize
				isBusy={ isRunning }
				disabled={ isRunning }
				accessibleWhenDisabled
			>
				{ __( 'Link and complete', 'telaris-for-woocommerce' ) }
			</Button>
		</form>
	);
}
