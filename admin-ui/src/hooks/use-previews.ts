import { previewResend } from '../api/notifications';
import type { Notification, Preview } from '../api/types';
import { useRequest } from './use-request';
import type { Requested } from './use-request';

/**
 * What re-sending notifications would do.
 *
 * @param notifications The notifications.
 */
export function usePreviews(
	notifications: Notification[]
): Requested< Preview[] > {
	const ids = notifications.map( ( { id } ) => id );
	return useRequest( ids.join(), ( signal ) => previewResend( ids, signal ) );
}
