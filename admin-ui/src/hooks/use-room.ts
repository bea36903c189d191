import { useMediaQuery, useViewportMatch } from '@wordpress/compose';

import type { Room } from '../url/data-view';

/**
 * Says how much room there is for the rows.
 *
 * @param hasDetail Whether the details of one are open.
 */
export function useRoom( hasDetail: boolean ): Room {
	const isTable = useViewportMatch( 'medium' );
	const fitsBeside = useMediaQuery( '(min-width: 1100px)' );
	const isRoomy = useMediaQuery( '(min-width: 1366px)' );
	if ( ! isTable ) {
		return 'narrow';
	}
	if ( ! fitsBeside ) {
		return 'over';
	}
	if ( hasDetail ) {
		return 'beside';
	}
	return isRoomy ? 'wide' : 'medium';
}
