import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

interface DialogButtonsProps {
	/** What the dialog does. */
	label: string;
	isRunning: boolean;
	/** Something is missing that it needs. */
	isIncomplete?: boolean;
	isDestructive?: boolean;
	onCancel: () => void;
	/** Absent where the button submits a form. */
	onConfirm?: () => void;
}

/**
 * The foot of a dialog that asks before it does something.
 */
export function DialogButtons( {
	label,
	isRunning,
	isIncomplete = false,
	isDestructive = false,
	onCancel,
	onConfirm,
}: DialogButtonsProps ) {
	return (
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
				type={ onConfirm ? 'button' : 'submit' }
				isDestructive={ isDestructive }
				__next40pxDefaultSize
				isBusy={ isRunning }
				disabled={ isRunning || isIncomplete }
				accessibleWhenDisabled
				onClick={ onConfirm }
			>
				{ label }
			</Button>
		</div>
	);
}
