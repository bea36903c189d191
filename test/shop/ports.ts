import { createServer } from 'node:net';

export const HOST = '127.0.0.1';

/** How many ports after the first one are tried. */
const TRIED = 50;

/** The first free port from this one on. */
export async function freePort( first: number ): Promise< number > {
	for ( let port = first; port < first + TRIED; port++ ) {
		if ( await isFree( port ) ) {
			return port;
		}
	}
	throw new Error(
		`The ports ${ first } to ${ first + TRIED - 1 } are all in use.`
	);
}

function isFree( port: number ): Promise< boolean > {
	return new Promise( ( resolve ) => {
		const server = createServer();
		server.once( 'error', () => resolve( false ) );
		server.listen( { port, host: HOST, exclusive: true }, () =>
			server.close( () => resolve( true ) )
		);
	} );
}
