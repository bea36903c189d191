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
 * Picks the later version of a row: an answer may have been on its way while
 * the row was changed from here.
 *
 * @param one   A version of a row.
 * @param other Another version of it; missing where there is none.
 */
function later(
	one: Notification,
	other: Notification | undefined
): Notification {
	return other &&
		Date.parse( other.updated_at ) >= Date.parse( one.updated_at )
		? other
		: one;
}

const byId = ( rows: readonly Notification[] ) =>
	new Map( rows.map( ( row ) => [ row.id, row ] ) );

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
	const known = byId( latest );
	return rows.map( ( row ) => later( row, known.get( row.id ) ) );
}

/**
 * Puts other rows in the place of those that are shown.
 *
 * @param rows   Rows that are shown.
 * @param latest The rows to be shown.
 */
export function replaceRows(
	rows: readonly Notification[],
	latest: readonly Notification[]
): Notification[] {
	const known = byId( rows );
	return latest.map( ( row ) => {
		const before = known.get( row.id );
		return before ? later( before, row ) : row;
	} );
}
