import { __, sprintf } from '@wordpress/i18n';

import type { Attempt, Delivery } from '../api/types';
import { exactTime } from '../text/dates';
import { sizeText, tookText } from '../text/attempts';
import { Message } from './message';

/** Triggers with which the shop acted on its own. */
const OWN = [ 'retry', 'resend', 'link', 'cli' ];

/** What Telaris sent and the shop answered, as it went over the wire. */
export function DeliveryParts( { delivery }: { delivery: Delivery } ) {
	const name = exactTime( delivery.received_at );
	const parts = [
		{
			title: __( 'What Telaris sent', 'telaris-for-woocommerce' ),
			part: delivery.request,
		},
		{
			title: __( 'What the shop answered', 'telaris-for-woocommerce' ),
			part: delivery.response,
		},
	];
	return (
		<>
			<div className="telaris-timeline__when">
				{ sprintf(
					/* translators: 1: status of an HTTP answer, for example 200. 2: how long it took, for example "84 ms". */
					__( 'HTTP %1$d in %2$s', 'telaris-for-woocommerce' ),
					delivery.status,
					tookText( delivery )
				) }
			</div>
			{ parts.map( ( { title, part } ) => (
				<Message
					key={ title }
					{ ...{ title, name } }
					size={ sizeText( part.bytes ) }
					headers={ part.headers }
					text={ part.body }
				>
					{ ! part.is_exact && (
						<p>
							{ part.is_cut
								? __(
										'Only the first 8 KiB are kept.',
										'telaris-for-woocommerce'
									)
								: __(
										'Not letter by letter: it was one of a batch, or had fields that are not kept because they could be about the customer.',
										'telaris-for-woocommerce'
									) }
						</p>
					) }
				</Message>
			) ) }
		</>
	);
}

/** Why nothing is shown of what was sent for an attempt. */
export function NoDelivery( { trigger }: Attempt ) {
	const why = whyNone( trigger );
	return why === null ? null : (
		<div className="telaris-timeline__when">{ why }</div>
	);
}

function whyNone( trigger: Attempt[ 'trigger' ] ): string | null {
	if ( trigger === 'telaris' ) {
		return __(
			'What was sent is not kept: it came before the plugin kept it, or the answer was cut off.',
			'telaris-for-woocommerce'
		);
	}
	if ( trigger === 'core_api' ) {
		return __(
			'What was sent is not kept: it is a request to WooCommerce, and its answer has the customer’s data in it.',
			'telaris-for-woocommerce'
		);
	}
	return OWN.includes( trigger )
		? __(
				'Done by the shop: Telaris sent nothing for this.',
				'telaris-for-woocommerce'
			)
		: null;
}
