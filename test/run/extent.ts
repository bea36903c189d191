/** What `npm test` leaves to `npm run test:all`: what is rare and takes long. */

/** usual: `npm test`. rest: what that leaves out. all: both. */
export type Extent = 'usual' | 'rest' | 'all';

/** Steps of which `npm test` has nothing. */
const RARE_STEPS: readonly string[] = [ 'contract' ];

/** Files of a step, by their names without an ending. */
const RARE_FILES: Readonly< Record< string, readonly string[] > > = {
	http: [
		'abilities',
		'alerts',
		'api-reads',
		'authentication',
		'batch-limits',
		'cli',
		'clients',
		'core-api',
		'deliveries',
		'email-faults',
		'email-language',
		'encodings',
		'endpoint',
		'faults',
		'fuzz',
		'guards',
		'hooks',
		'input',
		'kills',
		'link-repair',
		'loopback',
		'message-types',
		'order-events',
		'order-number',
		'order-page',
		'orders-list',
		'outgoing-webhook',
		'output',
		'overview',
		'permissions',
		'questions',
		'races',
		'rate-limit',
		'refused-calls',
		'respond-async',
		'routes',
		'same-order',
		'schedule',
		'signatures',
		'slow-bodies',
		'statements',
		'storage',
		'storefront',
		'tables',
		'ways',
	],
	e2e: [
		'accessibility',
		'checklist',
		'columns',
		'dates',
		'detail-navigation',
		'errors',
		'first-rows',
		'isolation',
		'languages',
		'layout-shift',
		'life-cycle',
		'link-choice',
		'main-job',
		'navigation',
		'new-rows',
		'orders-list',
		'resend-refusals',
	],
};

/** Has a step anything to do? */
export function takesStep( extent: Extent, step: string ): boolean {
	switch ( extent ) {
		case 'usual':
			return ! RARE_STEPS.includes( step );
		case 'rest':
			return RARE_STEPS.includes( step ) || step in RARE_FILES;
		case 'all':
			return true;
	}
}

/**
 * The files of a step that belong to an extent.
 *
 * @param  extent
 * @param  step
 * @param  names  All files of the step, by their names without an ending.
 * @throws {Error} For a file that was renamed or is gone, which would otherwise be run where it should not.
 */
export function filesOf(
	extent: Extent,
	step: string,
	names: readonly string[]
): string[] {
	const rare = RARE_FILES[ step ] ?? [];
	const gone = rare.filter( ( name ) => ! names.includes( name ) );
	if ( gone.length > 0 ) {
		throw new Error(
			`test/run/extent.ts names ${ gone.join( ', ' ) }, which ${ step } does not have.`
		);
	}
	return names.filter(
		( name ) =>
			extent === 'all' || rare.includes( name ) === ( extent === 'rest' )
	);
}
