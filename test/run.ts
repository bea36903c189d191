/**
 * `npm test`: what says whether this works; `npm run test:all` adds what is rare and takes long.
 *
 *     npm test -- [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2] [--wordpress=6.9] [--stand-in]
 *         [--no-hpos] [--hpos-sync] [--plain-permalinks] [--locale=nb_NO] [--multisite] [--extent=usual|rest|all]
 *         [--only=http,e2e] [--files=batch,email] [--specs=monday,main-job]
 *
 * Installs first what the steps need, runs every step even if one fails, two
 * at a time, and ends with a line that counts the tests.
 */
import { parseArgs } from 'node:util';
import { describeGround, surveyGround } from './shop';
import { optionsFrom, shopFlags } from './shop/flags';
import { lastRealRun, lastTestsOf } from './shop/last-real-run';
import { provide, requirePhp } from './shop/requirements';
import { fail, say } from './shop/say';
import { stagePlugin } from './shop/staging';
import { writeEvidence } from './run/evidence';
import { takesStep, type Extent } from './run/extent';
import { runSteps } from './run/side-by-side';
import type { Asked, Step } from './run/step';
import { steps } from './run/steps';
import { stopShops } from './run/suites';
import { closingLine, describeRows, isGood, totalOf } from './run/summary';
import { describeAgain, describeSkips } from './run/tally';

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			...shopFlags,
			extent: { type: 'string' },
			only: { type: 'string' },
			files: { type: 'string' },
			specs: { type: 'string' },
		},
	} );
	const extent = extentOf( values.extent );
	const chosen = choose( values.only, extent );
	const options = { ...optionsFrom( values ), log: say };
	const asked: Asked = {
		ground: options,
		extent,
		files: values.files?.split( ',' ) ?? [],
		specs: values.specs?.split( ',' ) ?? [],
	};

	await requirePhp();
	const missing = await provide(
		chosen.flatMap( ( step ) => step.needs( asked ) ),
		say
	);
	// Where no shop can be had, what needs none still runs.
	const ground = await surveyGround( options ).catch( ( error: unknown ) => {
		say( error instanceof Error ? error.message : String( error ) );
		return null;
	} );
	const onGround = ground ? describeGround( ground ) : 'no shop';
	say( onGround );
	say( await lastRealRun() );

	// What is tested is built once; what runs side by side does not build.
	if ( ! chosen.some( ( { name } ) => name === 'build' ) ) {
		await stagePlugin( say, { ifChanged: true } );
	}
	const lastTests = await lastTestsOf();
	const rows = await runSteps( chosen, asked, {
		missing,
		testsOf: ( { name } ) => lastTests[ name ] ?? 0,
	} );

	const isWhole =
		extent !== 'rest' && ! values.only && ! values.files && ! values.specs;
	if ( isWhole && ground && ! ground.standIn ) {
		await writeEvidence( ground, rows );
	}
	say( '' );
	say( describeRows( rows ) );
	describeSkips( totalOf( rows ) ).forEach( say );
	describeAgain( totalOf( rows ) ).forEach( say );
	say( `\nOn ${ onGround }.` );
	say( `${ await lastRealRun() }\n` );
	say( closingLine( rows ) );
	// Not process.exitCode: what a step left behind is not waited for.
	process.exit( isGood( rows ) ? 0 : 1 );
}

function extentOf( asked = 'usual' ): Extent {
	if ( asked === 'usual' || asked === 'rest' || asked === 'all' ) {
		return asked;
	}
	throw new Error( `--extent=${ asked }: one of usual, rest, all.` );
}

function choose( only: string | undefined, extent: Extent ): readonly Step[] {
	const there = steps.filter( ( step ) => step.isThere() );
	if ( only === undefined ) {
		return there.filter( ( { name } ) => takesStep( extent, name ) );
	}
	return only.split( ',' ).map( ( name ) => {
		const step = there.find( ( candidate ) => candidate.name === name );
		if ( ! step ) {
			throw new Error(
				`--only=${ name }: one of ${ there.map( ( candidate ) => candidate.name ).join( ', ' ) }.`
			);
		}
		return step;
	} );
}

// Ended from outside, it takes with it what its steps have started.
for ( const signal of [ 'SIGINT', 'SIGTERM' ] as const ) {
	process.once( signal, () => {
		void stopShops().finally( () => process.exit( 1 ) );
	} );
}
main().catch( fail );
