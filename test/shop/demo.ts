import { join } from 'node:path';
import { repository } from './paths';
import type { Log } from './types';

/** Gives a shop some weeks of Norwegian orders in all statuses. */
export async function fillWithOrders( wp: ( ...args: string[] ) => Promise< string >, log: Log ): Promise< void > {
	log( 'Taking about 40 orders …' );
	await wp( 'eval-file', '--use-include', join( repository, 'test/shop/setup/orders.php' ) );
}
