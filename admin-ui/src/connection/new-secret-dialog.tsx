import { Button, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { NewSecret } from '../api/types';
import { CopyField } from '../ui/copy-field';

interface NewSecretDialogProps {
	secret: NewSecret;
	onClose: () => void;
}

/**
 * Shows a new secret, this once.
 */
export function NewSecretDialog( { secret, onClose }: NewSecretDialogProps ) {
	return (
		<Modal
			title={ __( 'The new secret', 'telaris-for-woocommerce' ) }
			className="telaris-dialog"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			// A click beside it must not lose what is shown only once.
			shouldCloseOnClickOutside={ false }
			onRequestClose={ onClose }
		>
			<p>
				{ __(
					'Copy it now and enter it in Telaris under Administration → Integrations. It is not shown again.',
					'telaris-for-woocommerce'
				) }
			</p>
			<CopyField
				label={ __( 'Secret', 'telaris-for-woocommerce' ) }
				value={ secret.secret }
			/>
			<div className="telaris-dialog__buttons">
				<Button
					variant="primary"
					__next40pxDefaultSize
					onClick={ onClose }
				>
					{ __( 'Done', 'telaris-for-woocommerce' ) }
				</Button>
			</div>
		</Modal>
	);
}
