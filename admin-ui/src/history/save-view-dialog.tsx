import { speak } from '@wordpress/a11y';
import { Modal, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { useFieldId } from '../hooks/use-field-id';
import { DialogButtons } from '../ui/dialog-buttons';
import { LONGEST_NAME, saveView } from '../url/saved-views';
import type { SavedView } from '../url/saved-views';
import type { ViewState } from '../url/view-state';

interface SaveViewDialogProps {
	view: ViewState;
	today: string;
	/** Those that there are. */
	names: string[];
	hasRoom: boolean;
	onSave: ( view: SavedView ) => void;
	onClose: () => void;
}

/** Asks what a view is to be called, and keeps it. */
export function SaveViewDialog( {
	view,
	today,
	names,
	hasRoom,
	onSave,
	onClose,
}: SaveViewDialogProps ) {
	const fieldId = useFieldId();
	const [ name, setName ] = useState( '' );
	const chosen = name.trim();
	const isKnown = names.includes( chosen );
	const isFull = ! hasRoom && ! isKnown;
	const saved = saveView( chosen, view, today );

	const help = () => {
		if ( isFull ) {
			return __(
				'There is no room for another view. Remove one first, or give the name of one.',
				'telaris-for-woocommerce'
			);
		}
		if ( isKnown ) {
			return __(
				'There is one of this name. It will be replaced.',
				'telaris-for-woocommerce'
			);
		}
		return saved.lastDays === null
			? __(
					'It is kept for you, with its search and filters.',
					'telaris-for-woocommerce'
				)
			: __(
					'It is kept for you, with its search and filters. Its days always end today.',
					'telaris-for-woocommerce'
				);
	};

	return (
		<Modal
			title={ __( 'Save this view', 'telaris-for-woocommerce' ) }
			className="telaris-dialog"
			focusOnMount="firstContentElement"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			onRequestClose={ onClose }
		>
			<form
				onSubmit={ ( event ) => {
					event.preventDefault();
					if ( chosen !== '' && ! isFull ) {
						onSave( saved );
						speak(
							__(
								'The view is saved.',
								'telaris-for-woocommerce'
							)
						);
						onClose();
					}
				} }
			>
				<TextControl
					id={ fieldId }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
					label={ __( 'Name', 'telaris-for-woocommerce' ) }
					help={ help() }
					maxLength={ LONGEST_NAME }
					value={ name }
					onChange={ setName }
				/>
				<DialogButtons
					label={ __( 'Save', 'telaris-for-woocommerce' ) }
					isRunning={ false }
					isIncomplete={ chosen === '' || isFull }
					onCancel={ onClose }
				/>
			</form>
		</Modal>
	);
}
