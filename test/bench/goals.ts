/**
 * All goals of speed in one run, each as a ratio of calls that were made in turn on one shop: MariaDB, nginx and
 * php-fpm, real WooCommerce. Prints a table, writes JSON, and says which goals hold.
 */
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { basic, now, sign, WebhookEndpoint } from '../http/support/endpoint';
import { callHttp, type Reply } from '../http/support/http';
import { Probe } from '../http/support/probe';
import { SmtpCatcher } from '../http/support/smtp';
import { SignedIn } from '../http/support/wp-admin';
import * as messages from '../telaris/messages';
import { describeGround, type Shop } from '../shop';
import { figures, ratios } from './figures';

/** Parts of a run, in their order. */
export const SECTIONS = [
	'singles',
	'batches',
	'load',
	'mail',
	'storefront',
	'orders-list',
	'costs',
	'month-end',
] as const;
export type Section = ( typeof SECTIONS )[ number ];

export interface Sizes {
	/** Absent: all of them. */
	readonly only?: readonly Section[];
	/** Rounds of single calls. */
	readonly trials: number;
	/** Rounds of batches of a hundred. */
	readonly batches: number;
	/** Orders at each level of concurrency, by turns. */
	readonly load: number;
	/** Invoices of a month's end. */
	readonly monthEnd: number;
}

interface Measured {
	readonly what: string;
	readonly value: number;
	/** The middle half of the ratios. */
	readonly spread?: readonly [ number, number ];
	/** Absent where it only informs. */
	readonly must?: number;
	readonly aim?: number;
	/** The goal is a floor, not a ceiling. */
	readonly more?: boolean;
	readonly unit?: string;
}

const run = Date.now().toString( 36 );

export class GoalsBench {
	readonly #shop: Shop;
	readonly #probe: Probe;
	readonly #results: Measured[] = [];
	#count = 0;

	constructor( shop: Shop ) {
		this.#shop = shop;
		this.#probe = new Probe( shop.url, shop.probeToken );
	}

	/** @return Whether all that must hold does. */
	async measure( sizes: Sizes, json: string ): Promise< boolean > {
		const plugIn = path.join(
			this.#shop.folder,
			'wordpress/wp-content/mu-plugins/bench.php'
		);
		await writeFile( plugIn, PLUG_IN );
		const load = os.loadavg()[ 0 ] ?? 0;
		try {
			await this.#singles( 4, true );
			const sections: Record< Section, () => Promise< void > > = {
				singles: () => this.#singles( sizes.trials ),
				batches: () => this.#batches( sizes.batches ),
				load: async () => {
					await this.#concurrent( 4, sizes.load );
					await this.#concurrent( 8, sizes.load );
				},
				mail: () => this.#slowMail( Math.min( 6, sizes.trials ) ),
				storefront: () => this.#storefront( sizes.trials * 10 ),
				'orders-list': () => this.#ordersList( sizes.trials * 2 ),
				costs: () => this.#costs(),
				'month-end': () => this.#monthEnd( sizes.monthEnd ),
			};
			for ( const section of SECTIONS ) {
				if ( sizes.only?.includes( section ) ?? true ) {
					await sections[ section ]();
				}
			}
		} finally {
			await rm( plugIn );
		}
		return this.#report( sizes, load, json );
	}

	#add( measured: Measured ): void {
		this.#results.push( measured );
	}

	#ratio(
		what: string,
		ours: readonly number[],
		theirs: readonly number[],
		must?: number,
		aim?: number
	): void {
		const { median, spread } = ratios( ours, theirs );
		this.#add( {
			what,
			value: median,
			spread,
			...( must !== undefined && { must } ),
			...( aim !== undefined && { aim } ),
		} );
	}

	/** Equal orders, as fast as WooCommerce makes them. */
	async #orders( count: number ): Promise< number[] > {
		const made = await this.#shop.wp( [
			'eval',
			`for ( $i = 0; $i < ${ count }; $i++ ) {
				$order = new WC_Order();
				$order->set_status( 'processing' );
				$order->set_currency( 'NOK' );
				$order->set_billing_email( 'kari@example.com' );
				$order->set_total( '499.00' );
				$order->set_date_paid( time() - 3600 );
				echo $order->save(), "\\n";
			}`,
		] );
		// A batch loads again what was saved in the last seconds.
		await sleep( 3500 );
		return made
			.split( '\n' )
			.map( Number )
			.filter( ( id ) => id > 0 );
	}

	#invoiced( id: number ) {
		return messages.invoiced(
			{
				telarisOrder: `G-${ run }-${ id }`,
				integrationReference: String( id ),
			},
			{ number: `F-${ run }-${ id }` }
		);
	}

	async #send(
		message: object,
		{
			id = `goal-${ run }-${ ++this.#count }`,
			route = '/notifications',
			headers = {},
			secret = this.#shop.webhookSecret,
		} = {}
	): Promise< Reply > {
		const body = JSON.stringify( message );
		return callHttp( this.#shop.url, {
			method: 'POST',
			path: `wp-json/wc-telaris/v1${ route }`,
			headers: {
				'content-type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': String( now() ),
				'webhook-signature': sign( secret, id, now(), body ),
				...headers,
			},
			body,
			timeout: 180_000,
		} );
	}

	async #core( route: string, body: object ): Promise< Reply > {
		const reply = await callHttp( this.#shop.url, {
			method: 'PUT',
			path: `wp-json/wc/v3/${ route }`,
			headers: {
				authorization: basic( this.#shop.keys.readWrite ),
				'content-type': 'application/json',
				'x-forwarded-proto': 'https',
			},
			body: JSON.stringify( body ),
			timeout: 180_000,
		} );
		assert.equal( reply.status, 200, reply.text.slice( 0, 300 ) );
		return reply;
	}

	async #noop(): Promise< number > {
		const reply = await callHttp( this.#shop.url, {
			path: 'wp-json/telaris-bench/v1/noop',
		} );
		assert.equal( reply.status, 200 );
		return reply.duration;
	}

	async #singles( trials: number, warmUp = false ): Promise< void > {
		const orders = await this.#orders( trials * 2 );
		const times: Record< string, number[] > = {};
		const note = ( what: string, time: number ) =>
			( times[ what ] ??= [] ).push( time );
		const wrong = `whsec_${ Buffer.alloc( 32, 7 ).toString( 'base64' ) }`;
		for ( let trial = 0; trial < trials; trial++ ) {
			const [ a, b ] = orders.slice( trial * 2 ) as [ number, number ];
			const id = `goal-${ run }-s${ a }`;
			note( 'no-op', await this.#noop() );
			note(
				'core',
				( await this.#core( `orders/${ b }`, { status: 'completed' } ) )
					.duration
			);
			const first = await this.#send( this.#invoiced( a ), { id } );
			assert.equal( first.status, 200, first.text );
			note( 'ours', first.duration );
			note(
				'replay',
				( await this.#send( this.#invoiced( a ), { id } ) ).duration
			);
			note(
				'ignored',
				(
					await this.#send(
						messages.cancelled( {
							telarisOrder: `G-${ run }-${ a }`,
						} )
					)
				).duration
			);
			note( 'ping', ( await this.#send( messages.ping() ) ).duration );
			if ( trial < 50 ) {
				// More of them from one address are limited.
				note(
					'refused',
					( await this.#send( messages.ping(), { secret: wrong } ) )
						.duration
				);
			}
		}
		if ( warmUp ) {
			return;
		}
		const of = ( what: string ) => times[ what ] as number[];
		this.#ratio(
			'a notification ÷ core’s PUT',
			of( 'ours' ),
			of( 'core' ),
			0.65,
			0.5
		);
		const less = ( what: string ) =>
			figures( of( what ) ).median - figures( of( 'no-op' ) ).median;
		this.#add( {
			what: '(ours − no-op) ÷ (core’s PUT − no-op)',
			value: less( 'ours' ) / less( 'core' ),
			must: 0.2,
			aim: 0,
		} );
		for ( const what of [ 'replay', 'ignored', 'ping' ] ) {
			this.#ratio(
				`${ what } ÷ no-op`,
				of( what ),
				of( 'no-op' ),
				0.7,
				0.6
			);
		}
		this.#ratio(
			'refused signature ÷ no-op',
			of( 'refused' ),
			of( 'no-op' ),
			0.75,
			0.6
		);
		for ( const what of [ 'no-op', 'core', 'ours' ] ) {
			this.#add( {
				what: `${ what }: median`,
				value: figures( of( what ) ).median,
				unit: 'ms',
			} );
		}
	}

	#batch( orders: readonly number[] ): object {
		return {
			notifications: orders.map( ( order ) => ( {
				id: `goal-${ run }-b${ order }`,
				...this.#invoiced( order ),
			} ) ),
		};
	}

	#update( orders: readonly number[] ): object {
		return {
			update: orders.map( ( id ) => ( { id, status: 'completed' } ) ),
		};
	}

	async #batches( rounds: number ): Promise< void > {
		const ours: number[] = [];
		const theirs: number[] = [];
		const answered: number[] = [];
		const route = '/notifications/batch';
		for ( let round = 0; round < rounds; round++ ) {
			const orders = await this.#orders( 300 );
			theirs.push(
				(
					await this.#core(
						'orders/batch',
						this.#update( orders.slice( 0, 100 ) )
					)
				).duration
			);
			const reply = await this.#send(
				this.#batch( orders.slice( 100, 200 ) ),
				{ route }
			);
			assert.equal(
				( reply.json as { summary: { completed: number } } ).summary
					.completed,
				100,
				reply.text.slice( 0, 500 )
			);
			ours.push( reply.duration );
			const accepted = await this.#send(
				this.#batch( orders.slice( 200 ) ),
				{
					route,
					headers: { prefer: 'respond-async' },
				}
			);
			assert.equal( accepted.status, 202, accepted.text.slice( 0, 500 ) );
			answered.push( accepted.duration );
			await this.#settled();
		}
		this.#ratio( 'a batch of 100 ÷ core’s', ours, theirs, 0.45, 0.3 );
		this.#ratio(
			'respond-async, 100 answered ÷ core’s batch',
			answered,
			theirs,
			0.06,
			0.04
		);
	}

	/** Waits until the shop has nothing left to do. */
	async #settled( visit?: () => Promise< void > ): Promise< void > {
		await this.#runUntilNone(
			"SELECT (SELECT COUNT(*) FROM {prefix}telaris_notifications WHERE state = 'pending') + (SELECT COUNT(*) FROM {prefix}telaris_outbox WHERE state = 'due') AS n",
			visit
		);
	}

	/** Runs what Action Scheduler has planned for now: creating and completing orders plans an import for each. */
	async #emptyQueue(): Promise< void > {
		await this.#runUntilNone(
			"SELECT COUNT(*) AS n FROM {prefix}actionscheduler_actions WHERE status = 'pending' AND scheduled_date_gmt <= UTC_TIMESTAMP() + INTERVAL 10 SECOND"
		);
	}

	/**
	 * Runs Action Scheduler's queue, as a shop's cron does, until nothing is left.
	 *
	 * @param sql   Counts what is left, as n.
	 * @param visit What is done before each run.
	 */
	async #runUntilNone(
		sql: string,
		visit?: () => Promise< void >
	): Promise< void > {
		const end = Date.now() + 900_000;
		while ( Date.now() < end ) {
			if ( ( await this.#left( sql ) ) === 0 ) {
				return;
			}
			await visit?.();
			await this.#probe.runQueue();
		}
		throw new Error( `The shop did not come to an end: ${ sql }` );
	}

	async #left( sql: string ): Promise< number > {
		const { rows } = await this.#probe.sql( sql );
		return Number( rows[ 0 ]?.[ 'n' ] );
	}

	async #concurrent( level: number, count: number ): Promise< void > {
		const orders = await this.#orders( count * 2 );
		const times = { ours: [] as number[], core: [] as number[] };
		const spent = { ours: 0, core: 0 };
		const calls = {
			ours: async ( id: number ) => {
				const reply = await this.#send( this.#invoiced( id ) );
				assert.equal( reply.status, 200, reply.text );
				return reply;
			},
			core: ( id: number ) =>
				this.#core( `orders/${ id }`, { status: 'completed' } ),
		};
		const step = Math.ceil( count / 4 );
		for ( let from = 0; from < count; from += step ) {
			for ( const who of [ 'core', 'ours' ] as const ) {
				const left = orders
					.slice( who === 'ours' ? 0 : count )
					.slice( from, Math.min( from + step, count ) );
				const begun = performance.now();
				await Promise.all(
					Array.from( { length: level }, async () => {
						for ( let id = left.pop(); id; id = left.pop() ) {
							times[ who ].push(
								( await calls[ who ]( id ) ).duration
							);
						}
					} )
				);
				spent[ who ] += performance.now() - begun;
				await this.#settled();
			}
		}
		this.#add( {
			what: `throughput at concurrency ${ level } ÷ core’s`,
			value: spent.core / spent.ours,
			...( level === 8 && { must: 1.5, aim: 2 } ),
			more: true,
		} );
		this.#add( {
			what: `p95 at concurrency ${ level } ÷ core’s`,
			value: figures( times.ours ).p95 / figures( times.core ).p95,
		} );
	}

	async #slowMail( trials: number ): Promise< void > {
		const smtp = new SmtpCatcher();
		await smtp.listen();
		smtp.delay = 1000;
		const orders = await this.#orders( trials * 2 );
		const ours: number[] = [];
		const theirs: number[] = [];
		await this.#probe.faults( { smtp_port: smtp.port } );
		try {
			for ( let trial = 0; trial < trials; trial++ ) {
				const [ a, b ] = orders.slice( trial * 2 ) as [
					number,
					number,
				];
				theirs.push(
					(
						await this.#core( `orders/${ b }`, {
							status: 'completed',
						} )
					).duration
				);
				ours.push(
					( await this.#send( this.#invoiced( a ) ) ).duration
				);
			}
			await this.#settled();
		} finally {
			await this.#probe.clearFaults();
			await smtp.close();
		}
		this.#ratio(
			'mail server that takes 1 s: ours ÷ core’s PUT',
			ours,
			theirs,
			0.12,
			0.08
		);
	}

	async #page( without = false ): Promise< Reply > {
		const reply = await callHttp( this.#shop.url, {
			path: `?post_type=product${ without ? '&without_telaris=1' : '' }`,
		} );
		assert.equal( reply.status, 200 );
		return reply;
	}

	/**
	 * A page as often with the plugin as without it, by turns.
	 *
	 * @return Milliseconds.
	 */
	async #withAndWithout(
		trials: number,
		get: ( without: boolean ) => Promise< Reply >
	): Promise< { withIt: number[]; without: number[] } > {
		const withIt: number[] = [];
		const without: number[] = [];
		for ( let trial = 0; trial < trials; trial++ ) {
			// Who goes first has no advantage.
			for ( const isWithout of trial % 2 === 0
				? [ false, true ]
				: [ true, false ] ) {
				( isWithout ? without : withIt ).push(
					( await get( isWithout ) ).duration
				);
			}
		}
		return { withIt, without };
	}

	async #storefront( trials: number ): Promise< void > {
		const { withIt, without } = await this.#withAndWithout(
			trials,
			( isWithout ) => this.#page( isWithout )
		);
		// What is looked for is a hundredth: single pairs are further apart by chance.
		this.#add( {
			what: 'storefront page with ÷ without the plugin',
			value: figures( withIt ).median / figures( without ).median,
			spread: ratios( withIt, without ).spread,
			must: 1.01,
			aim: 1,
		} );
	}

	/** WooCommerce's own list of a thousand orders, its first page, a hundred of them invoiced. */
	async #ordersList( trials: number ): Promise< void > {
		const orders: number[] = [];
		while ( orders.length < 1000 ) {
			orders.push( ...( await this.#orders( 500 ) ) );
		}
		const reply = await this.#send( this.#batch( orders.slice( -100 ) ), {
			route: '/notifications/batch',
		} );
		assert.equal( reply.status, 200, reply.text.slice( 0, 500 ) );
		await this.#settled();
		const { user, password } = this.#shop.admin;
		const admin = await SignedIn.signIn(
			new WebhookEndpoint( this.#shop ),
			user,
			password
		);
		const { withIt, without } = await this.#withAndWithout(
			trials,
			async ( isWithout ) => {
				const page = await callHttp( this.#shop.url, {
					path: `wp-admin/admin.php?page=wc-orders${ isWithout ? '&without_telaris=1' : '' }`,
					headers: { cookie: admin.cookie },
				} );
				assert.equal(
					page.text.includes( 'column-telaris' ),
					! isWithout,
					'the column'
				);
				return page;
			}
		);
		this.#add( {
			what: 'WooCommerce’s list of 1,000 orders: without the plugin',
			value: figures( without ).median,
			unit: 'ms',
		} );
		this.#add( {
			what: 'the same: more with the plugin',
			value: figures( withIt ).median - figures( without ).median,
			unit: 'ms',
			must: 2,
		} );
	}

	/** All statements of a request, WooCommerce's included, and PHP's memory. */
	async #costs(): Promise< void > {
		const [ a, b ] = ( await this.#orders( 2 ) ) as [ number, number ];
		const replies = {
			'core’s PUT': await this.#core( `orders/${ b }`, {
				status: 'completed',
			} ),
			'a notification': await this.#send( this.#invoiced( a ) ),
		};
		for ( const [ what, { headers } ] of Object.entries( replies ) ) {
			for ( const [ header, unit ] of [
				[ 'x-bench-queries', 'statements' ],
				[ 'x-bench-memory', 'MiB' ],
			] as const ) {
				this.#add( {
					what: `${ what }: ${ unit === 'MiB' ? 'peak memory' : 'statements until the answer' }`,
					value: Number( headers[ header ] ?? Number.NaN ),
					unit,
				} );
			}
		}
	}

	async #monthEnd( count: number ): Promise< void > {
		const orders: number[] = [];
		while ( orders.length < count * 2 ) {
			orders.push(
				...( await this.#orders(
					Math.min( 500, count * 2 - orders.length )
				) )
			);
		}
		const idle: number[] = [];
		for ( let visit = 0; visit < 30; visit++ ) {
			idle.push( ( await this.#page() ).duration );
		}
		// Visitors come to both.
		const crowd = () => {
			const times: number[] = [];
			const stop = repeat( async () => {
				times.push( ( await this.#page() ).duration );
			}, 250 );
			return async () => {
				await stop();
				return times;
			};
		};
		// Beside both: a shop's cron, which for ours does the work, and WooCommerce's imports into its reports for all.
		const cron = () => repeat( () => this.#probe.runQueue(), 1000 );
		await this.#emptyQueue();
		const theirCron = cron();
		const theirCrowd = crowd();
		let begun = performance.now();
		for ( let from = count; from < count * 2; from += 100 ) {
			await this.#core(
				'orders/batch',
				this.#update( orders.slice( from, from + 100 ) )
			);
		}
		const theirs = performance.now() - begun;
		await theirCrowd();
		await theirCron();
		// What WooCommerce planned for their orders is none of ours.
		await this.#emptyQueue();
		const ourCron = cron();
		const ourCrowd = crowd();
		begun = performance.now();
		for ( let from = 0; from < count; from += 100 ) {
			const reply = await this.#send(
				this.#batch(
					orders.slice( from, Math.min( from + 100, count ) )
				),
				{
					route: '/notifications/batch',
					headers: { prefer: 'respond-async' },
				}
			);
			assert.equal( reply.status, 202, reply.text.slice( 0, 500 ) );
		}
		const end = Date.now() + 3_600_000;
		while ( Date.now() < end ) {
			const waiting = await this.#left(
				"SELECT COUNT(*) AS n FROM {prefix}telaris_notifications WHERE state = 'pending'"
			);
			if ( waiting === 0 ) {
				break;
			}
			await sleep( 250 );
		}
		const ours = performance.now() - begun;
		const busy = await ourCrowd();
		await ourCron();
		await this.#settled();
		this.#add( {
			what: 'the same until their emails have left, too',
			value: ( performance.now() - begun ) / theirs,
		} );
		this.#add( {
			what: `${ count.toLocaleString( 'en' ) } invoices until all are Completed ÷ core’s batches`,
			value: ours / theirs,
			must: 0.55,
			aim: 0.35,
		} );
		this.#add( {
			what: 'storefront’s p95 during that ÷ idle',
			value: figures( busy ).p95 / figures( idle ).p95,
			must: 1.5,
			aim: 1.2,
		} );
	}

	async #report(
		sizes: Sizes,
		load: number,
		json: string
	): Promise< boolean > {
		const ground = describeGround( this.#shop.ground );
		const rows = this.#results.map( ( one ) => ( {
			...one,
			holds: holds( one ),
		} ) );
		console.log(
			`${ ground }; ${ JSON.stringify( sizes ) }; load ${ load.toFixed( 1 ) } on ${ os.cpus().length } cores at the start.\n`
		);
		console.log(
			'| what | median | middle half | must | aim | holds |\n| --- | --- | --- | --- | --- | --- |'
		);
		for ( const {
			what,
			value,
			spread,
			must,
			aim,
			unit,
			holds: verdict,
		} of rows ) {
			const isSmall = unit !== undefined && Math.abs( value ) < 10;
			const digits = unit === undefined ? 2 : Number( isSmall );
			console.log(
				`| ${ [ what, `${ value.toFixed( digits ) }${ unit ? ` ${ unit }` : '' }`, spread?.map( ( one ) => one.toFixed( 2 ) ).join( '–' ) ?? '', must ?? '', aim ?? '', verdict ].join( ' | ' ) } |`
			);
		}
		await writeFile(
			json,
			`${ JSON.stringify( { at: new Date().toISOString(), ground, sizes, load, results: rows }, null, '\t' ) }\n`
		);
		return rows.every( ( { holds: verdict } ) => verdict !== 'no' );
	}
}

function holds( { value, must, aim, more }: Measured ): string {
	if ( must === undefined ) {
		return '';
	}
	const reaches = ( goal: number ) =>
		more ? value >= goal : value <= goal;
	if ( ! reaches( must ) ) {
		return 'no';
	}
	return aim !== undefined && reaches( aim ) ? 'aim' : 'must';
}

/** A REST request that does nothing, what a request cost, and a storefront without the plugin. */
const PLUG_IN = `<?php
defined( 'ABSPATH' ) || exit;
add_action( 'rest_api_init', function () {
	register_rest_route( 'telaris-bench/v1', '/noop', array( 'callback' => '__return_null', 'permission_callback' => '__return_true' ) );
} );
function telaris_bench_costs() {
	if ( ! headers_sent() ) {
		header( 'X-Bench-Queries: ' . $GLOBALS['wpdb']->num_queries );
		header( 'X-Bench-Memory: ' . memory_get_peak_usage( true ) / 1048576 );
	}
}
header_register_callback( 'telaris_bench_costs' );
if ( isset( $_GET['without_telaris'] ) ) {
	add_filter( 'option_active_plugins', function ( $plugins ) {
		return array_diff( $plugins, array( 'telaris-for-woocommerce/telaris-for-woocommerce.php' ) );
	} );
}
`;

/**
 * Does something again and again, beside what is measured.
 *
 * @param work
 * @param pause Milliseconds between two times.
 * @return Ends it, once the last time is over.
 */
function repeat(
	work: () => Promise< unknown >,
	pause: number
): () => Promise< void > {
	let isOver = false;
	const times = ( async () => {
		while ( ! isOver ) {
			await work();
			await sleep( pause );
		}
	} )();
	return async () => {
		isOver = true;
		await times;
	};
}
