import { listAwaiting } from '../api/orders';
import type { AwaitingPage } from '../api/orders';
import { useRequest } from './use-request';
import type { Requested } from './use-request';

/**
 * Orders that Telaris imported and has not invoiced.
 *
 * @param days   Imported at least so many days ago.
 * @param cursor The page; null is the first one.
 */
export function useAwaiting(
	days: number,
	cursor: string | null
): Requested< AwaitingPage > {
	return useRequest( `${ days } ${ cursor }`, ( signal ) =>
		listAwaiting( days, cursor, signal )
	);
}
