/**
 * A WordPress with WooCommerce and this plugin on the machine's own PHP.
 *
 *     const shop = await startShop( { name: 'http', probe: true } );
 *     await shop.wp( [ 'option', 'get', 'home' ] );
 *     await shop.stop();
 */
export { describe as describeGround } from './ground';
export { openShop, startShop, stopShop, surveyGround } from './shop';
export type {
	ApiKey,
	Database,
	Ground,
	Log,
	Server,
	Shop,
	ShopOptions,
} from './types';
