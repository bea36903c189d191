import type { Probe } from '../../http/support/probe';

const TABLES = [
	'notifications',
	'attempts',
	'orders',
	'outbox',
	'counters',
	'refused_calls',
	'deliveries',
];

/**
 * Makes the history of a shop as it is on the first day. The orders stay.
 *
 * @param probe
 */
export async function forgetHistory( probe: Probe ): Promise< void > {
	for ( const table of TABLES ) {
		await probe.sql( `DELETE FROM {prefix}telaris_${ table }` );
	}
}
