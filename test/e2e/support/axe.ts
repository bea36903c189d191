/** Accessibility, as far as axe-core can judge it: WCAG 2.2 A and AA. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = [ 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa' ];

/** What is ours on a page: the screen, what it opens above it, and what stands in WooCommerce's list of orders. */
const OURS = [
	'#telaris-for-woocommerce',
	'.components-modal__frame',
	'.components-popover',
	'[role="listbox"]',
	'.column-telaris',
	'#telaris-state',
];

/**
 * Fails for each thing that axe finds wrong in what is ours on the page.
 *
 * @param page
 */
export async function expectAccessible( page: Page ): Promise< void > {
	// What fades in is pale for a moment.
	await page.evaluate( () =>
		Promise.allSettled(
			document
				.getAnimations()
				.filter(
					( { effect } ) =>
						effect?.getComputedTiming().endTime !== Infinity
				)
				.map( ( { finished } ) => finished )
		)
	);
	const axe = new AxeBuilder( { page } ).withTags( RULES );
	for ( const selector of OURS ) {
		if ( ( await page.locator( selector ).count() ) > 0 ) {
			axe.include( selector );
		}
	}
	const { violations, passes } = await axe.analyze();
	expect( passes.length, 'axe has looked at something' ).toBeGreaterThan( 3 );
	expect(
		violations.map( ( { id, help, nodes } ) => ( {
			id,
			help,
			where: nodes.map(
				( { html, failureSummary } ) =>
					`${ html.slice( 0, 300 ) } ${ failureSummary }`
			),
		} ) )
	).toEqual( [] );
}
