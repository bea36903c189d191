/**
 * Measures, on shops of its own and always beside WooCommerce or a small history in the same run.
 *
 *     npm run bench                       all goals, on MariaDB, nginx and php-fpm; --month-end=10000, --trials=40, --quick,
 *                                         --only=singles,batches,load,mail,storefront,orders-list,costs,month-end for some of them
 *                                         ends by 0 where all that must hold does, by 1 where not, by 3 without WooCommerce
 *     npm run bench -- --calls            Telaris's call beside WooCommerce's own REST API
 *     npm run bench -- --calls --db=mariadb --server=fpm --trials=40
 *     npm run bench -- --first-rows       our screen beside WooCommerce's list of orders, in Chromium
 *     npm run bench -- --history --rows=1000000   pages of a large history beside a small one, on MariaDB
 */
import { parseArgs } from 'node:util';
import { startShop, type ShopOptions } from '../shop';
import { optionsFrom, shopFlags } from '../shop/flags';
import { benchCalls } from './calls';
import { GoalsBench, SECTIONS, type Section, type Sizes } from './goals';
import { benchFirstRows } from './first-rows';
import { benchHistory } from './history';

/** The exit code where nothing could be measured. */
const NO_WOOCOMMERCE = 3;

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			...shopFlags,
			trials: { type: 'string' },
			history: { type: 'boolean' },
			'first-rows': { type: 'boolean' },
			rows: { type: 'string' },
			calls: { type: 'boolean' },
			quick: { type: 'boolean' },
			'month-end': { type: 'string' },
			only: { type: 'string' },
			json: { type: 'string' },
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
	if ( ! values.calls && ! values[ 'first-rows' ] ) {
		process.exitCode = await goals( options, {
			trials,
			batches: values.quick ? 2 : 5,
			load: values.quick ? 32 : 160,
			monthEnd: Number( values[ 'month-end' ] ?? 2000 ),
			json: values.json ?? 'bench.json',
			...( values.only !== undefined && {
				only: values.only.split( ',' ).map( section ),
			} ),
		} );
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

function section( name: string ): Section {
	const known = SECTIONS.find( ( one ) => one === name );
	if ( ! known ) {
		throw new Error(
			`No section “${ name }”: ${ SECTIONS.join( ', ' ) }.`
		);
	}
	return known;
}

async function goals(
	options: Omit< ShopOptions, 'name' >,
	{ json, ...sizes }: Sizes & { json: string }
): Promise< number > {
	const shop = await startShop( {
		...options,
		db: 'mariadb',
		server: 'fpm',
		name: 'bench',
		port: options.port ?? 9012,
		fresh: true,
	} );
	try {
		if ( shop.ground.standIn ) {
			console.error(
				'There is no real WooCommerce here: figures of speed are never taken on the stand-in.'
			);
			return NO_WOOCOMMERCE;
		}
		return ( await new GoalsBench( shop ).measure( sizes, json ) ) ? 0 : 1;
	} finally {
		await shop.stop();
	}
}

main().catch( ( error: unknown ) => {
	console.error( error );
	process.exitCode = 1;
} );
