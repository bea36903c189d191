/** Ends a run with one line that says what it ran on and how it went. */
import type {
	FullResult,
	Reporter,
	TestCase,
	TestResult,
} from '@playwright/test/reporter';
import { describe } from '../../shop/ground';
import { openShop } from '../../shop';

/** A Playwright reporter that stands beside `list`. */
export default class ClosingLine implements Reporter {
	readonly #outcomes = new Map< TestCase, TestResult[ 'status' ] >();

	printsToStdio(): boolean {
		return false;
	}

	onTestEnd( test: TestCase, result: TestResult ): void {
		this.#outcomes.set( test, result.status );
	}

	async onEnd( { status }: FullResult ): Promise< void > {
		const count = ( ...wanted: TestResult[ 'status' ][] ) =>
			[ ...this.#outcomes.values() ].filter( ( outcome ) =>
				wanted.includes( outcome )
			).length;
		// Tests that did not run because of a failure before them count as skipped as well, but nobody meant it.
		const skipped = [ ...this.#outcomes.keys() ].filter(
			( { expectedStatus } ) => expectedStatus === 'skipped'
		).length;
		const ground = await openShop(
			process.env[ 'TELARIS_SHOP' ] ?? ''
		).then(
			( shop ) => describe( shop.ground ),
			() => 'no shop'
		);
		process.stdout.write(
			`\nend-to-end: ${ status }: ${ count( 'passed' ) } passed, ${ count( 'failed', 'timedOut', 'interrupted' ) } failed, ` +
				`${ skipped } skipped, on ${ ground }\n`
		);
	}
}
