import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import type { SettingsChange } from '../api/types';
import type { Action } from '../hooks/use-action';
import { ApiKeyFields } from './api-key-fields';
import { CompletingFields } from './completing-fields';
import type { SettingsFields } from './settings-fields';

interface SettingsFormProps extends SettingsFields {
	save: Action< [ change: SettingsChange ] >;
	onSave: () => void;
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
	isSaved,
}: SettingsFormProps ) {
	const fields: SettingsFields = { settings, onChange };
	return (
		<form
			onSubmit={ ( event ) => {
				event.preventDefault();
				onSave();
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
				{ isSaved && (
					<span>{ __( 'Saved.', 'telaris-for-woocommerce' ) }</span>
				) }
			</div>
		</form>
	);
}
