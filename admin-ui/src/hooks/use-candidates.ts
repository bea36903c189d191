import { listCandidates } from '../api/notifications';
import type { LinkCandidate } from '../api/types';
import { useRequest } from './use-request';

/**
 * Orders that a notification without a link may be about. A help only: where
 * they cannot be had, the order is named by hand.
 *
 * @param id The notification.
 */
export function useCandidates( id: number ): LinkCandidate[] {
	const { data } = useRequest( String( id ), ( signal ) =>
		listCandidates( id, signal )
	);
	return data ?? [];
}
