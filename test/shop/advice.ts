/** What `npm start` says, and does by itself, about the shop that it finds. */
import type { ShopFile, ShopOptions } from './types';

/** The command that ends a shop, as it can be typed. */
export function stopCommand( name: string ): string {
	return name === 'demo' ? 'npm stop' : `npm stop -- --name=${ name }`;
}

/**
 * How to be Telaris for a moment: a signed call.
 *
 * @param name The shop's.
 */
export function pingCommand( name: string ): string {
	return `npm run telaris -- ping${ name === 'demo' ? '' : ` --shop=${ name }` }`;
}

/**
 * Whether a shop from before stands on the stand-in although a WooCommerce is to be had by now.
 *
 * @param found     The shop that is there.
 * @param asked     A ground that was asked for by name is left alone.
 * @param available The WooCommerce that a new shop would take without a download; null where there is none.
 */
export function isOutgrown(
	found: Pick< ShopFile, 'ground' > | null,
	asked: Pick< ShopOptions, 'standIn' | 'woocommerce' >,
	available: string | null
): boolean {
	return (
		found !== null &&
		found.ground.standIn &&
		available !== null &&
		! asked.standIn &&
		asked.woocommerce === undefined
	);
}
