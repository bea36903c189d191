import { useDispatch, useSelect } from '@wordpress/data';
import { store as preferencesStore } from '@wordpress/preferences';

import { ARRANGEMENT, arrangementOf } from '../url/view-state';
import type { Arrangement, ViewState } from '../url/view-state';

const SCOPE = 'telaris-for-woocommerce';
const NAME = 'historyArrangement';

/** How the person had the rows laid out last; WordPress keeps it per user. */
export interface SavedArrangement {
	saved: Partial< Arrangement >;
	/** Keeps what of a change is about the arrangement. */
	save: ( change: Partial< ViewState > ) => void;
	reset: () => void;
}

/** Reads and keeps how the person lays out the rows. */
export function useArrangement(): SavedArrangement {
	const kept = useSelect(
		( select ) => select( preferencesStore ).get( SCOPE, NAME ),
		[]
	) as Partial< Record< keyof Arrangement, unknown > > | undefined;
	const { set } = useDispatch( preferencesStore );
	const saved = arrangementOf( kept ?? {} );
	return {
		saved,
		save: ( change ) => {
			if ( ARRANGEMENT.some( ( name ) => name in change ) ) {
				set( SCOPE, NAME, {
					...saved,
					...( 'layout' in change && { columns: null } ),
					...arrangementOf( change ),
				} );
			}
		},
		reset: () => void set( SCOPE, NAME, {} ),
	};
}
