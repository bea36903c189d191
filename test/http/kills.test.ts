/**
 * The process that works on an order dies by SIGKILL, at any point. Afterwards the order is Completed or waiting to be,
 * nothing is doubled, and what nobody can know is left to a person.
 *
 * TRIALS says how many die.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	customerEmails,
	eventually,
	historyOf,
	newSubject,
	type HistoryRow,
	type Subject,
} from './support/orders';
import type { Faults, ProbedOrder } from './support/probe';
import { attach } from './support/suite';
import { heal } from './support/time';
import { inParallel, summarise, trials } from './support/trials';

const suite = attach();

/** Every third order has a listener that leaves a database transaction open. */
const plugIn = new FixturePlugIn( suite, 'transaction' );
before( async () => {
	await suite.ready;
	await plugIn.install(
		`add_action( 'woocommerce_order_status_completed', function ( $id ) {
			if ( $id % 3 === 0 ) {
				$GLOBALS['wpdb']->query( 'START TRANSACTION' );
			}
		} );`
	);
} );
after( () => plugIn.remove() );
const count = trials( 12 );

/** Points in the life of a request that have a name. */
const POINTS = [
	'before_save',
	'after_save',
	'before_hooks',
	'in_hooks',
	'after_hooks',
	'changed',
	'before_mail',
	'after_mail',
	'before_answer',
	'shutdown',
];

/** Our own tables, and WooCommerce's orders: what is between two of these queries is where a death may hurt. */
const QUERIES = 'telaris_|wc_orders|post_status|comments';

function somewhere( most: number ): number {
	return 1 + Math.floor( Math.random() * most );
}

/** Ways to die, by turns: before a query, at a point, at a moment. */
const DEATHS: ( (
	trial: number,
	isBatch: boolean
) => { where: string; faults: Faults } )[] = [
	( _trial, isBatch ) => {
		const nth = somewhere( isBatch ? 90 : 45 );
		return {
			where: `before query ${ nth }`,
			faults: { kill_query: { pattern: QUERIES, nth } },
		};
	},
	( trial ) => {
		const point =
			POINTS[ Math.floor( trial / 4 ) % POINTS.length ] ?? 'in_hooks';
		return { where: point, faults: { kill_at: point } };
	},
	( _trial, isBatch ) => {
		const nth = somewhere( isBatch ? 60 : 30 );
		return {
			where: `before change ${ nth }`,
			faults: {
				kill_query: {
					pattern: '^\\s*(INSERT|UPDATE|DELETE|REPLACE|COMMIT)',
					nth,
				},
			},
		};
	},
	( _trial, isBatch ) => {
		const milliseconds = 20 + somewhere( isBatch ? 800 : 400 );
		return {
			where: `after ${ milliseconds } ms`,
			faults: { kill_after_ms: milliseconds },
		};
	},
];

interface Death {
	readonly order: Subject;
	readonly where: string;
	readonly id: string;
	/** Others were calling for the same order. */
	readonly company: boolean;
}

/** Whether the fault that is on has hit: the probe keeps a file for each use. */
function hasDied(): boolean {
	return existsSync( path.join( suite.shop.folder, 'probe/claim-1' ) );
}

/** Orders of a batch that is killed. */
const BATCH = 4;

async function killOne( trial: number ): Promise< Death[] > {
	const isBatch = trial % 6 > 3;
	const company = ! isBatch && trial % 3 === 2;
	const items: { order: Subject; id: string }[] = [];
	while ( items.length < ( isBatch ? BATCH : 1 ) ) {
		items.push( {
			order: await newSubject( suite, {
				status: trial % 5 === 4 ? 'on-hold' : 'processing',
			} ),
			id: newId(),
		} );
	}
	const { order, id } = items[ 0 ] as { order: Subject; id: string };
	const { where, faults } = (
		DEATHS[ trial % DEATHS.length ] as ( typeof DEATHS )[ number ]
	 )( trial, isBatch );
	await suite.probe.faults( { ...faults, path: 'wc-telaris', times: 1 } );
	const calls = [
		isBatch
			? suite.endpoint.send(
					{
						notifications: items.map( ( item ) => ( {
							id: item.id,
							...item.order.invoiced,
						} ) ),
					},
					{ route: '/notifications/batch', raw: true }
				)
			: suite.endpoint.send( order.invoiced, { id, raw: true } ),
	];
	if ( company ) {
		calls.push( suite.endpoint.send( order.invoiced, { raw: true } ) );
	}
	// A connection that breaks is what Telaris sees of it.
	await Promise.allSettled( calls );
	// It may die after its answer, too.
	const died = await eventually(
		async () => hasDied(),
		( seen ) => seen,
		300
	);
	await suite.probe.clearFaults();
	return died
		? items.map( ( item ) => ( {
				...item,
				where: isBatch ? `${ where } of batch ${ trial }` : where,
				company,
			} ) )
		: [];
}

interface Outcome extends Death {
	readonly seen: ProbedOrder;
	readonly rows: HistoryRow[];
}

async function lookAt( death: Death ): Promise< Outcome > {
	return {
		...death,
		seen: await suite.probe.order( death.order.id ),
		rows: await historyOf( suite, death.order.telarisOrder ),
	};
}

function describeOutcome( {
	order,
	where,
	company,
	seen,
	rows,
}: Outcome ): string {
	return `order ${ order.id }, killed ${ where }${ company ? ' in company' : '' }: ${ seen.status }, hooks ${ JSON.stringify(
		seen.hooks
	) }, ${ customerEmails( seen ).length } emails, ${ rows.map( ( row ) => row.result.code ).join( ' + ' ) }`;
}

const lostHooks = ( { seen }: Outcome ) =>
	seen.hooks.completed === 0 || seen.hooks.status_changed === 0;
const lostEmail = ( { seen }: Outcome ) =>
	! suite.shop.ground.standIn && customerEmails( seen ).length === 0;
const isReported = ( { rows }: Outcome ) =>
	rows.some( ( row ) => row.needs_check );

test( `${ count } processes die`, { timeout: 6 * 3_600_000 }, async () => {
	const deaths: Death[] = [];
	for ( let trial = 0; deaths.length < count; trial++ ) {
		assert.ok(
			trial < count * 4 + 20,
			`only ${ deaths.length } of ${ trial } died`
		);
		deaths.push( ...( await killOne( trial ) ) );
	}
	const left = await heal( suite, 12 + Math.ceil( count / 10 ) );
	const alone = await outcomesOf( deaths );

	// What died before it was written down is Telaris's to send again; so is all else, and it must not matter.
	const answers: Record< string, number > = {};
	await inParallel( deaths, 2, async ( { order, id } ) => {
		const reply = await suite.endpoint.send( order.invoiced, { id } );
		answers[ reply.json.code ] = ( answers[ reply.json.code ] ?? 0 ) + 1;
		assert.equal( reply.status, 200, reply.text.slice( 0, 500 ) );
	} );
	const stillLeft = await heal( suite );
	const outcomes = await outcomesOf( deaths );

	const places = new Set( deaths.map( ( { where } ) => where ) );
	summarise(
		`Deaths on ${ suite.shop.ground.database }, ${ suite.shop.ground.server }`,
		{
			deaths: deaths.length,
			'different points': places.size,
			'completed without Telaris': alone.filter(
				( { seen } ) => seen.status === 'completed'
			).length,
			'completed in the end': outcomes.filter(
				( { seen } ) => seen.status === 'completed'
			).length,
			'hooks lost and reported': outcomes.filter(
				( one ) => lostHooks( one ) && isReported( one )
			).length,
			'hooks lost and not reported': outcomes.filter(
				( one ) => lostHooks( one ) && ! isReported( one )
			).length,
			'hooks whole, but a person is to look': outcomes.filter(
				( one ) => ! lostHooks( one ) && isReported( one )
			).length,
			'emails lost and reported': outcomes.filter(
				( one ) => lostEmail( one ) && isReported( one )
			).length,
			...Object.fromEntries(
				Object.entries( answers ).map( ( [ code, n ] ) => [
					`Telaris, asking again: ${ code }`,
					n,
				] )
			),
		}
	);

	const none = ( what: string, wrong: ( one: Outcome ) => boolean ) =>
		assert.deepEqual(
			outcomes.filter( wrong ).map( describeOutcome ),
			[],
			what
		);
	none( 'not completed', ( { seen } ) => seen.status !== 'completed' );
	const cutOff = new Map< string, number >();
	// Emails are left out: another process may have died while it sent one of these.
	for ( const { where } of outcomes.filter( ( { rows } ) =>
		rows.some( ( row ) => row.result.code === 'side_effects_uncertain' )
	) ) {
		cutOff.set( where, ( cutOff.get( where ) ?? 0 ) + 1 );
	}
	assert.deepEqual(
		[ ...cutOff ].filter(
			( [ where, many ] ) => where.includes( 'batch' ) && many > 1
		),
		[],
		'more orders of a batch to look at than the one in whose middle it died'
	);
	none(
		'doubled hooks',
		( { seen: { hooks } } ) =>
			Math.max(
				hooks.status_changed,
				hooks.processing_to_completed,
				hooks.completed_notification
			) > 1 || hooks.completed > 1
	);
	none(
		'doubled notes',
		( { seen } ) =>
			seen.notes.filter( ( note ) =>
				/to Completed|til Fullført/.test( note )
			).length > 1
	);
	none( 'doubled emails', ( { seen } ) => customerEmails( seen ).length > 1 );
	none(
		'hooks lost, and nobody is told',
		( one ) => lostHooks( one ) && ! isReported( one )
	);
	none(
		'an email lost, and nobody is told',
		( one ) => lostEmail( one ) && ! isReported( one )
	);
	none( 'a row that did not settle', ( { rows } ) =>
		rows.some( ( row ) => row.state === 'pending' )
	);
	assert.deepEqual(
		left,
		{ notifications: 0, leases: 0, emails: 0 },
		'stuck although time has passed'
	);
	assert.deepEqual( stillLeft, { notifications: 0, leases: 0, emails: 0 } );
	// Whatever a process complained of while it was dying was asked for.
	suite.expectPhpErrors();
} );

async function outcomesOf( deaths: Death[] ): Promise< Outcome[] > {
	const outcomes: Outcome[] = [];
	await inParallel( deaths, 4, async ( death ) => {
		outcomes.push( await lookAt( death ) );
	} );
	return outcomes;
}
