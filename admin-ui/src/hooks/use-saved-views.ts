import { useDispatch, useSelect } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';

import { MOST_VIEWS, parseSavedViews } from '../url/saved-views';
import type { SavedView } from '../url/saved-views';

const SCOPE = 'telaris-for-woocommerce';
const NAME = 'historyViews';

/** The views that the person keeps; WordPress keeps them per user. */
export interface SavedViews {
	views: SavedView[];
	/** Whether there is room for one more. */
	hasRoom: boolean;
	/** Keeps a view, in the place of one of the same name. */
	save: ( view: SavedView ) => void;
	remove: ( name: string ) => void;
}

/** Reads and keeps views of the history. */
export function useSavedViews(): SavedViews {
	const kept = useSelect(
		( select ) => select( preferencesStore ).get( SCOPE, NAME ) as unknown,
		[]
	);
	const { set } = useDispatch( preferencesStore );
	const views = parseSavedViews( kept );
	const without = ( name: string ) =>
		views.filter( ( view ) => view.name !== name );
	return {
		views,
		hasRoom: views.length < MOST_VIEWS,
		save: ( view ) =>
			void set( SCOPE, NAME, [ ...without( view.name ), view ] ),
		remove: ( name ) => void set( SCOPE, NAME, without( name ) ),
	};
}
