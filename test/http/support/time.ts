/** Lets time pass, and work that is due be done. */
import * as messages from '../../telaris/messages';
import { now } from './endpoint';
import type { Suite } from './suite';

/**
 * Puts everything that the shop waits for into the past: leases, retries, claims of emails. What nobody has touched
 * for that long counts as left behind by a process that died.
 *
 * @param suite
 */
export async function letTimePass( suite: Suite ): Promise< void > {
	// What is being done right now was not left behind.
	await suite.probe.waitForEnd();
	const past = now() - 1;
	const longAgo = now() - 7200;
	for ( const sql of [
		`UPDATE {prefix}telaris_orders SET lease_until = ${ past } WHERE lease_until IS NOT NULL`,
		`UPDATE {prefix}telaris_notifications SET next_attempt_at = ${ past } WHERE next_attempt_at IS NOT NULL`,
		// A worker that was killed holds its place for a minute.
		"UPDATE {prefix}telaris_counters SET n = 1 WHERE name LIKE 'worker:%' AND n > 1",
		`UPDATE {prefix}telaris_outbox SET updated_at = ${ longAgo } WHERE state NOT IN ( 'sent', 'skipped', 'silent' )`,
	] ) {
		await suite.probe.sql( sql );
	}
}

/** What is left to be done: notifications that are pending, leases that are held, emails that wait. */
export async function pendingWork(
	suite: Suite
): Promise< { notifications: number; leases: number; emails: number } > {
	const [ notifications, orders, outbox ] = await Promise.all( [
		suite.probe.rows( 'notifications' ),
		suite.probe.rows( 'orders' ),
		suite.probe.rows( 'outbox' ),
	] );
	return {
		notifications: notifications.filter(
			( row ) => row[ 'state' ] === 'pending'
		).length,
		leases: orders.filter( ( row ) => row[ 'lease_token' ] ).length,
		emails: outbox.filter(
			( row ) =>
				! [ 'sent', 'skipped', 'silent', 'unknown' ].includes(
					row[ 'state' ] ?? ''
				) &&
				// One that is held, with nobody at work on its order, waits for a person.
				( row[ 'state' ] !== 'held' ||
					orders.some(
						( order ) =>
							order[ 'order_id' ] === row[ 'order_id' ] &&
							order[ 'lease_token' ]
					) )
		).length,
	};
}

/**
 * Lets the shop heal: time passes and Telaris calls, until nothing is left to be done or it has had its chances.
 *
 * @param suite
 * @param rounds How often time passes at most.
 * @return What is left.
 */
export async function heal(
	suite: Suite,
	rounds = 12
): ReturnType< typeof pendingWork > {
	await suite.probe.waitForEnd();
	let left = await pendingWork( suite );
	for (
		let round = 0;
		round < rounds && ( left.notifications || left.leases || left.emails );
		round++
	) {
		await letTimePass( suite );
		// Due work runs after any call that was let in, a few pieces at a time.
		for ( let call = 0; call < 4; call++ ) {
			await suite.endpoint.send( messages.ping() );
		}
		await suite.probe.waitForEnd();
		left = await pendingWork( suite );
	}
	return left;
}
