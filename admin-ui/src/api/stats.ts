import { request } from './client';
import type { StatsDay } from './types';

/**
 * Reads the last 30 days in numbers.
 *
 * @param signal Calls the request off.
 * @return Oldest first; days of the shop's own time zone.
 */
export async function listDays( signal: AbortSignal ): Promise< StatsDay[] > {
	const { days } = await request< { days: StatsDay[] } >( '/stats', {
		signal,
	} );
	return days;
}
