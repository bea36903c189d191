/**
 * `npm test`: everything that says whether this works.
 *
 *     npm test -- [--db=mariadb] [--server=fpm] [--woocommerce=10.5.2] [--wordpress=6.9] [--stand-in]
 *         [--no-hpos] [--plain-permalinks] [--only=http,e2e]
 *
 * Runs every step even if one fails, and ends with a line that counts the tests.
 */
import { parseArgs } from 'node:util';
import { describeGround, surveyGround } from './shop';
import { optionsFrom, shopFlags } from './shop/flags';
import { lastRealRun } from './shop/last-real-run';
import { fail, say } from './shop/say';
import { table } from './shop/table';
import { installPhpTools } from './run/composer';
import { writeEvidence } from './run/evidence';
import { steps, type Step } from './run/steps';
import { add, describeSkips, NOTHING, type Tally } from './run/tally';

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: { ...shopFlags, only: { type: 'string' } },
	} );
	const chosen = choose( values.only );
	const options = { ...optionsFrom( values ), log: say };
	const ground = await surveyGround( options );
	say( describeGround( ground ) );
	say( await lastRealRun() );
	await installPhpTools( say );

	const rows: { step: Step; tally: Tally; seconds: number }[] = [];
	for ( const step of chosen ) {
		say(
			`\n── ${ step.title } ${ '─'.repeat( Math.max( 0, 70 - step.title.length ) ) }\n`
		);
		const begun = Date.now();
		const tally = await step
			.run( { ground: options, log: say } )
			.catch( ( error: unknown ) => {
				say( error instanceof Error ? error.message : String( error ) );
				return { ...NOTHING, failed: 1 };
			} );
		rows.push( {
			step,
			tally,
			seconds: Math.round( ( Date.now() - begun ) / 1000 ),
		} );
	}

	const total = rows.map( ( row ) => row.tally ).reduce( add, NOTHING );
	const isAll = values.only === undefined;
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
