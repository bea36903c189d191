import { Button } from '@wordpress/components';
import { DataForm, useFormValidity } from '@wordpress/dataviews/wp';
import { useMemo, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import type { Settings, SettingsChange } from '../api/types';
import type { Action } from '../hooks/use-action';
import { apiKeyFields, keyName } from './api-key-fields';
import { completingFields } from './completing-fields';

const KEY_FORM = { fields: [ 'marked_key', 'core_api_guard' ] };

interface SettingsFormProps {
	settings: Settings;
	onChange: ( change: SettingsChange ) => void;
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
	const formRef = useRef< HTMLFormElement >( null );
	const [ isTried, setIsTried ] = useState( false );
	const { api_keys: keys, marked_key: marked, offered_key: offer } = settings;
	const keyFields = useMemo( () => apiKeyFields( keys ), [ keys ] );
	const fields = useMemo( completingFields, [] );
	const form = useMemo(
		() => ( { fields: fields.map( ( { id } ) => id ) } ),
		[ fields ]
	);
	const { validity, isValid } = useFormValidity( settings, fields, form );
	const offered = keys.find( ( { id } ) => id === offer && id !== marked );
	return (
		<form
			ref={ formRef }
			// The browser's own messages are in its own language, not the site's.
			noValidate
			onSubmit={ ( event ) => {
				event.preventDefault();
				setIsTried( true );
				if ( isValid ) {
					onSave();
				} else {
					formRef.current
						?.querySelector< HTMLInputElement >(
							'.telaris-settings__days input'
						)
						?.focus();
				}
			} }
		>
			<section className="telaris-card telaris-section telaris-settings">
				<h2>
					{ __(
						'Through WooCommerce’s own API',
						'telaris-for-woocommerce'
					) }
				</h2>
				<p>
					{ __(
						'Telaris may set orders to Completed itself, with a WooCommerce API key. Say which key that is: what it completes is then done once, checked and shown in the history. Other keys are left alone.',
						'telaris-for-woocommerce'
					) }
				</p>
				{ offered && (
					<p>
						{ sprintf(
							/* translators: %s: the name of an API key. */
							__(
								'An order was completed with the key “%s”: it is probably Telaris’s.',
								'telaris-for-woocommerce'
							),
							keyName( offered )
						) }{ ' ' }
						<Button
							variant="secondary"
							onClick={ () =>
								onChange( { marked_key: offered.id } )
							}
						>
							{ __( 'Choose it', 'telaris-for-woocommerce' ) }
						</Button>
					</p>
				) }
				<DataForm
					data={ settings }
					fields={ keyFields }
					form={ KEY_FORM }
					onChange={ onChange }
				/>
			</section>
			<section className="telaris-card telaris-section telaris-settings">
				<h2>
					{ __( 'Completing orders', 'telaris-for-woocommerce' ) }
				</h2>
				<DataForm
					data={ settings }
					fields={ fields }
					form={ form }
					onChange={ onChange }
					// Nobody is told of an error while still typing.
					validity={ isTried ? validity : undefined }
				/>
			</section>
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
