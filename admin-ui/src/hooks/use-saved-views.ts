import { MOST_VIEWS, parseSavedViews } from '../url/saved-views';
import type { SavedView } from '../url/saved-views';
import { usePreference } from './use-preference';

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
	const [ kept, keep ] = usePreference( 'historyViews' );
	const views = parseSavedViews( kept );
	const without = ( name: string ) =>
		views.filter( ( view ) => view.name !== name );
	return {
		views,
		hasRoom: views.length < MOST_VIEWS,
		save: ( view ) => keep( [ ...without( view.name ), view ] ),
		remove: ( name ) => keep( without( name ) ),
	};
}
