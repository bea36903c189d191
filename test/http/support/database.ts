/** The MariaDB of a test shop, to be taken away for a while. */
import {
	createConnection,
	type Connection,
	type RowDataPacket,
} from 'mysql2/promise';
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARIADB, mariadbSocket } from '../../shop/database/mariadb';

export class ShopDatabase {
	readonly #socket: string;

	constructor( folder: string ) {
		this.#socket = mariadbSocket( folder );
	}

	/** Ends every connection of the shop at once. */
	async dropConnections(): Promise< void > {
		await this.#withConnection( killAll );
	}

	/**
	 * Takes the database away: open connections break, new ones are refused.
	 *
	 * @param milliseconds
	 */
	async away( milliseconds: number ): Promise< void > {
		await this.#withConnection( async ( connection ) => {
			const hidden = `${ this.#socket }.away`;
			await rename( this.#socket, hidden );
			try {
				await killAll( connection );
				await sleep( milliseconds );
			} finally {
				await rename( hidden, this.#socket );
			}
		} );
	}

	async #withConnection(
		work: ( connection: Connection ) => Promise< void >
	): Promise< void > {
		const connection = await createConnection( {
			socketPath: this.#socket,
			user: MARIADB.user,
			password: MARIADB.password,
			database: MARIADB.name,
		} );
		try {
			await work( connection );
		} finally {
			await connection.end();
		}
	}
}

async function killAll( connection: Connection ): Promise< void > {
	const [ threads ] = await connection.query< RowDataPacket[] >(
		"SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user <> 'system user'"
	);
	for ( const { id } of threads ) {
		// It may have ended by itself meanwhile.
		await connection
			.query( `KILL ${ Number( id ) }` )
			.catch( () => undefined );
	}
}
