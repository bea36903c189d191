import { speak } from '@wordpress/a11y';
import { __ } from '@wordpress/i18n';

import { linkOrder } from '../api/orders';
import type { Notification } from '../api/types';
import { Failure } from '../ui/failure';
import { Candidates } from '../ui/candidates';
import { isLinkedElsewhere } from '../ui/linked-elsewhere';
import { useAction } from '../hooks/use-action';
import { useCandidates } from '../hooks/use-candidates';

interface LinkFirstProps {
	notification: Notification & { telaris_order: string };
	/** Whether the customer is to get the email. */
	sendEmail: boolean;
	/** Is told each notification that waited for the link, as it has become. */
	onLinked: ( applied: Notification[] ) => void;
}

/**
 * Offers the orders that a notification without a link is likely about; once
 * linked, it is done by itself. What needs more thought is left to the details.
 */
export function LinkFirst( {
	notification,
	sendEmail,
	onLinked,
}: LinkFirstProps ) {
	const { id, telaris_order: telarisOrder } = notification;
	const { run, isRunning, error } = useAction( linkOrder, ( linked ) => {
		speak( __( 'The orders are linked.', 'telaris-for-woocommerce' ) );
		onLinked( linked.applied );
	} );
	// A link that is there is only replaced by somebody who looked at it.
	const candidates = useCandidates( id ).filter(
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
