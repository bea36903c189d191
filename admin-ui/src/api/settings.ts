import { request } from './client';
import type { Settings, SettingsChange } from './types';

/**
 * Reads what the merchant chose, and what there is to choose from.
 *
 * @param signal Calls the request off.
 */
export function getSettings( signal: AbortSignal ): Promise< Settings > {
	return request( '/settings', { signal } );
}

/**
 * Changes the settings that are named.
 *
 * @param change What is to be different.
 * @return The settings as they are now.
 */
export function changeSettings( change: SettingsChange ): Promise< Settings > {
	return request( '/settings', { method: 'PUT', data: change } );
}
