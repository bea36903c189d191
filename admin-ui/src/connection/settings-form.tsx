import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import type { SettingsChange } from '../api/types';
import type { Action } from '../hooks/use-action';
import { ApiKeyFields } from './api-key-fields';
import { CompletingFields } from './completing-fields';
import { areDaysValid } from './settings-fields';
import type { SettingsFields } from './settings-fields';

interface SettingsFormProps extends Omit< SettingsFields, 'isRefused' > {
	save: Action< [ change: SettingsChange ] >;
	onSave: () => void;
	onDiscard: () => void;
	/** Whether something is not saved yet. */
	isChanged: boolean;
	/** Whether what is shown was saved just now. */
	isSaved: boolean;
}

/**
 * The settings, saved together.
 */
export function SettingsForm( {
	settings,
	onChange,
	save,
	onSave,
	onDiscard,
	isChanged,
	isSaved,
}: SettingsFormProps ) {
	const form = useRef< HTMLFormElement >( null );
	const [ isTried, setIsTried ] = useState( false );
	const isRefused = isTried && ! areDaysValid( settings.retention_days );
	const fields: SettingsFields = { settings, onChange, isRefused };
	return (
		<form
			ref={ form }
			// The browser's own messages are in its own language, not the site's.
			noValidate
			onSubmit={ ( event ) => {
				event.preventDefault();
				setIsTried( true );
				if ( areDaysValid( settings.retention_days ) ) {
					onSave();
				} else {
					form.current
						?.querySelector< HTMLInputElement >(
							'.telaris-settings__days input'
						)
						?.focus();
				}
			} }
		>
			<ApiKeyFields { ...fields } />
			<CompletingFields { ...fields } />
			{ save.error && <Failure error={ save.error } /> }
			<div className="telaris-settings__save">
				<Button
					variant="primary"
					type="submit"
					__next40pxDefaultSize
					isBusy={ save.isRunning }
					disabled={ save.isRunning }
					accessibleWhenDisabled
				>
					{ __( 'Save settings', 'telaris-for-woocommerce' ) }
				</Button>
				{ isChanged && (
					<>
						<Button
							variant="tertiary"
							__next40pxDefaultSize
							onClick={ onDiscard }
						>
							{ __(
								'Discard changes',
								'telaris-for-woocommerce'
							) }
						</Button>
						<span>
							{ __(
								'Not saved yet.',
								'telaris-for-woocommerce'
							) }
						</span>
					</>
				) }
				{ isSaved && (
					<span>{ __( 'Saved.', 'telaris-for-woocommerce' ) }</span>
				) }
			</div>
		</form>
	);
}
