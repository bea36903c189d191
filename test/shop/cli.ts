/**
 * The shop on the command line.
 *
 *     tsx test/shop/cli.ts start --name=demo [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2]
 *         [--wordpress=6.9] [--stand-in] [--port=8880] [--fresh] [--demo] [--probe] [--no-hpos] [--hpos-sync]
 *         [--plain-permalinks] [--locale=nb_NO] [--multisite] [--heads=2] [--redis]
 *     tsx test/shop/cli.ts stop --name=demo
 *     tsx test/shop/cli.ts wp --name=demo -- option get home
 *     tsx test/shop/cli.ts ground
 *     tsx test/shop/cli.ts requirements
 *
 * `ground` says what a shop would run on, and ends by 3 where that is the stand-in. `requirements` installs all that
 * the suites may need on this machine, or says how.
 */
import { parseArgs } from 'node:util';
import { describe } from './ground';
import { everything, require_ } from './requirements';
import { fail, say, sayAside } from './say';
import {
	describeGround,
	openShop,
	startShop,
	stopShop,
	surveyGround,
} from './index';
import { optionsFrom, shopFlags } from './flags';

async function main(): Promise< void > {
	const { positionals, values } = parseArgs( {
		options: shopFlags,
		allowPositionals: true,
	} );
	const [ command, ...rest ] = positionals;
	const name = values.name ?? 'demo';
	switch ( command ) {
		case 'start': {
			const shop = await startShop( {
				...optionsFrom( values ),
				name,
				log: sayAside,
			} );
			say(
				`${ shop.name } is at ${ shop.url } (${ describe( shop.ground ) })`
			);
			say(
				`Log in at ${ shop.url }/wp-admin/ as ${ shop.admin.user } with “${ shop.admin.password }”.`
			);
			return;
		}
		case 'stop':
			say(
				( await stopShop( name ) )
					? `${ name } is stopped.`
					: `${ name } was not running.`
			);
			return;
		case 'wp':
			say( await ( await openShop( name ) ).wp( rest ) );
			return;
		case 'ground': {
			const ground = await surveyGround( {
				...optionsFrom( values ),
				log: sayAside,
			} );
			say( describeGround( ground ) );
			process.exitCode = ground.standIn ? 3 : 0;
			return;
		}
		case 'requirements':
			await require_( everything, say );
			say( 'This machine has all that the suites need.' );
			return;
		default:
			throw new Error( 'Say start, stop, wp, ground or requirements.' );
	}
}

main().catch( fail );
