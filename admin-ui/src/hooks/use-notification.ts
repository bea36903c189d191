import { useCallback } from '@wordpress/element';

import { getNotification } from '../api/notifications';
import type { NotificationDetail } from '../api/types';
import { usePolling } from './use-polling';
import { useRequest } from './use-request';
import type { Requested } from './use-request';

/**
 * One notification with its attempts; kept up to date.
 *
 * @param id The notification.
 */
export function useNotification( id: number ): Requested< NotificationDetail > {
	const notification = useRequest( String( id ), ( signal ) =>
		getNotification( id, signal )
	);
	const { update } = notification;
	usePolling(
		useCallback(
			async ( signal ) => {
				const answer = await getNotification( id, signal );
				update( () => answer );
			},
			[ id, update ]
		),
		notification.data !== undefined
	);
	return notification;
}
