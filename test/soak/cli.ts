/**
 * Many notifications while everything around the shop breaks, one thing after the other: `npm run test:soak`.
 *
 *     tsx test/soak/cli.ts [--count=5000] [flags of a shop]
 *
 * On MariaDB, nginx and php-fpm. Runs on the shop that TELARIS_SHOP names, else on one of its own, made anew and ended
 * afterwards. Ends with 1 where a notification is lost, an order's hooks or email ran twice, or something was lost and
 * nobody is told.
 */
import { parseArgs } from 'node:util';
import { startShop, type Shop } from '../shop';
import { optionsFrom, shopFlags } from '../shop/flags';
import { describe } from '../shop/ground';
import { hasRedisCache, redisCacheFolder } from '../shop/redis';
import { fail, say, sayAside } from '../shop/say';
import { Suite } from '../http/support/suite';
import { soak } from './soak';

const MANY = 5000;

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: { ...shopFlags, count: { type: 'string' } },
	} );
	const count = Number( values.count ?? MANY );
	if ( ! Number.isInteger( count ) || count < 1 ) {
		throw new Error( `--count=${ values.count }: a whole number.` );
	}
	const options = optionsFrom( values );
	if ( options.redis && ! hasRedisCache() ) {
		say( `skipped: Redis, since ${ redisCacheFolder } is not there` );
	}
	let shop: Shop | undefined;
	if ( ! process.env[ 'TELARIS_SHOP' ] ) {
		shop = await startShop( {
			...options,
			redis: options.redis && hasRedisCache(),
			name: values.name ?? 'soak',
			db: 'mariadb',
			server: 'fpm',
			probe: true,
			fresh: true,
			log: sayAside,
		} );
		process.env[ 'TELARIS_SHOP' ] = shop.name;
	}
	try {
		const suite = new Suite();
		await suite.ready;
		say( describe( suite.shop.ground ) );
		process.exitCode = ( await soak( suite, count ) ) ? 0 : 1;
	} finally {
		await shop?.stop();
	}
}

main().catch( fail );
