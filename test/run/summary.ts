import { table } from '../shop/table';
import type { Row } from './step';
import { add, NOTHING, type Tally } from './tally';

export function totalOf( rows: readonly Row[] ): Tally {
	return rows.map( ( { tally } ) => tally ).reduce( add, NOTHING );
}

/** Did everything run, and nothing fail? */
export function isGood( rows: readonly Row[] ): boolean {
	const { passed, failed } = totalOf( rows );
	return (
		failed === 0 &&
		passed > 0 &&
		rows.every( ( { notRun } ) => notRun.length === 0 )
	);
}

/** A table of the steps, and below it what did not run. */
export function describeRows( rows: readonly Row[] ): string {
	return [
		table(
			[ 'Step', 'Passed', 'Failed', 'Skipped', 'Not run', 'Seconds' ],
			rows.map( ( { step, tally, seconds, notRun } ) => [
				step.title,
				...[ tally.passed, tally.failed, tally.skipped ].map( String ),
				notRun.length > 0 ? testsOf( tally ) : '0',
				String( seconds ),
			] )
		),
		...rows.flatMap( ( { notRun } ) =>
			notRun.map( ( why ) => `Did not run: ${ why }` )
		),
	].join( '\n' );
}

/** The closing line: what ran, and what did not, so that no number looks whole that is not. */
export function closingLine( rows: readonly Row[] ): string {
	const total = totalOf( rows );
	const stopped = rows.filter( ( { notRun } ) => notRun.length > 0 );
	const ran = `${ total.passed } passed, ${ total.failed } failed, ${ total.skipped } skipped`;
	if ( stopped.length === 0 ) {
		return `${ ran }, 0 steps not run`;
	}
	const isKnown = stopped.every( ( { tally } ) => tally.notRun > 0 );
	const steps = `${ stopped.length } ${ stopped.length === 1 ? 'step' : 'steps' } not run, or not whole`;
	const tests = isKnown
		? `about ${ total.notRun } tests`
		: `more than ${ total.notRun } tests`;
	return `${ ran }, ${ steps } (${ tests }): ${ stopped.map( ( { step } ) => step.title ).join( '; ' ) }`;
}

function testsOf( { notRun }: Tally ): string {
	return notRun > 0 ? `about ${ notRun }` : 'unknown';
}
