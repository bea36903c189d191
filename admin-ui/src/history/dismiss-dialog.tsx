import { Modal, TextControl } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { useAction } from '../hooks/use-action';
import { useFieldId } from '../hooks/use-field-id';
import { store } from '../store';
import { notificationName } from '../text/names';
import { DialogButtons } from '../ui/dialog-buttons';
import { Failure } from '../ui/failure';

interface DismissDialogProps {
	notifications: Notification[];
	onClose: () => void;
}

/** Asks why notifications are put aside, and says what that means. */
export function DismissDialog( {
	notifications,
	onClose,
}: DismissDialogProps ) {
	const fieldId = useFieldId();
	const [ reason, setReason ] = useState( '' );
	const { dismiss } = useDispatch( store );
	const { run, isRunning, error } = useAction( dismiss, onClose );
	const [ first ] = notifications;
	const isMissing = reason.trim() === '';
	return (
		<Modal
			title={
				notifications.length === 1 && first
					? sprintf(
							/* translators: %s: for example "Order #1043". */
							__( 'Dismiss: %s', 'telaris-for-woocommerce' ),
							notificationName( first )
						)
					: sprintf(
							/* translators: %d: number of orders. */
							_n(
								'Dismiss %d order',
								'Dismiss %d orders',
								notifications.length,
								'telaris-for-woocommerce'
							),
							notifications.length
						)
			}
			className="telaris-dialog"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			onRequestClose={ onClose }
		>
			<form
				onSubmit={ ( event ) => {
					event.preventDefault();
					if ( ! isMissing ) {
						void run(
							notifications.map( ( { id } ) => id ),
							reason.trim()
						);
					}
				} }
			>
				<p>
					{ __(
						'For what was settled otherwise or never mattered, such as test orders. No order is changed and no email is sent; it is only no longer counted as open. You can take it back.',
						'telaris-for-woocommerce'
					) }
				</p>
				<TextControl
					id={ fieldId }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
					label={ __( 'Reason', 'telaris-for-woocommerce' ) }
					help={ __(
						'It stands in the history, with your name.',
						'telaris-for-woocommerce'
					) }
					maxLength={ 300 }
					value={ reason }
					onChange={ setReason }
				/>
				{ error && <Failure error={ error } /> }
				<DialogButtons
					label={ __( 'Dismiss', 'telaris-for-woocommerce' ) }
					isRunning={ isRunning }
					isIncomplete={ isMissing }
					onCancel={ onClose }
				/>
			</form>
		</Modal>
	);
}
