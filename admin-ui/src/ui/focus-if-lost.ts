/**
 * Gives the focus a place when what had it went away meanwhile, as the row does
 * whose dialog is being closed.
 *
 * @param element Takes it then.
 */
export function focusIfLost( element: HTMLElement | null ): void {
	window.requestAnimationFrame( () => {
		const page = element?.ownerDocument;
		if ( page && page.activeElement === page.body ) {
			element?.focus( { preventScroll: true } );
		}
	} );
}
