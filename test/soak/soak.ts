/** The course of a soak: break, send, mend; heal; look. */
import { say, sayAside } from '../shop/say';
import { readShopFile } from '../shop/shop-file';
import type { Suite } from '../http/support/suite';
import { heal } from '../http/support/time';
import { disturbances } from './disturbances';
import { figures, offenders } from './report';
import { Sender } from './sender';
import { makeCalls, makeNotifications, type Sent } from './traffic';
import { judge } from './verdict';

/** How many notifications are sent during one disturbance, if there are enough. */
const SHARE = 100;

/** How often Telaris sends what it has no answer to, after all is well again. */
const LAST_TRIES = 10;

/**
 * @param suite
 * @param count Of notifications, at least.
 * @return Whether all holds.
 */
export async function soak( suite: Suite, count: number ): Promise< boolean > {
	const file = await readShopFile( suite.shop.name );
	const all = disturbances( suite, file?.redis ?? false );
	const rounds = Math.max( 1, Math.round( count / ( all.length * SHARE ) ) );
	const share = Math.ceil( count / ( all.length * rounds ) );
	const sender = new Sender( suite );
	const sent: Sent[] = [];
	const started = Date.now();
	for ( let round = 0; round < rounds; round++ ) {
		for ( const { name, begin } of all ) {
			const items = await makeNotifications( suite, share, name );
			sent.push( ...items );
			const calls = makeCalls( items );
			const mend = await begin( round, share );
			try {
				await sender.send( calls, name );
			} finally {
				await mend();
			}
			sayAside(
				`${ Math.round( ( Date.now() - started ) / 1000 ) } s: ${ sent.length } of ${ share * rounds * all.length } sent, ${ name }; ${ sender.unsettled } to send again`
			);
		}
	}
	const left = await settle( suite, sender, count );
	const verdicts = await judge( suite, sent );
	const wrong = await offenders( suite, verdicts );
	say( `\n${ figures( verdicts, sender.answers ) }\n` );
	say(
		`${ sent.length } notifications in ${ Math.round( ( Date.now() - started ) / 1000 ) } s, ${ rounds } × ${ all.length } disturbances; left over: ${ JSON.stringify( left ) }`
	);
	const complaints = await complaintsAboutUs( suite );
	complaints.forEach( say );
	wrong.forEach( say );
	return (
		wrong.length === 0 &&
		sender.unsettled === 0 &&
		Object.values( left ).every( ( many ) => many === 0 )
	);
}

/** Time passes, and Telaris sends again what it has no answer to. */
async function settle(
	suite: Suite,
	sender: Sender,
	count: number
): ReturnType< typeof heal > {
	const rounds = 12 + Math.ceil( count / 20 );
	let left = await heal( suite, rounds );
	for ( let turn = 0; turn < LAST_TRIES && sender.unsettled > 0; turn++ ) {
		await sender.send( [], 'afterwards' );
		left = await heal( suite, rounds );
	}
	return left;
}

/** PHP's complaints about the plugin's own files, each kind once. */
async function complaintsAboutUs( suite: Suite ): Promise< string[] > {
	const ours = ( await suite.probe.log() ).filter( ( { file } ) =>
		file.includes( 'telaris-for-woocommerce/' )
	);
	return [
		...new Set(
			ours.map(
				( { message, file, line } ) =>
					`PHP: ${ message.split( '\n' )[ 0 ] } (${ file.replace( /.*telaris-for-woocommerce\//, '' ) }:${ line })`
			)
		),
	];
}
