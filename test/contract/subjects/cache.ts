import assert from 'node:assert/strict';
import { contract } from '../contract';

contract( 'The order cache', {
	'hands out a stale order until it is purged': async ( { observe } ) => {
		assert.deepEqual( await observe( 'cache' ), {
			enabled: true,
			first: 'processing',
			after_sql: 'processing',
			// An object made from the id reads the database.
			made_anew: 'on-hold',
			after_purge: 'on-hold',
			// A stale object completes what was cancelled meanwhile.
			stale_said: true,
			stale_won: 'wc-completed',
			after_save: 'completed',
			// What was set and not saved is seen by nobody else.
			leaks: 'completed',
			// Another process that takes the object out of a shared cache reads it again.
			woken: 'on-hold',
		} );
	},
} );
