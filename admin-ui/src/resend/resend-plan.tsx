import { Button, Spinner } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification, Preview } from '../api/types';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import type { Answer } from '../hooks/use-answer';
import type { ResendItem } from '../hooks/use-resend';
import { isSent } from '../text/resend-plan';
import { PlannedOrder } from './planned-order';

interface ResendPlanProps {
	notifications: Notification[];
	/** What re-sending each would do. */
	previews: Answer< Preview[] >;
	onStart: ( items: ResendItem[], sendEmail: boolean ) => void;
	onCancel: () => void;
}

/**
 * What re-sending will do, before it is done. Only what can work is sent.
 */
export function ResendPlan( {
	notifications,
	previews,
	onStart,
	onCancel,
}: ResendPlanProps ) {
	const [ overridden, setOverridden ] = useState< number[] >( [] );
	const [ sendEmail, setSendEmail ] = useState( true );
	const { data, error, isLoading, reload } = previews;

	const items = ( data ?? [] )
		.map( ( preview ) => ( {
			preview,
			notification: preview.notification,
			completeAnyway: overridden.includes( preview.notification.id ),
		} ) )
		.filter( ( item ) => isSent( item.preview, item.completeAnyway ) );
	const previewOf = ( { id }: Notification ) =>
		data?.find( ( { notification } ) => notification.id === id );
	const start = () =>
		onStart(
			items.map( ( { notification, completeAnyway } ) => ( {
				notification,
				completeAnyway,
			} ) ),
			sendEmail
		);

	return (
		<div className="telaris-resend">
			<p>
				{ _n(
					'Sets the order to Completed again. Nothing is sent to Telaris.',
					'Sets the orders to Completed again. Nothing is sent to Telaris.',
					notifications.length,
					'telaris-for-woocommerce'
				) }
			</p>
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'It could not be found out what re-sending would do.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			<ul className="telaris-resend__orders">
				{ notifications.map( ( notification ) => (
					<PlannedOrder
						key={ notification.id }
						notification={ notification }
						preview={ previewOf( notification ) }
						sendEmail={ sendEmail }
						completeAnyway={ overridden.includes(
							notification.id
						) }
						onChange={ ( anyway ) =>
							setOverridden( ( ids ) =>
								anyway
									? [ ...ids, notification.id ]
									: ids.filter(
											( id ) => id !== notification.id
										)
							)
						}
					/>
				) ) }
			</ul>
			{ isLoading && ! data && <Spinner /> }
			<EmailChoice isSent={ sendEmail } onChange={ setSendEmail } />
			<div className="telaris-dialog__buttons">
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ onCancel }
				>
					{ __( 'Cancel', 'telaris-for-woocommerce' ) }
				</Button>
				<Button
					variant="primary"
					__next40pxDefaultSize
					disabled={ items.length === 0 }
					accessibleWhenDisabled
					onClick={ start }
				>
					{ notifications.length === 1 || ! data
						? __( 'Re-send', 'telaris-for-woocommerce' )
						: sprintf(
								/* translators: %d: number of orders. */
								__( 'Re-send %d', 'telaris-for-woocommerce' ),
								items.length
							) }
				</Button>
			</div>
		</div>
	);
}
