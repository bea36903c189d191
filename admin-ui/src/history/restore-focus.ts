import { focusRow } from './history-table';

/**
 * Finds a place for the focus when what had it is gone, as a "Re-send…" button
 * is once there is nothing to re-send: the open details, else the row, else the
 * list.
 *
 * @param screen  The history.
 * @param closest The notification that the person dealt with.
 */
export function rescueFocus(
	screen: HTMLElement | null,
	closest: number | undefined
): void {
	if ( ! screen ) {
		return;
	}
	const { ownerDocument } = screen;
	const isLost = () => ownerDocument.activeElement === ownerDocument.body;
	window.requestAnimationFrame( () => {
		if ( ! isLost() ) {
			return;
		}
		screen.querySelector< HTMLElement >( '.telaris-detail h2' )?.focus();
		if ( isLost() && closest !== undefined ) {
			focusRow( closest );
		}
		if ( isLost() ) {
			screen.focus();
		}
	} );
}
