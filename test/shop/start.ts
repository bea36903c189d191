/**
 * `npm start`: brings up the demo shop in the background, lets Telaris invoice a
 * dozen orders the first time, and says where to look.
 *
 * Takes the flags of test/shop/flags.ts.
 */
import { parseArgs } from 'node:util';
import { isOutgrown, pingCommand, stopCommand } from './advice';
import { playTelaris } from './demo';
import { optionsFrom, shopFlags } from './flags';
import { describe } from './ground';
import { startShop } from './index';
import { lastRealRun } from './last-real-run';
import { requireForShop } from './requirements';
import { fail, say } from './say';
import { readShopFile } from './shop-file';
import { stagePlugin } from './staging';
import { table } from './table';
import type { Shop } from './types';
import { availableWooCommerce } from './woocommerce';

async function main(): Promise< void > {
	const { values } = parseArgs( { options: shopFlags } );
	const options = optionsFrom( values );
	await requireForShop(
		options.db ?? 'sqlite',
		options.server ?? 'builtin',
		say
	);
	await stagePlugin( say, { ifChanged: true } );
	const name = values.name ?? 'demo';
	const available = await availableWooCommerce();
	const found = await readShopFile( name );
	const fresh = isOutgrown( found, options, available );
	if ( fresh ) {
		say(
			`The shop “${ name }” stood on the stand-in; there is a WooCommerce now (${ available }). Making the shop anew.`
		);
	}
	const shop = await startShop( {
		...options,
		...( fresh && {
			fresh,
			db: options.db ?? found?.database,
			server: options.server ?? found?.server,
		} ),
		name,
		demo: true,
		log: say,
	} );
	say( `\n${ describe( shop.ground ) }` );
	say( `${ await lastRealRun() }\n` );
	const rows = await playTelaris( shop, say );
	if ( rows ) {
		say(
			`\n${ table(
				[ 'Order', 'What Telaris did', 'Answer → order', '' ],
				rows.map( ( row ) => [
					row.order,
					row.what,
					row.got,
					row.ok ? 'as it should' : `WRONG: ${ row.expected }`,
				] )
			) }\n`
		);
		process.exitCode = rows.every( ( row ) => row.ok ) ? 0 : 1;
	}
	sayWhereToLook( shop );
}

function sayWhereToLook( shop: Shop ): void {
	say(
		`Sync history   ${ shop.url }/wp-admin/admin.php?page=telaris-for-woocommerce`
	);
	say(
		`Log in as      ${ shop.admin.user }, password “${ shop.admin.password }”`
	);
	say( `Call it        ${ pingCommand( shop.name ) }` );
	say( `To end it      ${ stopCommand( shop.name ) }` );
}

main().catch( fail );
