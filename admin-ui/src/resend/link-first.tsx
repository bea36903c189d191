import { speak } from '@wordpress/a11y';
import { useDispatch } from '@wordpress/data';
import { __ } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { Failure } from '../ui/failure';
import { Candidates } from '../ui/candidates';
import { isLinkedElsewhere } from '../ui/linked-elsewhere';
import { useAction } from '../hooks/use-action';
import { useAnswer } from '../hooks/use-answer';
import { store } from '../store';

interface LinkFirstProps {
	notification: Notification & { telaris_order: string };
	/** Whether the customer is to get the email. */
	sendEmail: boolean;
}

/**
 * Offers the orders that a notification without a link is likely about; once
 * linked, it is done by itself. What needs more thought is left to the details.
 */
export function LinkFirst( { notification, sendEmail }: LinkFirstProps ) {
	const { id, telaris_order: telarisOrder } = notification;
	const { linkOrder } = useDispatch( store );
	const { run, isRunning, error } = useAction( linkOrder, () =>
		speak( __( 'The orders are linked.', 'telaris-for-woocommerce' ) )
	);
	const { data: offered = [] } = useAnswer( 'getCandidates', id );
	// A link that is there is only replaced by somebody who looked at it.
	const candidates = offered.filter(
		( candidate ) => ! isLinkedElsewhere( candidate, telarisOrder )
	);
	return (
		<>
			<Candidates
				candidates={ candidates }
				isBusy={ isRunning }
				onChoose={ ( { id: orderId } ) =>
					run( orderId, {
						telaris_order: telarisOrder,
						send_email: sendEmail,
					} )
				}
			/>
			<p className="telaris-resend__last">
				{ candidates.length > 0
					? linkingText( sendEmail )
					: __(
							'Open its details in the list to link it to an order.',
							'telaris-for-woocommerce'
						) }
			</p>
			{ error && <Failure error={ error } /> }
		</>
	);
}

function linkingText( sendEmail: boolean ): string {
	return sendEmail
		? __(
				'Linking sets it to Completed at once, and the customer gets the email.',
				'telaris-for-woocommerce'
			)
		: __(
				'Linking sets it to Completed at once, without the email.',
				'telaris-for-woocommerce'
			);
}
