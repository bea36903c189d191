import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { Settings, SettingsChange } from '../api/types';
import { Failure } from '../components/failure';
import type { SettingsInUse } from '../hooks/use-settings';
import { ApiKeyFields } from './api-key-fields';
import { CompletingFields } from './completing-fields';

/** Fields of the settings, and how one is changed. */
export interface SettingsFields {
	settings: Settings;
	onChange: ( change: SettingsChange ) => void;
}

interface SettingsFormProps extends SettingsFields {
	save: SettingsInUse[ 'save' ];
	onSave: () => void;
	/** Whether what is shown was saved just now. */
	isSaved: boolean;
}

/**
 * The settings, saved together.
 *
 * @param props
 * @param props.settings What is shown.
 * @param props.onChange Changes some of it.
 * @param props.save     How saving goes.
 * @param props.onSave   Saves what was changed.
 * @param props.isSaved  Whether it was saved just now.
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
