import { Modal, Notice, SelectControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { Secret } from '../api/types';
import { DialogButtons } from '../ui/dialog-buttons';
import { Failure } from '../ui/failure';
import { useFieldId } from '../hooks/use-field-id';
import type { Action } from '../hooks/use-action';

interface MakeSecretDialogProps {
	/** The one that the new one ends at once. */
	ending: Secret | undefined;
	create: Action< [ overlapHours: number ] >;
	onClose: () => void;
}

/**
 * Asks how long the present secret is to stay valid beside the new one.
 */
export function MakeSecretDialog( {
	ending,
	create,
	onClose,
}: MakeSecretDialogProps ) {
	const fieldId = useFieldId();
	const [ overlap, setOverlap ] = useState< '24' | '168' | '0' >( '24' );
	return (
		<Modal
			title={ __( 'Make a new secret', 'telaris-for-woocommerce' ) }
			className="telaris-dialog"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			onRequestClose={ onClose }
		>
			<SelectControl
				id={ fieldId }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				label={ __(
					'The secret before it stays valid',
					'telaris-for-woocommerce'
				) }
				help={ __(
					'So that no call is refused until the new one is entered in Telaris.',
					'telaris-for-woocommerce'
				) }
				value={ overlap }
				onChange={ setOverlap }
				options={ [
					{
						value: '24',
						label: __( 'For 24 hours', 'telaris-for-woocommerce' ),
					},
					{
						value: '168',
						label: __( 'For 7 days', 'telaris-for-woocommerce' ),
					},
					{
						value: '0',
						label: __(
							'Not at all: it is known to others',
							'telaris-for-woocommerce'
						),
					},
				] }
			/>
			{ ending && overlap !== '0' && (
				<Notice status="warning" isDismissible={ false }>
					{ sprintf(
						/* translators: %s: id of a secret. */
						__(
							'At most three secrets are valid at a time: this one ends secret %s at once, the oldest that Telaris did not use last.',
							'telaris-for-woocommerce'
						),
						ending.id
					) }
				</Notice>
			) }
			{ create.error && <Failure error={ create.error } /> }
			<DialogButtons
				label={ __( 'Make the secret', 'telaris-for-woocommerce' ) }
				isRunning={ create.isRunning }
				onCancel={ onClose }
				onConfirm={ () => create.run( Number( overlap ) ) }
			/>
		</Modal>
	);
}
