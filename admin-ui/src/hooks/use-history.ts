import { useDispatch, useSelect } from '@wordpress/data';
import { useRef } from '@wordpress/element';

import type { Page } from '../api/client';
import type { RequestError } from '../api/errors';
import type { Notification } from '../api/types';
import { store } from '../store';
import { toQuery } from '../url/view-state';
import type { ViewState } from '../url/view-state';
import { useAnswer } from './use-answer';
import { usePolling } from './use-polling';

/** The page of the history that is shown. */
export interface History {
	/** The rows; those of the page before until the next one is there. */
	page: Page< Notification > | undefined;
	/** Why the page could not be loaded. */
	error: RequestError | undefined;
	/** Why the shop cannot be asked for new rows at present. */
	pollError: RequestError | undefined;
	isLoading: boolean;
	/** Rows that came since, and are not shown so that nothing moves. */
	newCount: number;
	reload: () => void;
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
	const list = toQuery( { ...view, cursor: null } );
	const { data, error, isLoading, reload } = useAnswer(
		'getHistoryPage',
		query
	);
	const shown = useRef( data );
	shown.current = data ?? shown.current;

	const newRows = useSelect(
		( select ) => select( store ).getNewRows( list ),
		[ list ]
	);
	const { refreshHistory } = useDispatch( store );
	const pollError = usePolling(
		( signal ) => refreshHistory( query, mayReplace, signal ),
		data !== undefined
	);

	return {
		page: shown.current,
		error,
		pollError,
		isLoading,
		newCount: newRows?.count ?? 0,
		reload,
	};
}
