import { Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { Secret } from '../api/types';
import { DialogButtons } from '../ui/dialog-buttons';
import { Failure } from '../ui/failure';
import type { Action } from '../hooks/use-action';

interface RevokeDialogProps {
	secret: Secret;
	revoke: Action< [ id: string ] >;
	onClose: () => void;
}

/**
 * Asks before a secret is ended.
 */
export function RevokeDialog( { secret, revoke, onClose }: RevokeDialogProps ) {
	return (
		<Modal
			title={ sprintf(
				/* translators: %s: id of a secret. */
				__( 'End secret %s', 'telaris-for-woocommerce' ),
				secret.id
			) }
			className="telaris-dialog"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			onRequestClose={ onClose }
		>
			<p>
				{ __(
					'Calls that are signed with it are refused from now on. This cannot be undone.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ revoke.error && <Failure error={ revoke.error } /> }
			<DialogButtons
				label={ __( 'End the secret', 'telaris-for-woocommerce' ) }
				isRunning={ revoke.isRunning }
				isDestructive
				onCancel={ onClose }
				onConfirm={ () => revoke.run( secret.id ) }
			/>
		</Modal>
	);
}
