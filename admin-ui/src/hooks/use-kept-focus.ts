import { useEffect } from '@wordpress/element';
import type { RefObject } from 'react';

/**
 * Keeps the focus inside an element when what had it goes away, as a button
 * does with which there is nothing left to do: it moves to another place there.
 * A browser would leave it on the page's body, and a keyboard user at the top.
 *
 * @param container The element; in the page from the first drawing on.
 * @param fallback  What takes the focus then.
 */
export function useKeptFocus(
	container: RefObject< HTMLElement | null >,
	fallback: RefObject< HTMLElement | null >
): void {
	useEffect( () => {
		const element = container.current;
		if ( ! element ) {
			return;
		}
		const { ownerDocument: page } = element;
		const inside = ( node: Element | null ) =>
			node !== element && element.contains( node ) ? node : null;
		let last = inside( page.activeElement );
		const onFocusIn = () => {
			last = inside( page.activeElement );
		};
		const observer = new MutationObserver( () => {
			if (
				last &&
				! last.isConnected &&
				page.activeElement === page.body
			) {
				last = null;
				fallback.current?.focus( { preventScroll: true } );
			}
		} );
		page.addEventListener( 'focusin', onFocusIn );
		observer.observe( element, { childList: true, subtree: true } );
		return () => {
			page.removeEventListener( 'focusin', onFocusIn );
			observer.disconnect();
		};
	}, [ container, fallback ] );
}
