import { say } from '../shop/say';
import type { Asked, Step } from './steps';
import { add, NOTHING, type Tally } from './tally';

/** One or two processors' worth: more would make the suites wait for each other. */
const SIDE_BY_SIDE = 2;

/** What came of a step. */
export interface Row {
	readonly step: Step;
	readonly tally: Tally;
	/** Of all its parts together. */
	readonly seconds: number;
}

interface Job {
	readonly step: Step;
	readonly part: number;
}

/**
 * Runs steps two at a time, the build before all others. What a step prints is
 * shown whole when it is done, so that two of them do not talk across each
 * other; a step that is alone is shown as it goes.
 *
 * @return In the order of the steps.
 */
export async function runSteps(
	steps: readonly Step[],
	asked: Asked
): Promise< Row[] > {
	const rows = new Map< Step, Row >(
		steps.map( ( step ) => [ step, { step, tally: NOTHING, seconds: 0 } ] )
	);
	const work = async ( jobs: Job[], isAlone: boolean ): Promise< void > => {
		for ( let job = jobs.shift(); job; job = jobs.shift() ) {
			const done = await runJob( job, asked, isAlone );
			const before = rows.get( job.step ) ?? done;
			rows.set( job.step, {
				step: job.step,
				tally: add( before.tally, done.tally ),
				seconds: before.seconds + done.seconds,
			} );
		}
	};
	const isBuild = ( { step }: Job ) => step.name === 'build';
	const jobs = steps.flatMap( ( step ) =>
		Array.from( { length: step.parts ?? 1 }, ( _, index ) => ( {
			step,
			part: index + 1,
		} ) )
	);
	await work( jobs.filter( isBuild ), true );
	// The long ones first, so that no processor idles at the end.
	const others = jobs
		.filter( ( job ) => ! isBuild( job ) )
		.sort( ( a, b ) => ( b.step.parts ?? 1 ) - ( a.step.parts ?? 1 ) );
	const isAlone = others.length === 1;
	await Promise.all(
		Array.from( { length: SIDE_BY_SIDE }, () => work( others, isAlone ) )
	);
	return [ ...rows.values() ];
}

async function runJob(
	{ step, part }: Job,
	asked: Asked,
	isAlone: boolean
): Promise< Row > {
	const title =
		( step.parts ?? 1 ) > 1
			? `${ step.title }, part ${ part } of ${ step.parts }`
			: step.title;
	const heading = `\n── ${ title } ${ '─'.repeat( Math.max( 0, 70 - title.length ) ) }\n`;
	let printed = '';
	const print = ( text: string ) => {
		if ( isAlone ) {
			process.stdout.write( text );
		} else {
			printed += text;
		}
	};
	const log = ( line: string ) => print( `${ line }\n` );
	say( isAlone ? heading : `… ${ title }` );
	const begun = Date.now();
	const tally = await step
		.run( {
			...asked,
			ground: { ...asked.ground, log },
			log,
			print,
			part,
		} )
		.catch( ( error: unknown ) => {
			log( error instanceof Error ? error.message : String( error ) );
			return { ...NOTHING, failed: 1 };
		} );
	if ( ! isAlone ) {
		say( heading );
		process.stdout.write( printed );
	}
	return {
		step,
		tally,
		seconds: Math.round( ( Date.now() - begun ) / 1000 ),
	};
}
