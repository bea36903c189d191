/** What became of each notification of the soak, and what is wrong with that. */
import { customerEmails } from '../http/support/orders';
import type { ProbedOrder, Row } from '../http/support/probe';
import type { Suite } from '../http/support/suite';
import { inParallel } from '../http/support/trials';
import type { Sent } from './traffic';

/** In what way it does not hold. */
export type Wrong =
	'lost' | 'doubled hooks' | 'doubled emails' | 'unreported' | 'untrue';

export interface Verdict {
	readonly sent: Sent;
	readonly row: Row | undefined;
	readonly seen: ProbedOrder | undefined;
	/** All rows about its order. */
	readonly rows: readonly Row[];
	readonly hooksLost: boolean;
	readonly emailLost: boolean;
	/** A person is asked to look at its order. */
	readonly reported: boolean;
	readonly wrong: readonly { how: Wrong; what: string }[];
}

/** Looks at each notification's row and order. */
export async function judge(
	suite: Suite,
	all: readonly Sent[]
): Promise< Verdict[] > {
	const rows = await suite.probe.rows( 'notifications' );
	const byId = new Map( rows.map( ( row ) => [ row[ 'webhook_id' ], row ] ) );
	const byOrder = groupBy( rows, ( row ) => row[ 'order_id' ] );
	const verdicts: Verdict[] = [];
	await inParallel( all, 4, async ( sent ) => {
		const seen =
			sent.from === null
				? undefined
				: await suite.probe.order( sent.order.id );
		verdicts.push(
			verdictOf(
				sent,
				byId.get( sent.id ),
				seen,
				byOrder.get( String( sent.order.id ) ) ?? []
			)
		);
	} );
	return verdicts;
}

/** What is wrong with one of them. */
export function verdictOf(
	sent: Sent,
	row: Row | undefined,
	seen: ProbedOrder | undefined,
	rows: readonly Row[]
): Verdict {
	const isToComplete = sent.ends === 'completed';
	const emails = seen ? customerEmails( seen ).length : 0;
	const hooksLost =
		isToComplete &&
		( seen?.hooks.completed === 0 || seen?.hooks.status_changed === 0 );
	const emailLost = isToComplete && emails === 0;
	const reported = rows.some(
		( { needs_check: needsCheck } ) => needsCheck === '1'
	);
	const wrong: { how: Wrong; what: string }[] = [];
	const say = ( how: Wrong, what: string ) => wrong.push( { how, what } );

	if ( ! row ) {
		say( 'lost', 'there is no row' );
	} else if ( row[ 'state' ] === 'pending' ) {
		say( 'lost', `pending, ${ row[ 'code' ] }` );
	} else if (
		row[ 'state' ] !== sent.ends ||
		! sent.codes.includes( row[ 'code' ] ?? '' )
	) {
		say(
			isToComplete ? 'lost' : 'untrue',
			`${ row[ 'state' ] }, ${ row[ 'code' ] }, in place of ${ sent.ends }, ${ sent.codes.join( ' or ' ) }`
		);
	}
	const status = isToComplete ? 'completed' : sent.from;
	if ( seen && seen.status !== status ) {
		say(
			isToComplete ? 'lost' : 'untrue',
			`the order is ${ seen.status } in place of ${ status }`
		);
	}
	const most = isToComplete ? 1 : 0;
	if ( seen && Math.max( ...hooksOf( seen ) ) > most ) {
		say( 'doubled hooks', JSON.stringify( seen.hooks ) );
	}
	if ( emails > most ) {
		say( 'doubled emails', `${ emails } emails` );
	}
	if ( hooksLost && ! reported ) {
		say( 'unreported', 'its hooks did not run to their end' );
	}
	if ( emailLost && ! reported ) {
		say( 'unreported', 'the customer got no email' );
	}
	if (
		[ 'side_effects_uncertain', 'email_unknown' ].includes(
			row?.[ 'code' ] ?? ''
		) &&
		row?.[ 'needs_check' ] !== '1'
	) {
		say( 'unreported', `${ row?.[ 'code' ] }, and nobody is asked` );
	}
	return { sent, row, seen, rows, hooksLost, emailLost, reported, wrong };
}

function hooksOf( { hooks }: ProbedOrder ): number[] {
	return [
		hooks.completed,
		hooks.processing_to_completed,
		hooks.status_changed,
		hooks.completed_notification,
	];
}

/** In the order in which the groups are met. */
export function groupBy< Item, Key >(
	items: readonly Item[],
	keyOf: ( item: Item ) => Key
): Map< Key, Item[] > {
	const groups = new Map< Key, Item[] >();
	for ( const item of items ) {
		const key = keyOf( item );
		groups.set( key, [ ...( groups.get( key ) ?? [] ), item ] );
	}
	return groups;
}
