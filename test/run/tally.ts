import { readFile } from 'node:fs/promises';

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add( a: Tally, b: Tally ): Tally {
	return {
		passed: a.passed + b.passed,
		failed: a.failed + b.failed,
		skipped: a.skipped + b.skipped,
	};
}

/** Counts the tests of a JUnit report, as node:test, PHPUnit and Playwright write it. */
export async function readJUnit( path: string ): Promise< Tally > {
	const xml = await readFile( path, 'utf8' );
	let tally = NOTHING;
	for ( const [ , inner = '' ] of xml.matchAll(
		/<testcase\b[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g
	) ) {
		tally = add( tally, {
			passed: /<(failure|error|skipped)\b/.test( inner ) ? 0 : 1,
			failed: /<(failure|error)\b/.test( inner ) ? 1 : 0,
			skipped: /<skipped\b/.test( inner ) ? 1 : 0,
		} );
	}
	return tally;
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
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}
