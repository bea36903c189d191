import assert from 'node:assert/strict';
import { contract } from '../contract';

/** Whether the order that is looked for was found, and whether another was. */
const FOUND = [ true, false ];

contract( 'A search for orders', {
	'finds them by name, email and id': async ( { observe } ) => {
		assert.deepEqual( await observe( 'search' ), {
			'first name': FOUND,
			'last name': FOUND,
			'both names': FOUND,
			'part of a name': FOUND,
			email: FOUND,
			'part of an email': FOUND,
			id: FOUND,
			nobody: [ false, false ],
		} );
	},
} );
