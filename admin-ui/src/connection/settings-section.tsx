import { speak } from '@wordpress/a11y';
import { Spinner } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { Settings, SettingsChange } from '../api/types';
import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import { useAnswer } from '../hooks/use-answer';
import { store } from '../store';
import { SettingsForm } from './settings-form';

/** What the merchant can choose. */
export function SettingsSection() {
	const [ change, setChange ] = useState< SettingsChange >( {} );
	const [ isSaved, setIsSaved ] = useState( false );
	const { changeSettings } = useDispatch( store );
	const save = useAction( changeSettings, ( after ) => {
		setChange( ( before ) => unsaved( before, after ) );
		setIsSaved( true );
		speak( __( 'The settings are saved.', 'telaris-for-woocommerce' ) );
	} );
	const { data, error, reload } = useAnswer( 'getSettings' );
	if ( error ) {
		return (
			<Failure
				error={ error }
				title={ __(
					'The settings could not be loaded.',
					'telaris-for-woocommerce'
				) }
				onRetry={ reload }
			/>
		);
	}
	if ( ! data ) {
		return <Spinner />;
	}
	return (
		<SettingsForm
			settings={ { ...data, ...change } }
			onChange={ ( part ) => {
				setChange( ( before ) => ( { ...before, ...part } ) );
				setIsSaved( false );
			} }
			// Only what was changed, so that two people who change different
			// things do not undo each other's.
			onSave={ () => save.run( change ) }
			save={ save }
			isSaved={ isSaved }
		/>
	);
}

/** What was changed while the answer was on its way is still to be saved. */
function unsaved( change: SettingsChange, after: Settings ): SettingsChange {
	return Object.fromEntries(
		Object.entries( change ).filter(
			( [ name, value ] ) =>
				JSON.stringify( value ) !==
				JSON.stringify( after[ name as keyof SettingsChange ] )
		)
	);
}
