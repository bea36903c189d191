/** The soak in figures, and everything that does not hold. */
import { table } from '../shop/table';
import type { Suite } from '../http/support/suite';
import type { Answers } from './sender';
import { groupBy, type Verdict, type Wrong } from './verdict';

const WRONGS: readonly Wrong[] = [
	'lost',
	'doubled hooks',
	'doubled emails',
	'unreported',
	'untrue',
];

const COLUMNS: readonly [ string, ( one: Verdict ) => boolean ][] = [
	[ 'sent', () => true ],
	[ 'completed', ( { row } ) => row?.[ 'state' ] === 'completed' ],
	[ 'ignored', ( { row } ) => row?.[ 'state' ] === 'ignored' ],
	[ 'failed', ( { row } ) => row?.[ 'state' ] === 'failed' ],
	[ 'hooks cut short, said', ( one ) => one.hooksLost && one.reported ],
	[ 'no email, said', ( one ) => one.emailLost && one.reported ],
	[
		'to look at, whole',
		( one ) => one.reported && ! one.hooksLost && ! one.emailLost,
	],
	...WRONGS.map( ( how ): [ string, ( one: Verdict ) => boolean ] => [
		how.toUpperCase(),
		( one ) => one.wrong.some( ( wrong ) => wrong.how === how ),
	] ),
];

/**
 * @param verdicts
 * @param answers
 */
export function figures(
	verdicts: readonly Verdict[],
	answers: Answers
): string {
	const groups = [
		...groupBy( verdicts, ( { sent } ) => sent.during ),
		[ 'all', verdicts ] as const,
	];
	const outcomes = table(
		[ 'sent while', ...COLUMNS.map( ( [ name ] ) => name ) ],
		groups.map( ( [ during, group ] ) => [
			during,
			...COLUMNS.map( ( [ , counts ] ) =>
				String( group.filter( counts ).length )
			),
		] )
	);
	const codes = table(
		[ 'answered while', 'answers, also to what was sent again' ],
		[ ...answers ].map( ( [ during, counts ] ) => [
			during,
			[ ...counts ]
				.sort( ( [ , a ], [ , b ] ) => b - a )
				.map( ( [ said, n ] ) => `${ n } × ${ said }` )
				.join( ', ' ),
		] )
	);
	return `${ outcomes }\nWhat is put off (respond-async, retries, emails) is done while the next things break.\n\n${ codes }`;
}

/** Each notification with which something is wrong, with its order and rows. */
export async function offenders(
	suite: Suite,
	verdicts: readonly Verdict[]
): Promise< string[] > {
	const wrong = verdicts.filter( ( one ) => one.wrong.length > 0 );
	if ( wrong.length === 0 ) {
		return [];
	}
	const [ attempts, orders, outbox ] = await Promise.all( [
		suite.probe.rows( 'attempts' ),
		suite.probe.rows( 'orders' ),
		suite.probe.rows( 'outbox' ),
	] );
	return wrong.map( ( { sent, seen, rows, row, wrong: faults } ) => {
		const about = rows.length > 0 ? rows : [ row ].filter( Boolean );
		const ids = about.map( ( one ) => one?.[ 'id' ] );
		const ofOrder = ( one: Record< string, string | null > ) =>
			one[ 'order_id' ] === String( sent.order.id );
		return [
			`order ${ sent.order.id }, ${ sent.id } (${ sent.message.type }), sent while: ${ sent.during }`,
			...faults.map( ( { how, what } ) => `  ${ how }: ${ what }` ),
			`  order ${ JSON.stringify( seen ) }`,
			...about.map(
				( one ) => `  notification ${ JSON.stringify( one ) }`
			),
			...attempts
				.filter( ( one ) => ids.includes( one[ 'notification_id' ] ) )
				.map( ( one ) => `  attempt ${ JSON.stringify( one ) }` ),
			...orders
				.filter( ofOrder )
				.map( ( one ) => `  lock ${ JSON.stringify( one ) }` ),
			...outbox
				.filter( ofOrder )
				.map( ( one ) => `  outbox ${ JSON.stringify( one ) }` ),
		].join( '\n' );
	} );
}
