/** The ways in by which an order of Telaris's becomes Completed: what one of them promises, each has to keep. */
import assert from 'node:assert/strict';
import type { Message } from '../../telaris/types';
import {
	newId,
	type Answered,
	type Body,
	type EntryPoint,
	type SendOptions,
} from './endpoint';
import { callHttp } from './http';
import type { Subject } from './orders';
import type { Suite } from './suite';
import { letTimePass } from './time';
import { CoreApi } from './woocommerce-api';

/** A way in for messages of any type. */
export interface MessageWay {
	readonly name: string;
	readonly entryPoint?: EntryPoint;
	/** Of each message what was answered about it, in their order, with the HTTP status. */
	readonly send: ( messages: readonly Message[] ) => Promise< Body[] >;
}

/** What was answered about each order, where the way in has an answer for it. */
export type Answers = Readonly< Record< number, Body > >;

/** A way in that completes orders. */
export interface Way {
	readonly name: string;
	/** Whether it needs WooCommerce's own API. The key has to be marked. */
	readonly isCore?: boolean;
	/** Whether a first attempt failed before, at which WooCommerce's hooks were stopped. */
	readonly isLater?: boolean;
	/** Whether there is no answer of ours in which something that others print could be. */
	readonly isUnanswered?: boolean;
	/** @param meanwhile What becomes of the orders before they are to be completed; after the first attempt, where one failed. */
	readonly complete: (
		orders: readonly Subject[],
		meanwhile?: () => Promise< unknown >
	) => Promise< Answers >;
}

const nothing = () => Promise.resolve();

function assertNothingPrinted( { text }: Pick< Answered, 'text' > ): void {
	assert.ok( ! text.includes( '<div' ), text );
}

/** Sends one message, which is answered by itself. */
export async function sendOne(
	suite: Suite,
	message: Message,
	options: SendOptions = {}
): Promise< Body > {
	const reply = await suite.endpoint.send( message, options );
	assertNothingPrinted( reply );
	return { ...reply.json, status: reply.status };
}

/** Sends messages in one call. */
export async function sendBatch(
	suite: Suite,
	messages: readonly Message[],
	options: SendOptions = {}
): Promise< Answered > {
	const reply = await suite.endpoint.send(
		{
			notifications: messages.map( ( message ) => ( {
				id: newId(),
				...message,
			} ) ),
		},
		{ route: '/notifications/batch', ...options }
	);
	assertNothingPrinted( reply );
	return reply;
}

/** Calls WooCommerce's own API with the key that suites mark. */
export async function callCore(
	suite: Suite,
	method: 'put' | 'post',
	route: string,
	body: Record< string, unknown >
): Promise< Body > {
	const api = new CoreApi( suite.shop, suite.shop.keys.readWrite );
	const { headers, status, data } = await api.call( method, route, body );
	assert.match(
		String( headers[ 'content-type' ] ),
		/^application\/json\b/,
		String( data )
	);
	return { ...data, http: status };
}

/**
 * Has the shop keep messages about orders whose save failed at first.
 *
 * @return The notifications' ids.
 */
export async function keepPending(
	suite: Suite,
	orders: readonly Subject[]
): Promise< number[] > {
	const ids: number[] = [];
	for ( const order of orders ) {
		await suite.probe.faults( { save_throws: true, order: order.id } );
		const { json } = await suite.endpoint.send( order.invoiced );
		assert.equal( json.code, 'save_unconfirmed' );
		ids.push( json.notification_id );
	}
	await suite.probe.clearFaults();
	return ids;
}

/** The ways in for messages. The stand-in has no `?wc-api=`. */
export function messageWays( suite: Suite ): MessageWay[] {
	const single = ( name: string, options: () => SendOptions ) => ( {
		name,
		send: async ( messages: readonly Message[] ) => {
			const answers: Body[] = [];
			for ( const message of messages ) {
				answers.push( await sendOne( suite, message, options() ) );
			}
			return answers;
		},
	} );
	const signed = ( entryPoint: EntryPoint ) => ( {
		...single( `signed messages (${ entryPoint })`, () => ( {
			entryPoint,
		} ) ),
		entryPoint,
	} );
	const batch = ( entryPoint: EntryPoint ) => ( {
		name: `a batch (${ entryPoint })`,
		entryPoint,
		send: async ( messages: readonly Message[] ) => {
			const { json } = await sendBatch( suite, messages, { entryPoint } );
			return json.results as Body[];
		},
	} );
	return [
		signed( 'early' ),
		signed( 'rest' ),
		signed( 'wc-api' ),
		batch( 'early' ),
		batch( 'wc-api' ),
		// A shop's keys are known when it is attached.
		single( 'messages with an API key', () => ( {
			key: suite.shop.keys.readWrite,
		} ) ),
	];
}

/** All ways in that complete orders. */
export function completingWays( suite: Suite ): Way[] {
	/** WP-CLI, whose exit code says that not all became Completed. */
	const wp = async ( ...command: string[] ): Promise< Answers > => {
		await suite.shop.wp( command ).catch( ( error: unknown ) => {
			assert.doesNotMatch( String( error ), /Fatal|critical error/ );
		} );
		return {};
	};
	/** @param work Given the ids of the notifications that wait since their first attempt failed. */
	const later = (
		work: ( ids: readonly number[] ) => Promise< Answers >
	): Pick< Way, 'isLater' | 'complete' > => ( {
		isLater: true,
		complete: async ( orders, meanwhile = nothing ) => {
			const ids = await keepPending( suite, orders );
			await meanwhile();
			return work( ids );
		},
	} );
	const byOrder = (
		orders: readonly Subject[],
		answers: readonly Body[]
	): Answers =>
		Object.fromEntries(
			orders.map( ( { id }, at ) => [ id, answers[ at ] ] )
		);
	const invoicedOf = ( orders: readonly Subject[] ) =>
		orders.map( ( { invoiced } ) => invoiced );

	return [
		...messageWays( suite ).map( ( { name, send } ): Way => ( {
			name,
			complete: async ( orders, meanwhile = nothing ) => {
				await meanwhile();
				return byOrder( orders, await send( invoicedOf( orders ) ) );
			},
		} ) ),
		{
			name: 'a batch that is worked off after its answer',
			complete: async ( orders, meanwhile = nothing ) => {
				await meanwhile();
				await sendBatch( suite, invoicedOf( orders ), {
					headers: { prefer: 'respond-async' },
				} );
				return {};
			},
		},
		{
			name: 'the marked key',
			isCore: true,
			complete: async ( orders, meanwhile = nothing ) => {
				await meanwhile();
				const answers: Body[] = [];
				for ( const { id } of orders ) {
					answers.push(
						await callCore( suite, 'put', `orders/${ id }`, {
							status: 'completed',
						} )
					);
				}
				return byOrder( orders, answers );
			},
		},
		{
			name: 'a batch of the marked key',
			isCore: true,
			complete: async ( orders, meanwhile = nothing ) => {
				await meanwhile();
				const { update } = await callCore(
					suite,
					'post',
					'orders/batch',
					{
						update: orders.map( ( { id } ) => ( {
							id,
							status: 'completed',
						} ) ),
					}
				);
				return byOrder( orders, update );
			},
		},
		{
			name: 'a re-send on the screen',
			...later( async ( ids ) => {
				const admin = await suite.admin();
				assertNothingPrinted(
					await admin.call( 'POST', '/notifications/resend', { ids } )
				);
				return {};
			} ),
		},
		{
			name: 'a re-send by WP-CLI',
			isUnanswered: true,
			...later( ( ids ) =>
				wp( 'telaris', 'notification', 'resend', ...ids.map( String ) )
			),
		},
		{
			name: 'retries by WP-CLI',
			isUnanswered: true,
			...later( async () => {
				await letTimePass( suite );
				return wp( 'telaris', 'run' );
			} ),
		},
		{
			name: 'retries by a call of wp-cron.php',
			isUnanswered: true,
			...later( async () => {
				await letTimePass( suite );
				await wp(
					'eval',
					`as_schedule_single_action( time() - YEAR_IN_SECONDS, 'telaris_for_woocommerce_due', array(), 'telaris-for-woocommerce' );
					wp_schedule_single_event( time() - 1, 'action_scheduler_run_queue', array( 'fixture ${ newId() }' ) );
					delete_transient( 'doing_cron' );`
				);
				await callHttp( suite.shop.url, {
					method: 'GET',
					path: 'wp-cron.php',
				} );
				return {};
			} ),
		},
	];
}
