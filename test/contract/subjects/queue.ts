import assert from 'node:assert/strict';
import { contract } from '../contract';

interface Ran {
	readonly ran: string[][];
	readonly waits: boolean;
	readonly thrown_waits: boolean;
	readonly again_in: number;
}

// `$unique` is not part of it: until Action Scheduler has finished its migration,
// which in a new shop takes some runs, WooCommerce 10.5.2 adds the second one too.
contract( 'The queue', {
	'finds what waits by hook, arguments and group': async ( { observe } ) => {
		assert.deepEqual( await observe( 'queue', 'look' ), {
			id: true,
			has: {
				'the same': true,
				'any arguments': true,
				'any group': true,
				'other arguments': false,
				'no arguments': false,
				'another group': false,
			},
			next: [ true, false ],
			next_async: true,
			unscheduled: [ true, null ],
			all_gone: true,
			cron: true,
		} );
	},
	'runs what is due once, repeats what recurs, leaves what threw, keeps what is for later':
		async ( { observe, shop } ) => {
			await observe( 'queue', 'plan' );
			await shop.wp( [ 'action-scheduler', 'run' ] );
			await shop.wp( [ 'action-scheduler', 'run' ] );
			const { ran, ...rest } = await observe< Ran >( 'queue', 'ran' );
			assert.deepEqual( ran.map( ( [ what ] ) => what ).sort(), [
				'every',
				'now',
				'once',
				'throw',
			] );
			assert.deepEqual(
				ran.find( ( [ what ] ) => what === 'once' ),
				[ 'once', 2 ]
			);
			assert.deepEqual( rest, {
				waits: true,
				thrown_waits: false,
				again_in: 30,
			} );
		},
	'runs from WP-Cron': async ( { observe, shop } ) => {
		await observe( 'queue', 'plan' );
		await shop.wp( [
			'cron',
			'event',
			'run',
			'action_scheduler_run_queue',
		] );
		assert.equal(
			( await observe< Ran >( 'queue', 'ran' ) ).ran.length,
			4
		);
	},
} );
