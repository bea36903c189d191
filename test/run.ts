/**
 * `npm test`: everything that says whether this works.
 *
 *     npm test -- [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2] [--wordpress=6.9] [--stand-in]
 *         [--no-hpos] [--plain-permalinks] [--only=http,e2e] [--specs=monday,main-job]
 *
 * Runs every step even if one fails, two at a time, and ends with a line that
 * counts the tests.
 */
import { parseArgs } from 'node:util';
import { describeGround, surveyGround } from './shop';
import { optionsFrom, shopFlags } from './shop/flags';
import { lastRealRun } from './shop/last-real-run';
import { fail, say } from './shop/say';
import { stagePlugin } from './shop/staging';
import { table } from './shop/table';
import { installPhpTools } from './run/composer';
import { writeEvidence } from './run/evidence';
import { runSteps } from './run/side-by-side';
import { steps, type Step } from './run/steps';
import { add, describeSkips, NOTHING } from './run/tally';

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
	const ground = await surveyGround( options );
	say( describeGround( ground ) );
	say( await lastRealRun() );
	await installPhpTools( say );

	// What is tested is built once; what runs side by side does not build.
	if ( ! chosen.some( ( { name } ) => name === 'build' ) ) {
		await stagePlugin( say, { ifChanged: true } );
	}
	const rows = await runSteps( chosen, {
		ground: options,
		specs: values.specs?.split( ',' ) ?? [],
	} );

	const total = rows.map( ( row ) => row.tally ).reduce( add, NOTHING );
	const isAll = values.only === undefined && values.specs === undefined;
	if ( isAll && ! ground.standIn ) {
		await writeEvidence( ground, total );
	}
	say( '' );
	say(
		table(
			[ 'Step', 'Passed', 'Failed', 'Skipped', 'Seconds' ],
			rows.map( ( { step, tally, seconds } ) => [
				step.title,
				...[ tally.passed, tally.failed, tally.skipped, seconds ].map(
					String
				),
			] )
		)
	);
	describeSkips( total ).forEach( say );
	say( `\nOn ${ describeGround( ground ) }.` );
	say( `${ await lastRealRun() }\n` );
	say(
		`${ total.passed } passed, ${ total.failed } failed, ${ total.skipped } skipped`
	);
	process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
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
