import { listDays } from '../api/stats';
import type { StatsDay } from '../api/types';
import { useRequest } from './use-request';

/**
 * The last 30 days in numbers. A help only: where they cannot be had, nothing
 * is said of them.
 *
 * @param asOf Changes when the numbers may have changed; null asks for nothing.
 * @return Oldest first; undefined until they are known.
 */
export function useDays( asOf: string | null ): StatsDay[] | undefined {
	const { data, previous } = useRequest( asOf, listDays );
	return data ?? previous;
}
