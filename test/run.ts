/**
 * `npm test`: everything that says whether this works.
 *
 *     npm test -- [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2] [--wordpress=6.9] [--stand-in]
 *         [--no-hpos] [--plain-permalinks] [--only=http,e2e] [--specs=monday,main-job]
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
import { runSteps } from './run/side-by-side';
import type { Asked, Step } from './run/step';
import { steps } from './run/steps';
import { closingLine, describeRows, isGood, totalOf } from './run/summary';
import { describeSkips } from './run/tally';

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			...shopFlags,
			only: { type: 'string' },
			specs: { type: 'string' },
		},
	} );
	const chosen = choose( values.only );
	const options = { ...optionsFrom( values ), log: say };
	const asked: Asked = {
		ground: options,
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

	const isAll = values.only === undefined && values.specs === undefined;
	if ( isAll && ground && ! ground.standIn ) {
		await writeEvidence( ground, rows );
	}
	say( '' );
	say( describeRows( rows ) );
	describeSkips( totalOf( rows ) ).forEach( say );
	say( `\nOn ${ onGround }.` );
	say( `${ await lastRealRun() }\n` );
	say( closingLine( rows ) );
	// Not process.exitCode: what a step left behind is not waited for.
	process.exit( isGood( rows ) ? 0 : 1 );
}

function choose( only: string | undefined ): readonly Step[] {
	const there = steps.filter( ( step ) => step.isThere() );
	if ( only === undefined ) {
		return there;
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

main().catch( fail );
