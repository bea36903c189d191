import { useSelect } from '@wordpress/data';
import { useEffect } from '@wordpress/element';

import { store } from '../store';

/** The browser asks before the page goes with settings that were not saved, whatever tab is shown. */
export function useAskBeforeLeaving(): void {
	const isChanged = useSelect(
		( select ) =>
			Object.keys( select( store ).getSettingsChange() ).length > 0,
		[]
	);
	useEffect( () => {
		if ( ! isChanged ) {
			return undefined;
		}
		const ask = ( event: BeforeUnloadEvent ) => event.preventDefault();
		window.addEventListener( 'beforeunload', ask );
		return () => window.removeEventListener( 'beforeunload', ask );
	}, [ isChanged ] );
}
