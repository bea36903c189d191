import { ARRANGEMENT, arrangementOf } from '../url/view-state';
import type { Arrangement, ViewState } from '../url/view-state';
import { usePreference } from './use-preference';

/** How the person had the rows laid out last; WordPress keeps it per user. */
export interface SavedArrangement {
	saved: Partial< Arrangement >;
	/** Keeps what of a change is about the arrangement. */
	save: ( change: Partial< ViewState > ) => void;
	reset: () => void;
}

/** Reads and keeps how the person lays out the rows. */
export function useArrangement(): SavedArrangement {
	const [ kept, keep ] = usePreference( 'historyArrangement' );
	const saved = arrangementOf(
		( kept ?? {} ) as Partial< Record< keyof Arrangement, unknown > >
	);
	return {
		saved,
		save: ( change ) => {
			if ( ARRANGEMENT.some( ( name ) => name in change ) ) {
				keep( {
					...saved,
					...( 'layout' in change && { columns: null } ),
					...arrangementOf( change ),
				} );
			}
		},
		reset: () => keep( {} ),
	};
}
