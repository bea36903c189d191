/**
 * End-to-end tests in the machine's own Chromium, against the shop that TELARIS_SHOP names.
 *
 *     npx tsx test/shop/cli.ts start --name=e2e --probe
 *     TELARIS_SHOP=e2e npm run test:e2e
 *     TELARIS_SHOP=e2e npm run screenshots     # into .shop/screenshots
 */
import { defineConfig } from '@playwright/test';

/** A build server may be busy: it has more time, and a second try, which the report names. */
const isBusy = process.env[ 'CI' ] !== undefined;

export default defineConfig( {
	testDir: 'test/e2e',
	outputDir: 'test-results',
	forbidOnly: isBusy,
	// All tests share one shop and its one history.
	workers: 1,
	fullyParallel: false,
	timeout: isBusy ? 300_000 : 120_000,
	retries: isBusy ? 1 : 0,
	expect: { timeout: isBusy ? 45_000 : 15_000 },
	reporter: [ [ 'list' ], [ './test/e2e/support/closing-line.ts' ] ],
	use: {
		locale: 'en-US',
		timezoneId: 'Europe/Oslo',
		viewport: { width: 1440, height: 900 },
		actionTimeout: isBusy ? 45_000 : 15_000,
		screenshot: 'only-on-failure',
		trace: 'on-first-retry',
		launchOptions: {
			executablePath: process.env[ 'CHROMIUM' ] ?? '/usr/bin/chromium',
			args: [
				'--disable-quic',
				'--disable-background-networking',
				// Chromium refuses to run as root inside its sandbox.
				...( process.getuid?.() === 0 ? [ '--no-sandbox' ] : [] ),
			],
		},
	},
	projects: [
		{ name: 'e2e', testMatch: '*.spec.ts' },
		{ name: 'screenshots', testMatch: 'screenshots/*.spec.ts' },
	],
} );
