export const MOST_DAYS = 3650;

/**
 * Whether the history can be kept for so many days.
 *
 * @param days
 */
export function areDaysValid( days: number ): boolean {
	return Number.isInteger( days ) && days >= 1 && days <= MOST_DAYS;
}
