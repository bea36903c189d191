import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { createInterpolateElement, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { Notification, NotificationDetail } from '../api/types';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import { Time } from '../ui/time';
import { useAction } from '../hooks/use-action';
import { store } from '../store';
import { whyNotResend } from '../text/why-not-resend';
import { canLink, LinkForm } from './link-form';
import { RetryButtons } from './retry-buttons';

interface WhatToDoProps {
	notification: NotificationDetail;
	onResend: ( notification: Notification ) => void;
	onDismiss: ( notification: Notification ) => void;
}

/**
 * What a person can do now, with the means to do it.
 */
export function WhatToDo( {
	notification,
	onResend,
	onDismiss,
}: WhatToDoProps ) {
	const {
		can_dismiss: canDismiss,
		can_resend: canResend,
		can_retry: canRetry,
		needs_check: needsCheck,
		next_attempt_at: nextAttempt,
		order,
		result,
		telaris_order: telarisOrder,
	} = notification;
	const { markChecked, restore } = useDispatch( store );
	const check = useAction( markChecked, () => undefined );
	const putBack = useAction( restore, () => undefined );
	const [ sendEmail, setSendEmail ] = useState( true );
	// The steps after Completed were cut off, so the email waits for a person.
	const isEmailHeld = needsCheck && result.code === 'side_effects_uncertain';
	const isDue =
		nextAttempt !== null && Date.parse( nextAttempt ) <= Date.now();
	const linkable = canLink( notification ) && telarisOrder !== null;

	return (
		<section className="telaris-detail__section">
			<h3>{ __( 'What to do', 'telaris-for-woocommerce' ) }</h3>
			<p>
				{ result.what_to_do ||
					__( 'Nothing.', 'telaris-for-woocommerce' ) }
			</p>
			{ nextAttempt && ! isDue && (
				<p>
					{ createInterpolateElement(
						/* translators: <time/>: for example "in 5 minutes". */
						__(
							'The shop tries again <time/>.',
							'telaris-for-woocommerce'
						),
						{ time: <Time value={ nextAttempt } /> }
					) }
				</p>
			) }
			{ canRetry && <RetryButtons notification={ notification } /> }
			{ linkable && (
				<LinkForm
					notification={ {
						...notification,
						telaris_order: telarisOrder,
					} }
				/>
			) }
			{ isEmailHeld && (
				<EmailChoice isSent={ sendEmail } onChange={ setSendEmail } />
			) }
			{ check.error && <Failure error={ check.error } /> }
			{ putBack.error && <Failure error={ putBack.error } /> }
			<div className="telaris-detail__buttons">
				{ canResend && ! linkable && (
					<Button
						variant={ needsCheck ? 'secondary' : 'primary' }
						__next40pxDefaultSize
						onClick={ () => onResend( notification ) }
					>
						{ result.code === 'held'
							? __( 'Release…', 'telaris-for-woocommerce' )
							: __( 'Re-send…', 'telaris-for-woocommerce' ) }
					</Button>
				) }
				{ needsCheck && (
					<Button
						variant="primary"
						__next40pxDefaultSize
						isBusy={ check.isRunning }
						disabled={ check.isRunning }
						accessibleWhenDisabled
						onClick={ () =>
							check.run(
								notification.id,
								isEmailHeld ? sendEmail : undefined
							)
						}
					>
						{ __( 'Mark as checked', 'telaris-for-woocommerce' ) }
					</Button>
				) }
				{ canDismiss && (
					<Button
						variant="tertiary"
						__next40pxDefaultSize
						onClick={ () => onDismiss( notification ) }
					>
						{ __( 'Dismiss…', 'telaris-for-woocommerce' ) }
					</Button>
				) }
				{ result.code === 'dismissed' && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						isBusy={ putBack.isRunning }
						disabled={ putBack.isRunning }
						accessibleWhenDisabled
						onClick={ () => putBack.run( [ notification.id ] ) }
					>
						{ __( 'Take back', 'telaris-for-woocommerce' ) }
					</Button>
				) }
				{ order?.edit_url && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						href={ order.edit_url }
					>
						{ __( 'Open order', 'telaris-for-woocommerce' ) }
					</Button>
				) }
			</div>
			{ ! canResend && (
				<p className="telaris-detail__why-not">
					{ whyNotResend( notification ) }
				</p>
			) }
		</section>
	);
}
