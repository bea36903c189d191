import { speak } from '@wordpress/a11y';
import { Spinner } from '@wordpress/components';
import { useDispatch, useSelect } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { Settings } from '../api/types';
import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import type { Answer } from '../hooks/use-answer';
import { store } from '../store';
import { SettingsForm } from './settings-form';

/** What the merchant can choose. */
export function SettingsSection( {
	settings: { data, error, reload },
}: {
	settings: Answer< Settings >;
} ) {
	// In the store, so that it is still there after a look at another tab.
	const change = useSelect(
		( select ) => select( store ).getSettingsChange(),
		[]
	);
	const isChanged = Object.keys( change ).length > 0;
	const [ isSaved, setIsSaved ] = useState( false );
	const { changeSettings, receiveSingle } = useDispatch( store );
	const save = useAction( changeSettings, () => {
		setIsSaved( true );
		speak( __( 'The settings are saved.', 'telaris-for-woocommerce' ) );
	} );
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
				void receiveSingle( {
					settingsChange: { ...change, ...part },
				} );
				setIsSaved( false );
			} }
			// Only what was changed, so that two people who change different
			// things do not undo each other's.
			onSave={ () => save.run( change ) }
			onDiscard={ () => void receiveSingle( { settingsChange: {} } ) }
			save={ save }
			isChanged={ isChanged }
			isSaved={ isSaved && ! isChanged }
		/>
	);
}
