/**
 * The shop on the command line.
 *
 *     tsx test/shop/cli.ts start --name=demo [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2]
 *         [--wordpress=6.9] [--stand-in] [--port=8880] [--fresh] [--demo] [--probe] [--no-hpos] [--plain-permalinks]
 *     tsx test/shop/cli.ts stop --name=demo
 *     tsx test/shop/cli.ts wp --name=demo -- option get home
 *     tsx test/shop/cli.ts requirements
 *
 * The last one installs all that the suites may need on this machine, or says how.
 */
import { parseArgs } from 'node:util';
import { describe } from './ground';
import { requireEverything } from './requirements';
import { openShop, startShop, stopShop } from './index';
import { optionsFrom, shopFlags } from './flags';

async function main(): Promise< void > {
	const { positionals, values } = parseArgs( { options: shopFlags, allowPositionals: true } );
	const [ command, ...rest ] = positionals;
	const name = values.name ?? 'demo';
	switch ( command ) {
		case 'start': {
			const shop = await startShop( { ...optionsFrom( values ), name, log: ( line ) => console.error( line ) } );
			console.log( `${ shop.name } is at ${ shop.url } (${ describe( shop.ground ) })` );
			console.log( `Log in at ${ shop.url }/wp-admin/ as ${ shop.admin.user } with “${ shop.admin.password }”.` );
			return;
		}
		case 'stop':
			console.log( ( await stopShop( name ) ) ? `${ name } is stopped.` : `${ name } was not running.` );
			return;
		case 'wp':
			console.log( await ( await openShop( name ) ).wp( rest ) );
			return;
		case 'requirements':
			await requireEverything( ( line ) => console.log( line ) );
			console.log( 'This machine has all that the suites need.' );
			return;
		default:
			throw new Error( 'Say start, stop, wp or requirements.' );
	}
}

main().catch( ( error: unknown ) => {
	console.error( error instanceof Error ? error.message : error );
	process.exitCode = 1;
} );
