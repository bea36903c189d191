import type { Page } from '@playwright/test';

/** Something that moved on its own, as Chromium tells it: not within half a second of a click or a key, and more than a few pixels of text. */
export interface Shift {
	/** Chromium's score of it; the sum of a page is its "cumulative layout shift". */
	readonly value: number;
	/** What moved: each element with where it was and where it is, in px from the top. */
	readonly moved: readonly string[];
}

interface LayoutShift extends PerformanceEntry {
	readonly value: number;
	readonly hadRecentInput: boolean;
	readonly sources: readonly {
		readonly node: Node | null;
		readonly previousRect: DOMRectReadOnly;
		readonly currentRect: DOMRectReadOnly;
	}[];
}

/** Long enough for what is fetched after a view stands. */
const SETTLED_MS = 1_500;

/** Collects what moves by itself on the pages that are opened after it. */
export class LayoutShifts {
	readonly #page: Page;

	private constructor( page: Page ) {
		this.#page = page;
	}

	static async of( page: Page ): Promise< LayoutShifts > {
		await page.addInitScript( () => {
			const seen: Shift[] = [];
			Object.assign( window, { telarisShifts: seen } );
			const elementOf = ( node: Node | null ) =>
				node instanceof Element ? node : node?.parentElement;
			const named = ( node: Node | null ) => {
				const element = elementOf( node );
				return element
					? `${ element.localName }#${ element.id }.${ element.className }`
					: 'what is gone';
			};
			new PerformanceObserver( ( list ) => {
				for ( const entry of list.getEntries() as LayoutShift[] ) {
					// WordPress's own bar moves, too.
					const isOurs = ! entry.sources.every( ( { node } ) =>
						elementOf( node )?.closest( '#wpadminbar' )
					);
					if (
						isOurs &&
						! entry.hadRecentInput &&
						entry.value > 0.0001
					) {
						seen.push( {
							value: entry.value,
							moved: entry.sources.map(
								( { node, previousRect, currentRect } ) =>
									`${ named( node ) } ${ previousRect.left },${ previousRect.top } → ${ currentRect.left },${ currentRect.top }`
							),
						} );
					}
				}
			} ).observe( { type: 'layout-shift', buffered: true } );
		} );
		return new LayoutShifts( page );
	}

	/** What moved on the page that is open since it was opened or asked last, once nothing more is to be expected. */
	async seen(): Promise< Shift[] > {
		await this.#page.waitForTimeout( SETTLED_MS );
		return this.#page.evaluate( () =>
			(
				window as unknown as { telarisShifts: Shift[] }
			 ).telarisShifts.splice( 0 )
		);
	}
}
