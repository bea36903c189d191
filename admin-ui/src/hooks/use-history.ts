import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { listNotifications } from '../api/notifications';
import type { HistoryPage } from '../api/notifications';
import type { RequestError } from '../api/errors';
import type { Notification } from '../api/types';
import { toQuery } from '../url/view-state';
import type { ViewState } from '../url/view-state';
import {
	countNewer,
	mergeKnown,
	newestOf,
	replaceRows,
} from '../store/merge-rows';
import type { RowPosition } from '../store/merge-rows';
import { usePolling } from './use-polling';
import { useRequest } from './use-request';

/** The page of the history that is shown. */
export interface History {
	/** The rows; those of the page before until the next one is there. */
	page: HistoryPage | undefined;
	/** Why the page could not be loaded. */
	error: RequestError | undefined;
	/** Why the shop cannot be asked for new rows at present. */
	pollError: RequestError | undefined;
	isLoading: boolean;
	/** Rows that came since, and are not shown so that nothing moves. */
	newCount: number;
	reload: () => void;
	/** Shows a row as it has become. */
	update: ( notification: Notification ) => void;
}

interface NewRows {
	list: string;
	count: number;
}

/**
 * Reads the page of the history that a view shows, and looks for new rows.
 *
 * @param view       The view.
 * @param mayReplace Whether rows may move at this moment.
 */
export function useHistory(
	view: ViewState,
	mayReplace: () => boolean
): History {
	const query = toQuery( view );
	const newestQuery = toQuery( { ...view, cursor: null } );
	const list = JSON.stringify( newestQuery );
	const isNewestPage = view.cursor === null;

	const { data, previous, error, isLoading, reload, update } = useRequest(
		JSON.stringify( query ),
		( signal ) => listNotifications( query, signal )
	);

	// The newest row that was ever shown of this list; undefined: not known.
	const newestSeen = useRef< {
		list: string;
		row: RowPosition | null;
	} >();
	const [ newRows, setNewRows ] = useState< NewRows >();

	useEffect( () => {
		const seen = newestSeen.current;
		// A known row that was only brought up to date is no new one.
		const isOther = ( items: Notification[] ) =>
			seen?.list !== list || countNewer( items, seen.row ) > 0;
		if ( data && isNewestPage && isOther( data.items ) ) {
			newestSeen.current = { list, row: newestOf( data.items ) };
			setNewRows( undefined );
		}
	}, [ data, isNewestPage, list ] );

	const shownList = useRef( list );
	shownList.current = list;
	const pollError = usePolling( async ( signal ) => {
		const newest = await listNotifications( newestQuery, signal );
		if ( signal.aborted || shownList.current !== list ) {
			return;
		}
		if ( newestSeen.current?.list !== list ) {
			newestSeen.current = { list, row: newestOf( newest.items ) };
		}
		if ( isNewestPage && mayReplace() ) {
			update( ( page ) => ( {
				...newest,
				items: replaceRows( page.items, newest.items ),
			} ) );
			return;
		}
		if ( isNewestPage ) {
			// Known rows show what became of them, without changing places.
			update( ( page ) => ( {
				...page,
				items: mergeKnown( page.items, newest.items ),
			} ) );
		}
		setNewRows( {
			list,
			count: countNewer( newest.items, newestSeen.current.row ),
		} );
	}, data !== undefined );

	return {
		page: data ?? previous,
		error,
		pollError,
		isLoading,
		newCount: newRows?.list === list ? newRows.count : 0,
		reload,
		update: useCallback(
			( notification: Notification ) =>
				update( ( page ) => ( {
					...page,
					items: mergeKnown( page.items, [ notification ] ),
				} ) ),
			[ update ]
		),
	};
}
