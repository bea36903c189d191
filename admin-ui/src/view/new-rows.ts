/** Tells rows that are new from rows that are known. */
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
 * Puts new versions of known rows in their places. No row comes, goes or moves.
 *
 * @param rows   Rows that are shown.
 * @param latest The same rows and others, as they have become.
 */
export function mergeKnown(
	rows: readonly Notification[],
	latest: readonly Notification[]
): Notification[] {
	const byId = new Map( latest.map( ( row ) => [ row.id, row ] ) );
	return rows.map( ( row ) => byId.get( row.id ) ?? row );
}
