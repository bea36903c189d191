/** Telaris in the soak: sends until it is answered, with the same ids, and knows no better than what it was answered. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../http/support/trials';
import type { Suite } from '../http/support/suite';
import type { Call, Sent } from './traffic';

/** What one notification was answered. */
interface Answer {
	/** As it is counted. */
	readonly said: string;
	/** Telaris is to send it again. */
	readonly again: boolean;
}

const CONCURRENCY = 8;

/** How often a call is tried before it is put off. */
const TRIES = 3;

/** Answers by what was broken at the time, then by status and code. */
export type Answers = Map< string, Map< string, number > >;

export class Sender {
	readonly answers: Answers = new Map();
	/** What Telaris has no final answer to. */
	#unsettled: Call[] = [];
	readonly #suite: Suite;

	constructor( suite: Suite ) {
		this.#suite = suite;
	}

	get unsettled(): number {
		return this.#unsettled.reduce(
			( sum, { items } ) => sum + items.length,
			0
		);
	}

	/**
	 * Sends calls, eight at a time, and before them what is left over from earlier.
	 *
	 * @param calls
	 * @param during What is broken meanwhile.
	 */
	async send( calls: readonly Call[], during: string ): Promise< void > {
		const left = this.#unsettled;
		this.#unsettled = [];
		await inParallel( [ ...left, ...calls ], CONCURRENCY, ( call ) =>
			this.#deliver( call, during )
		);
	}

	async #deliver( call: Call, during: string ): Promise< void > {
		let { items } = call;
		for ( let attempt = 0; attempt < TRIES; attempt++ ) {
			const answers = await this.#try(
				{ ...call, items },
				attempt === 0 ? call.impatience : undefined
			);
			items.forEach( ( _, index ) =>
				this.#count( during, answers[ index ]?.said ?? 'no answer' )
			);
			items = items.filter( ( _, index ) => answers[ index ]?.again );
			if ( items.length === 0 ) {
				return;
			}
			await sleep( 200 * ( attempt + 1 ) );
		}
		this.#unsettled.push( {
			items,
			isBatch: call.isBatch,
			isAsync: call.isAsync,
		} );
	}

	#count( during: string, said: string ): void {
		const counts = this.answers.get( during ) ?? new Map();
		counts.set( said, ( counts.get( said ) ?? 0 ) + 1 );
		this.answers.set( during, counts );
	}

	async #try(
		{ items, isBatch, isAsync }: Call,
		impatience: number | undefined
	): Promise< Answer[] > {
		const options = {
			raw: true,
			timeout: impatience ?? 60_000,
			...( isAsync && { headers: { prefer: 'respond-async' } } ),
		};
		try {
			const reply = isBatch
				? await this.#suite.endpoint.send(
						{
							notifications: items.map( ( { id, message } ) => ( {
								id,
								...message,
							} ) ),
						},
						{ ...options, route: '/notifications/batch' }
					)
				: await this.#suite.endpoint.send( first( items ).message, {
						...options,
						id: first( items ).id,
					} );
			const results: unknown[] = reply.json?.results ?? [];
			return items.map( ( _, index ) =>
				answerOf(
					reply.status,
					isBatch ? ( results[ index ] ?? reply.json ) : reply.json
				)
			);
		} catch {
			return items.map( () => ( { said: 'no answer', again: true } ) );
		}
	}
}

function first( items: readonly Sent[] ): Sent {
	return items[ 0 ] as Sent;
}

interface Body {
	readonly status?: number;
	readonly code?: string;
	readonly retryable?: boolean;
	readonly data?: { readonly retryable?: boolean } | null;
}

function answerOf( status: number, json: unknown ): Answer {
	const body = json as Body | undefined;
	if ( ! body?.code ) {
		// The server's or WordPress's own page.
		return { said: `${ status } without a code`, again: true };
	}
	return {
		said: `${ body.status ?? status } ${ body.code }`,
		again: body.retryable ?? body.data?.retryable ?? status >= 500,
	};
}
