import { listNotifications } from '../api/notifications';
import type { HistoryQuery } from '../api/notifications';
import type { Notification } from '../api/types';
import { useAction } from './use-action';
import type { Action } from './use-action';

/** As many as the shop says in one answer what re-sending would do. */
export const MOST_AT_ONCE = 100;

/**
 * Finds what failed, to be put right together.
 *
 * @param onFound Is told the notifications; never none.
 * @param onNone  Is told that there are none: somebody else was faster.
 */
export function useFailed(
	onFound: ( failed: Notification[] ) => void,
	onNone: () => void
): Action< [ filter: HistoryQuery ] > {
	return useAction(
		( filter: HistoryQuery ) =>
			listNotifications(
				{ ...filter, state: 'failed', per_page: MOST_AT_ONCE },
				new AbortController().signal
			),
		( { items } ) => {
			if ( items.length > 0 ) {
				onFound( items );
			} else {
				onNone();
			}
		}
	);
}
