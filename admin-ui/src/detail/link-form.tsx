import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { useAction } from '../hooks/use-action';
import { isLinkable } from '../hooks/use-resend';
import type { LinkChoice } from '../hooks/use-resend';
import { store } from '../store';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import { OrderChoice } from '../ui/order-choice';

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

/** Links a Telaris order to a WooCommerce order, which is then completed. */
export function LinkForm( { notification }: LinkFormProps ) {
	const { company, result, telaris_order: telarisOrder } = notification;
	const [ choice, setChoice ] = useState< LinkChoice | null >();
	const [ sendEmail, setSendEmail ] = useState( true );
	const { linkOrder } = useDispatch( store );
	const { run, isRunning, error } = useAction( linkOrder, () =>
		speak( __( 'The orders are linked.', 'telaris-for-woocommerce' ) )
	);
	return (
		<form
			className="telaris-link-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				if ( isLinkable( choice ) ) {
					run( choice.orderId, {
						telaris_order: telarisOrder,
						...( company !== null && { company } ),
						send_email: sendEmail,
						...( choice.replace && { replace: true } ),
					} );
				}
			} }
		>
			<OrderChoice
				notification={ notification }
				choice={ choice }
				hasOtherLink={
					result.code === 'link_mismatch' ||
					error?.code === 'link_mismatch'
				}
				onChange={ setChoice }
			/>
			<EmailChoice isSent={ sendEmail } onChange={ setSendEmail } />
			{ error && <Failure error={ error } /> }
			<div className="telaris-link-form__submit">
				<Button
					variant="primary"
					type="submit"
					__next40pxDefaultSize
					isBusy={ isRunning }
					disabled={ isRunning || ! isLinkable( choice ) }
					accessibleWhenDisabled
				>
					{ __( 'Link and complete', 'telaris-for-woocommerce' ) }
				</Button>
				<span>
					{ sendEmail
						? __(
								'Sets the order to Completed at once, and the customer gets the email.',
								'telaris-for-woocommerce'
							)
						: __(
								'Sets the order to Completed at once, without the email.',
								'telaris-for-woocommerce'
							) }
				</span>
			</div>
		</form>
	);
}
