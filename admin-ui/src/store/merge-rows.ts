/** Tells rows that are new from rows that are known, and later versions from earlier ones. */
import type { Notification } from '../api/types';

/** Where a row stands in the history: by time, then by id. */
export type RowPosition = Pick< Notification, 'received_at' | 'id' >;

function isNewer( row: RowPosition, than: RowPosition ): boolean {
	const difference =
		Date.parse( row.received_at ) - Date.parse( than.received_at );
	return difference > 0 || ( difference === 0 && row.id > than.id );
}

/**
 * Finds the newest row.
 *
 * @param rows Rows, newest first.
 */
export function newestOf( rows: readonly Notification[] ): RowPosition | null {
	return rows[ 0 ] ?? null;
}

/**
 * Counts the rows that came after one. It need not be among them any more.
 *
 * @param rows Rows, newest first.
 * @param seen The newest row that was seen; null when there was none.
 */
export function countNewer(
	rows: readonly Notification[],
	seen: RowPosition | null
): number {
	return rows.filter( ( row ) => seen === null || isNewer( row, seen ) )
		.length;
}

/**
 * Picks the later version of a row: an answer may have been on its way while
 * the row was changed from here.
 *
 * @param known    The version that is known; missing where there is none.
 * @param received The version that has just come.
 */
export function laterOf(
	known: Notification | undefined,
	received: Notification
): Notification {
	return known &&
		Date.parse( known.updated_at ) > Date.parse( received.updated_at )
		? known
		: received;
}
