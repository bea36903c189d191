/** `npm run lint:contract`: does the contract break what the last release promised to Telaris? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../shop/say';
import { breakingChanges } from './breaking';

const read = ( name: string ) =>
	JSON.parse( readFileSync( join( __dirname, '../..', name ), 'utf8' ) );

const released = read( 'test/contract/released/openapi.json' );
const faults = breakingChanges( released, read( 'plugin/openapi.json' ) );
if ( faults.length > 0 ) {
	say(
		`openapi.json breaks what the last release promised:\n- ${ faults.join( '\n- ' ) }\nWithin v1 only additions are made (docs/operating.md).`
	);
	process.exitCode = 1;
} else if ( Object.keys( released.paths ).length === 0 ) {
	say( 'There is no release yet whose contract could be broken.' );
}
