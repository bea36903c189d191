import { readFile } from 'node:fs/promises';

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** Tests of steps that could not run, as far as they are known by number. */
	readonly notRun: number;
	/** Why, once for each skipped test that says so. */
	readonly reasons: readonly string[];
	/** Names of tests that passed at the second try. */
	readonly again: readonly string[];
}

export const NOTHING: Tally = {
	passed: 0,
	failed: 0,
	skipped: 0,
	notRun: 0,
	reasons: [],
	again: [],
};

export function add( a: Tally, b: Tally ): Tally {
	return {
		passed: a.passed + b.passed,
		failed: a.failed + b.failed,
		skipped: a.skipped + b.skipped,
		notRun: a.notRun + b.notRun,
		reasons: [ ...a.reasons, ...b.reasons ],
		again: [ ...a.again, ...b.again ],
	};
}

/** How many tests ran, or were left out by themselves. */
export function countOf( { passed, failed, skipped }: Tally ): number {
	return passed + failed + skipped;
}

/** Says how many tests were skipped for which reason, a line each. */
export function describeSkips( { reasons }: Tally ): string[] {
	return [ ...new Set( reasons ) ].map( ( reason ) => {
		const count = reasons.filter( ( other ) => other === reason ).length;
		return `${ count } × ${ reason }`;
	} );
}

/** Names what passed at the second try only, so that nobody takes it for sound. */
export function describeAgain( { again }: Tally ): string[] {
	return again.length > 0
		? [ `Passed at the second try: ${ again.join( '; ' ) }` ]
		: [];
}

const SECOND_TRY = '<system-out>passed at the second try</system-out>';

/** A JUnit report whose failed tests have passed since. */
export function passedAgain( xml: string ): string {
	return xml.replace(
		/<(failure|error)\b(?:\s+[\w:.-]+="[^"]*")*\s*(?:\/>|>[\s\S]*?<\/\1>)/g,
		SECOND_TRY
	);
}

/** Counts the tests of a JUnit report, as node:test, PHPUnit and Playwright write it. */
export async function readJUnit( path: string ): Promise< Tally > {
	const xml = await readFile( path, 'utf8' );
	// Attribute by attribute, since a name may have a ">" in it.
	const cases = xml.matchAll(
		/<testcase(?:\s+[\w:.-]+="[^"]*")*\s*(?:\/>|>([\s\S]*?)<\/testcase>)/g
	);
	let tally = NOTHING;
	for ( const [ whole, inner = '' ] of cases ) {
		tally = add( tally, readCase( inner ) );
		if ( inner.includes( SECOND_TRY ) ) {
			const name = /\sname="([^"]*)"/.exec( whole )?.[ 1 ] ?? '';
			tally = { ...tally, again: [ ...tally.again, name ] };
		}
	}
	return tally;
}

function readCase( inner: string ): Tally {
	if ( /<(failure|error)\b/.test( inner ) ) {
		return { ...NOTHING, failed: 1 };
	}
	const [ skipped ] = /<skipped\b[^>]*>/.exec( inner ) ?? [];
	if ( skipped === undefined ) {
		return { ...NOTHING, passed: 1 };
	}
	const reason = /message="([^"]+)"/.exec( skipped )?.[ 1 ];
	return { ...NOTHING, skipped: 1, reasons: reason ? [ reason ] : [] };
}

/** Counts the tests of Jest's own report. */
export async function readJest( path: string ): Promise< Tally > {
	const report = JSON.parse( await readFile( path, 'utf8' ) ) as {
		numPassedTests: number;
		numFailedTests: number;
		numPendingTests: number;
		numTodoTests: number;
		numRuntimeErrorTestSuites: number;
	};
	return {
		...NOTHING,
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}
