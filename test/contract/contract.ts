/**
 * One set of tests, run on a real WooCommerce and on the stand-in. A behaviour
 * is true when both show it.
 */
import { after, before, describe, test } from 'node:test';
import { grounds, type Look } from './grounds';

export type { Look } from './grounds';

type Body = ( look: Look ) => Promise< void >;

/**
 * Describes a part of WooCommerce that the plugin relies on.
 *
 * @param subject    What it is about.
 * @param behaviours For each sentence, how to see that it is so.
 * @param onlyReal   The same, for what the stand-in has not: skipped there.
 */
export function contract(
	subject: string,
	behaviours: Record< string, Body >,
	onlyReal: Record< string, Body > = {}
): void {
	for ( const ground of grounds ) {
		describe( `${ subject }, on ${ ground.name }`, () => {
			let look: Look | undefined;
			before( async () => {
				look = await ground.open();
			} );
			for ( const [ sentence, body ] of Object.entries( {
				...behaviours,
				...onlyReal,
			} ) ) {
				test( sentence, async ( t ) => {
					if (
						! look ||
						( ground.standIn && sentence in onlyReal )
					) {
						t.skip( 'skipped: needs real WooCommerce' );
						return;
					}
					await body( look );
				} );
			}
		} );
	}
}

after( async () => {
	for ( const ground of grounds ) {
		await ground.close();
	}
} );
