import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deliveryUrl, TelarisClient } from '../telaris/client';
import { imported } from '../telaris/messages';
import { runScenario, type ScenarioRow } from '../telaris/scenario';
import { repository } from './paths';
import type { Log, Shop } from './types';

const setup = join( repository, 'test/shop/setup' );

/** Gives a shop some weeks of Norwegian orders in all statuses. */
export async function fillWithOrders(
	wp: ( ...args: string[] ) => Promise< string >,
	log: Log
): Promise< void > {
	log( 'Taking 40 orders of the last five weeks …' );
	await wp( 'eval-file', '--use-include', join( setup, 'orders.php' ) );
}

/**
 * Lets Telaris do its morning's work in a demo shop: invoice a dozen orders, then
 * import most of the others, so that some are linked and some are not.
 *
 * @return What became of the dozen; null where all that was done at an earlier start.
 * @throws {Error} Where Telaris cannot import an order.
 */
export async function playTelaris(
	shop: Shop,
	log: Log
): Promise< readonly ScenarioRow[] | null > {
	const played = join( shop.folder, 'played.json' );
	if ( existsSync( played ) ) {
		return null;
	}
	log( 'Telaris imports and invoices a dozen orders …' );
	const rows = await runScenario( shop );
	log( 'Telaris imports some more …' );
	await importOthers( shop );
	if ( rows.every( ( row ) => row.ok ) ) {
		await writeFile( played, JSON.stringify( rows, null, '\t' ) );
	}
	return rows;
}

async function importOthers( shop: Shop ): Promise< void > {
	const client = new TelarisClient( {
		url: deliveryUrl( shop.url ),
		secret: shop.webhookSecret,
	} );
	const found = await shop.wp( [
		'eval-file',
		'--use-include',
		join( setup, 'to-import.php' ),
	] );
	for ( const { id, number } of JSON.parse( found ) as {
		id: number;
		number: string;
	}[] ) {
		const delivery = await client.send(
			imported( {
				telarisOrder: String( 10_000 + id ),
				integrationReference: String( id ),
				orderNumber: number,
			} )
		);
		if ( ! delivery.ok ) {
			throw new Error(
				`Order ${ id } could not be imported: ${ delivery.status } ${ delivery.message }`
			);
		}
	}
}
