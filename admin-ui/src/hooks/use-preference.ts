import { useDispatch, useSelect } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';

const SCOPE = 'telaris-for-woocommerce';

/**
 * Reads and keeps what a person prefers; WordPress keeps it per user.
 *
 * @param name Of the preference.
 * @return What was kept once, by any version, and a function that keeps it.
 */
export function usePreference(
	name: string
): [ unknown, ( value: unknown ) => void ] {
	const kept = useSelect(
		( select ) => select( preferencesStore ).get( SCOPE, name ) as unknown,
		[ name ]
	);
	const { set } = useDispatch( preferencesStore );
	return [ kept, ( value ) => void set( SCOPE, name, value ) ];
}
