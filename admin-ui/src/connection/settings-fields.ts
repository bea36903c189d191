import type { Settings, SettingsChange } from '../api/types';

/** What a group of settings shows, and how one of them is changed. */
export interface SettingsFields {
	settings: Settings;
	onChange: ( change: SettingsChange ) => void;
}
