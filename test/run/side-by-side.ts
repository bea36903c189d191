import type { Missing } from '../shop/requirements';
import type { Asked, Row, Step } from './step';
import { add, NOTHING, type Tally } from './tally';

/** One or two processors' worth: more would make the suites wait for each other. */
const SIDE_BY_SIDE = 2;

export interface Options {
	/** What could not be brought; steps that need it do not run. */
	readonly missing?: readonly Missing[];
	/** How many tests a step has, where that is known. */
	readonly testsOf?: ( step: Step ) => number;
	/** Takes all that is shown. */
	readonly print?: ( text: string ) => void;
}

interface Job {
	readonly step: Step;
	readonly part: number;
	readonly parts: number;
}

/**
 * Runs steps two at a time: the first of those that can begin, the others after
 * them. What a step prints is shown whole when it is done, so that two of them
 * do not talk across each other; a step that is alone is shown as it goes.
 *
 * A step that could not run is told apart from one with failed tests.
 *
 * @return In the order of the steps.
 */
export async function runSteps(
	steps: readonly Step[],
	asked: Asked,
	options: Options = {}
): Promise< Row[] > {
	const rows = new Map< Step, Row >(
		steps.map( ( step ) => [
			step,
			{ step, tally: NOTHING, seconds: 0, notRun: [] },
		] )
	);
	const jobs = steps.flatMap( ( step ) => {
		const parts = step.parts?.( asked ) ?? 1;
		return Array.from( { length: parts }, ( _, index ) => ( {
			step,
			part: index + 1,
			parts,
		} ) );
	} );
	const isAlone = jobs.length === 1;
	const running = new Set< Promise< void > >();
	const unfinished = new Set( jobs );
	const isReady = ( { step }: Job ) =>
		! [ ...unfinished ].some( ( other ) =>
			step.after?.includes( other.step.name )
		);
	const work = async ( job: Job ): Promise< void > => {
		const done = await runJob( job, asked, isAlone, options );
		unfinished.delete( job );
		const before = rows.get( job.step ) ?? done;
		rows.set( job.step, {
			step: job.step,
			tally: add( before.tally, done.tally ),
			seconds: before.seconds + done.seconds,
			notRun: [ ...before.notRun, ...done.notRun ],
		} );
	};
	const waiting = inOrder( jobs );
	while ( waiting.length > 0 || running.size > 0 ) {
		const next = waiting.findIndex( isReady );
		if ( next < 0 || running.size === SIDE_BY_SIDE ) {
			await Promise.race( running );
			continue;
		}
		const [ job ] = waiting.splice( next, 1 );
		const worked: Promise< void > = work( job! ).finally( () =>
			running.delete( worked )
		);
		running.add( worked );
	}
	return [ ...rows.values() ];
}

/** What others wait for first; then the long ones, so that no processor idles at the end. */
function inOrder( jobs: readonly Job[] ): Job[] {
	const isAwaited = ( { step }: Job ) =>
		jobs.some( ( other ) => other.step.after?.includes( step.name ) );
	// The limit of a step tells how long it may be.
	const rank = ( job: Job ) =>
		isAwaited( job ) ? Infinity : job.step.limitMs;
	// The first parts before the second ones, so that two of one step do not meet.
	return [ ...jobs ].sort(
		( a, b ) => rank( b ) - rank( a ) || a.part - b.part
	);
}

async function runJob(
	{ step, part, parts }: Job,
	asked: Asked,
	isAlone: boolean,
	{
		missing = [],
		testsOf = () => 0,
		print: show = ( text ) => process.stdout.write( text ),
	}: Options
): Promise< Row > {
	const title =
		parts > 1
			? `${ step.title }, part ${ part } of ${ parts }`
			: step.title;
	const heading = `\n── ${ title } ${ '─'.repeat( Math.max( 0, 70 - title.length ) ) }\n\n`;
	let printed = '';
	const print = ( text: string ) => {
		if ( isAlone ) {
			show( text );
		} else {
			printed += text;
		}
	};
	const log = ( line: string ) => print( `${ line }\n` );
	show( isAlone ? heading : `… ${ title }\n` );
	const begun = Date.now();
	const expired = new AbortController();
	const timer = setTimeout(
		() =>
			expired.abort(
				new Error(
					`Its time was up after ${ step.limitMs / 1000 } seconds.`
				)
			),
		step.limitMs
	);
	let notRun: string[] = [];
	const work = async (): Promise< Tally > => {
		const needed = step.needs( asked );
		const lacking = missing.filter( ( { requirement } ) =>
			needed.includes( requirement )
		);
		if ( lacking.length > 0 ) {
			throw new Error( lacking.map( ( { why } ) => why ).join( '\n' ) );
		}
		return Promise.race( [
			step.run( {
				...asked,
				ground: { ...asked.ground, log },
				log,
				print,
				part,
				signal: expired.signal,
			} ),
			// Also what heeds no signal, such as the start of a shop, is left.
			new Promise< never >( ( _, reject ) =>
				expired.signal.addEventListener( 'abort', () =>
					reject( expired.signal.reason as Error )
				)
			),
		] );
	};
	const tally = await work().catch( ( error: unknown ) => {
		const why = error instanceof Error ? error.message : String( error );
		log( `DID NOT RUN: ${ why }` );
		notRun = [ `${ title }: ${ why }` ];
		return {
			...NOTHING,
			notRun: Math.round( testsOf( step ) / parts ),
		};
	} );
	clearTimeout( timer );
	if ( ! isAlone ) {
		show( heading + printed );
	}
	return {
		step,
		tally,
		seconds: Math.round( ( Date.now() - begun ) / 1000 ),
		notRun,
	};
}
