/**
 * Measures, on shops of its own and always beside WooCommerce or a small history in the same run: ratios, no verdicts.
 *
 *     npm run bench                       Telaris's call beside WooCommerce's own REST API
 *     npm run bench -- --db=mariadb --server=fpm --trials=40
 *     npm run bench -- --first-rows       our screen beside WooCommerce's list of orders, in Chromium
 *     npm run bench -- --history --rows=1000000   pages of a large history beside a small one, on MariaDB
 */
import { parseArgs } from 'node:util';
import { startShop, type ShopOptions } from '../shop';
import { optionsFrom, shopFlags } from '../shop/flags';
import { benchCalls } from './calls';
import { benchFirstRows } from './first-rows';
import { benchHistory } from './history';

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			...shopFlags,
			trials: { type: 'string' },
			history: { type: 'boolean' },
			'first-rows': { type: 'boolean' },
			rows: { type: 'string' },
		},
	} );
	const trials = Number( values.trials ?? 40 );
	const log = ( text: string ) => console.error( text );
	const options: Omit< ShopOptions, 'name' > = {
		...optionsFrom( values ),
		probe: true,
		log,
	};
	if ( values.history ) {
		const ground = { ...options, db: 'mariadb' as const };
		const small = await startShop( {
			...ground,
			name: 'bench-small',
			port: 9010,
		} );
		const large = await startShop( {
			...ground,
			name: 'bench-large',
			port: 9011,
		} );
		try {
			await benchHistory(
				small,
				large,
				Number( values.rows ?? 1_000_000 ),
				trials
			);
		} finally {
			await Promise.all( [ small.stop(), large.stop() ] );
		}
		return;
	}
	const shop = await startShop( { ...options, name: 'bench', port: 9012 } );
	try {
		await ( values[ 'first-rows' ]
			? benchFirstRows( shop, trials, log )
			: benchCalls( shop, trials ) );
	} finally {
		await shop.stop();
	}
}

main().catch( ( error: unknown ) => {
	console.error( error );
	process.exitCode = 1;
} );
