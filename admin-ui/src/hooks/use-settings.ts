import { changeSettings, getSettings } from '../api/settings';
import type { Settings, SettingsChange } from '../api/types';
import { useAction } from './use-action';
import type { Action } from './use-action';
import { useRequest } from './use-request';
import type { Requested } from './use-request';

export interface SettingsInUse {
	settings: Requested< Settings >;
	save: Action< [ change: SettingsChange ] >;
}

/**
 * What the merchant chose.
 *
 * @param onSaved Is told the settings as they are in the shop then.
 */
export function useSettings(
	onSaved: ( after: Settings ) => void
): SettingsInUse {
	const settings = useRequest( 'settings', getSettings );
	const save = useAction( changeSettings, ( after ) => {
		settings.update( () => after );
		onSaved( after );
	} );
	return { settings, save };
}
