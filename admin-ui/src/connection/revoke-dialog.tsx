import { Button, Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { Secret } from '../api/types';
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
			<div className="telaris-dialog__buttons">
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ onClose }
				>
					{ __( 'Cancel', 'telaris-for-woocommerce' ) }
				</Button>
				<Button
					variant="primary"
					isDestructive
					__next40pxDefaultSize
					isBusy={ revoke.isRunning }
					disabled={ revoke.isRunning }
					accessibleWhenDisabled
					onClick={ () => revoke.run( secret.id ) }
				>
					{ __( 'End the secret', 'telaris-for-woocommerce' ) }
				</Button>
			</div>
		</Modal>
	);
}
