/**
 * Tells a WooCommerce shop with the plugin "Telaris for WooCommerce" what became of an order.
 *
 * Meant to be copied: it needs Node 20 or any other runtime with `fetch`, and the npm library `standardwebhooks`.
 *
 *     const telaris = new TelarisClient( { url: 'https://shop.example/wp-json/wc-telaris/v1/notifications', secret: 'whsec_…' } );
 *     const delivery = await telaris.send( { type: 'order.invoiced', data: { telaris_order: '10021', integration_reference: '1234' } } );
 *     if ( ! delivery.ok ) console.error( delivery.code, delivery.message );
 */
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Answer, Message, Pong, Question, ShopError } from './types';

/** A WooCommerce REST API key with write permission. */
export interface ApiKey {
	readonly key: string;
	readonly secret: string;
}

/** How long to go on, and how patiently. All times in milliseconds. */
export interface Patience {
	/** Tries in all, the first one included. */
	readonly attempts: number;
	/** One try is given up after this long. */
	readonly timeout: number;
	/** The wait after the first try; it doubles after each further one. */
	readonly firstWait: number;
	/** The longest wait. A shop that asks (Retry-After) for a longer one is not called again by this `send()`. */
	readonly longestWait: number;
}

export interface TelarisClientOptions {
	/** The address that the plugin shows under WooCommerce → Telaris → Connection. */
	readonly url: string;
	/** The signing secret, `whsec_…`. Either this or `apiKey`. */
	readonly secret?: string;
	/** A WooCommerce API key in place of a signature. Either this or `secret`. */
	readonly apiKey?: ApiKey;
	readonly patience?: Partial< Patience >;
	/** Further headers, for proxies between here and the shop. */
	readonly headers?: Readonly< Record< string, string > >;
	/** Replaces the waiting, in tests. */
	readonly sleep?: ( milliseconds: number ) => Promise< void >;
}

/** What became of one `send()`. */
export interface Delivery {
	/** The message's webhook-id: the same for each try. Keep it: sending again with it is always safe. */
	readonly id: string;
	/** The shop has dealt with the message (HTTP 2xx). */
	readonly ok: boolean;
	/** The last HTTP status; 0 when no answer came at all. */
	readonly status: number;
	/** Why, for machines: the contract's codes, or `no_answer` and `not_understood`. */
	readonly code: string;
	/** Why, for people. */
	readonly message: string;
	/** Worth sending again later, with the same id. */
	readonly retryable: boolean;
	/** The shop had answered this id before and has done nothing now. */
	readonly replayed: boolean;
	/** How often it was sent. */
	readonly attempts: number;
	/** The body of the last answer, where it was JSON. */
	readonly body: Answer | Pong | ShopError | undefined;
}

const DEFAULT_PATIENCE: Patience = {
	attempts: 5,
	timeout: 30_000,
	firstWait: 1_000,
	longestWait: 60_000,
};

/** Statuses worth another try when the answer itself does not say (a proxy's answer, a dying server). */
const TEMPORARY = new Set( [ 408, 429, 500, 502, 503, 504 ] );

/** Gives the address of a shop's webhook endpoint from the shop's own address. */
export function deliveryUrl(
	shop: string,
	{ plainPermalinks = false } = {}
): string {
	const root = shop.endsWith( '/' ) ? shop : `${ shop }/`;
	return new URL(
		plainPermalinks
			? '?rest_route=/wc-telaris/v1/notifications'
			: 'wp-json/wc-telaris/v1/notifications',
		root
	).href;
}

/** Sends messages to one shop. */
export class TelarisClient {
	readonly #url: URL;
	readonly #webhook: Webhook | undefined;
	readonly #apiKey: ApiKey | undefined;
	readonly #patience: Patience;
	readonly #headers: Readonly< Record< string, string > >;
	readonly #sleep: ( milliseconds: number ) => Promise< void >;

	/**
	 * @param options
	 * @throws Error without exactly one of `secret` and `apiKey`, for a malformed secret or address, and for an API key
	 *               that would cross a network unencrypted.
	 */
	constructor( options: TelarisClientOptions ) {
		if (
			( options.secret === undefined ) ===
			( options.apiKey === undefined )
		) {
			throw new Error( 'Give either a signing secret or an API key.' );
		}
		this.#url = new URL( options.url );
		// A signature is of no use to whoever overhears it; a key is.
		if (
			options.apiKey &&
			this.#url.protocol !== 'https:' &&
			! isThisMachine( this.#url )
		) {
			throw new Error( 'An API key is only sent over HTTPS.' );
		}
		this.#webhook =
			options.secret === undefined
				? undefined
				: new Webhook( options.secret );
		this.#apiKey = options.apiKey;
		this.#patience = { ...DEFAULT_PATIENCE, ...options.patience };
		this.#headers = options.headers ?? {};
		this.#sleep =
			options.sleep ??
			( ( milliseconds ) =>
				new Promise( ( resolve ) =>
					setTimeout( resolve, milliseconds )
				) );
	}

	/**
	 * Sends one message, again and again while that makes sense.
	 *
	 * @param message
	 * @param id      The message's name; give the same one to repeat a message whose answer was lost.
	 * @return What became of it. Never throws for what the network or the shop does.
	 */
	async send(
		message: Message | Question,
		id: string = `msg_${ randomUUID() }`
	): Promise< Delivery > {
		// The shop compares bodies: each try must send the very same bytes.
		const body = JSON.stringify( message );
		for ( let attempt = 1; ; attempt++ ) {
			const { retryAfter, ...delivery } = await this.#try(
				id,
				body,
				attempt
			);
			if ( ! delivery.retryable || attempt >= this.#patience.attempts ) {
				return delivery;
			}
			if ( ( retryAfter ?? 0 ) > this.#patience.longestWait ) {
				return delivery;
			}
			await this.#sleep(
				Math.max( retryAfter ?? 0, this.#wait( attempt ) )
			);
		}
	}

	/**
	 * Waits longer each time, and never in step with other senders: half of the wait is fixed, half is chance.
	 *
	 * @param attempt
	 */
	#wait( attempt: number ): number {
		const { firstWait, longestWait } = this.#patience;
		const whole = Math.min( longestWait, firstWait * 2 ** ( attempt - 1 ) );
		return whole / 2 + ( Math.random() * whole ) / 2;
	}

	async #try(
		id: string,
		body: string,
		attempts: number
	): Promise< Delivery & { retryAfter: number | undefined } > {
		const outcome = { id, attempts };
		try {
			const response = await fetch( this.#url, {
				method: 'POST',
				headers: this.#headersFor( id, body ),
				body,
				// A secret is not carried on to an address that somebody else names.
				redirect: 'manual',
				signal: AbortSignal.timeout( this.#patience.timeout ),
			} );
			const text = await response.text();
			return {
				...outcome,
				...read( response.status, text ),
				replayed:
					response.headers.get( 'idempotent-replayed' ) === 'true',
				retryAfter: parseRetryAfter(
					response.headers.get( 'retry-after' )
				),
			};
		} catch ( error ) {
			// No answer: nobody knows whether the shop has acted. The id makes the next try safe.
			return {
				...outcome,
				ok: false,
				status: 0,
				code: 'no_answer',
				message: describe( error ),
				retryable: true,
				replayed: false,
				body: undefined,
				retryAfter: undefined,
			};
		}
	}

	/**
	 * Signs afresh for each try: a signature is only good for five minutes.
	 *
	 * @param id
	 * @param body
	 */
	#headersFor( id: string, body: string ): Record< string, string > {
		const now = new Date();
		const headers: Record< string, string > = {
			...this.#headers,
			accept: 'application/json',
			'content-type': 'application/json',
			'user-agent': 'Telaris/1.0',
			'webhook-id': id,
			'webhook-timestamp': String( Math.floor( now.getTime() / 1000 ) ),
		};
		if ( this.#webhook ) {
			headers[ 'webhook-signature' ] = this.#webhook.sign(
				id,
				now,
				body
			);
		}
		if ( this.#apiKey ) {
			const { key, secret } = this.#apiKey;
			headers[ 'authorization' ] = `Basic ${ Buffer.from(
				`${ key }:${ secret }`
			).toString( 'base64' ) }`;
		}
		return headers;
	}
}

/**
 * Reads an answer. What the shop says about trying again counts for more than the status.
 *
 * @param status
 * @param text
 */
function read(
	status: number,
	text: string
): Pick<
	Delivery,
	'ok' | 'status' | 'code' | 'message' | 'retryable' | 'body'
> {
	const body = parse( text );
	if ( ! body ) {
		return {
			ok: false,
			status,
			code: 'not_understood',
			message: `HTTP ${ status } without the plugin's JSON. Is the address right, and the plugin active?`,
			// A page in place of JSON, with a happy status, will be the same page the next time.
			retryable: TEMPORARY.has( status ),
			body,
		};
	}
	const retryable =
		'retryable' in body ? body.retryable : body.data?.retryable;
	return {
		ok: status >= 200 && status < 300,
		status,
		code: body.code,
		message: body.message,
		retryable: retryable ?? TEMPORARY.has( status ),
		body,
	};
}

function parse( text: string ): Answer | Pong | ShopError | undefined {
	try {
		const value: unknown = JSON.parse( text );
		if ( value !== null && typeof value === 'object' && 'code' in value ) {
			return value as Answer | Pong | ShopError;
		}
	} catch {
		// An HTML page: a proxy's, or the shop's when the plugin is not there.
	}
	return undefined;
}

/**
 * Reads a Retry-After header, which is a number of seconds or a date.
 *
 * @param value
 * @return Milliseconds from now.
 */
function parseRetryAfter( value: string | null ): number | undefined {
	if ( value === null ) {
		return undefined;
	}
	const milliseconds = /^\d+$/.test( value )
		? Number( value ) * 1000
		: Date.parse( value ) - Date.now();
	return Number.isNaN( milliseconds )
		? undefined
		: Math.max( 0, milliseconds );
}

function isThisMachine( url: URL ): boolean {
	return /^(localhost|127(\.\d+){3}|\[::1\])$/.test( url.hostname );
}

function describe( error: unknown ): string {
	if ( ! ( error instanceof Error ) ) {
		return String( error );
	}
	// fetch() hides the reason ("ECONNREFUSED …") in the cause.
	return error.cause instanceof Error
		? `${ error.message }: ${ error.cause.message }`
		: error.message;
}
