import type { Settings, SettingsChange } from '../api/types';

/** What a group of settings shows, and how one of them is changed. */
export interface SettingsFields {
	settings: Settings;
	onChange: ( change: SettingsChange ) => void;
	/** Whether the number of days was tried to be saved and cannot be. */
	isRefused: boolean;
}

export const MOST_DAYS = 3650;

/**
 * Whether the history can be kept for so many days.
 *
 * @param days
 */
export function areDaysValid( days: number ): boolean {
	return Number.isInteger( days ) && days >= 1 && days <= MOST_DAYS;
}
