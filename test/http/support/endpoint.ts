/**
 * The plugin's REST API as the suites call it. Every answer that passes here is held to what holds for all of them:
 * the contract's schemas, `Cache-Control: no-store`, no redirect, no page in place of JSON.
 */
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Shop } from '../../shop';
import type { Message } from '../../telaris/types';
import { contractFaults } from './contract';
import { callHttp, type Reply } from './http';

export interface ApiKey {
	readonly key: string;
	readonly secret: string;
}

/** A body as the suites read it: any field may be asked for. */
export type Body = any;

export interface Answered extends Reply {
	readonly json: Body;
}

export interface EndpointCall {
	readonly method?: string;
	/** Below wc-telaris/v1, with its query: "/notifications?per_page=5". */
	readonly route?: string;
	readonly headers?: Record< string, string | string[] >;
	readonly body?: string | Uint8Array | undefined;
	/** Calls "?rest_route=…" as shops with plain permalinks are called. */
	readonly plain?: boolean;
	/** Other than the suite's. */
	readonly entryPoint?: EntryPoint;
	/** The address to call from. Failures are limited per address, so each suite that fails on purpose takes its own. */
	readonly from?: string | undefined;
	readonly timeout?: number;
	/** Takes any answer: for calls in which the server itself breaks. */
	readonly raw?: boolean;
}

export interface SendOptions extends Pick<
	EndpointCall,
	'route' | 'plain' | 'entryPoint' | 'from' | 'timeout' | 'raw'
> {
	/** The webhook-id. */
	readonly id?: string;
	/** Other than the shop's. */
	readonly secret?: string;
	/** Unix seconds, other than now. */
	readonly timestamp?: number;
	/** A WooCommerce API key in place of a signature. */
	readonly key?: ApiKey;
	/** Added last, so that they win. */
	readonly headers?: Record< string, string | string[] >;
}

/**
 * Where a message comes in: before WordPress starts its REST server, through it, or at `?wc-api=`, which takes
 * signed messages alone.
 */
export type EntryPoint = 'early' | 'rest' | 'wc-api';

/** Where all messages of a suite come in: TELARIS_ENDPOINT=rest runs any suite through the REST server. */
export const entryPoint: EntryPoint =
	process.env[ 'TELARIS_ENDPOINT' ] === 'rest' ? 'rest' : 'early';

/** Gives a webhook-id that was never used before. */
export function newId(): string {
	return `msg_${ randomUUID().replaceAll( '-', '' ) }`;
}

/** Unix seconds. */
export function now(): number {
	return Math.floor( Date.now() / 1000 );
}

/**
 * Signs as Telaris does.
 *
 * @param secret
 * @param id
 * @param timestamp Unix seconds.
 * @param body
 */
export function sign(
	secret: string,
	id: string,
	timestamp: number,
	body: string
): string {
	return new Webhook( secret ).sign( id, new Date( timestamp * 1000 ), body );
}

export function basic( { key, secret }: ApiKey ): string {
	return `Basic ${ Buffer.from( `${ key }:${ secret }` ).toString( 'base64' ) }`;
}

/** Gives an address of this machine that has not failed yet. Linux owns all of 127.0.0.0/8. */
export function freshAddress(): string | undefined {
	if ( process.platform !== 'linux' ) {
		return undefined;
	}
	const part = () => 1 + Math.floor( Math.random() * 254 );
	return `127.${ part() }.${ part() }.${ part() }`;
}

/** Calls the plugin of one shop. */
export class WebhookEndpoint {
	readonly url: string;
	readonly #heads: readonly string[];
	#calls = 0;
	readonly #secret: string;
	readonly #permalinks: boolean;

	constructor( {
		url,
		heads,
		webhookSecret,
		permalinks,
	}: Pick< Shop, 'url' | 'webhookSecret' | 'permalinks' > &
		Partial< Pick< Shop, 'heads' > > ) {
		this.url = url;
		this.#heads = heads?.map( ( head ) => head.url ) ?? [ url ];
		this.#secret = webhookSecret;
		this.#permalinks = permalinks;
	}

	/** The address of one of the shop's heads, by turns. */
	nextHead(): string {
		return this.#heads[ this.#calls++ % this.#heads.length ] ?? this.url;
	}

	/** Makes a call and holds the answer to what holds for all of them. */
	async call( call: EndpointCall ): Promise< Answered > {
		const method = call.method ?? 'POST';
		const [ route = '', query ] = ( call.route ?? '/notifications' ).split(
			'?'
		);
		const path = this.#pathOf( call, route, query );
		const reply = await callHttp( this.nextHead(), {
			method,
			path,
			headers: {
				...( ( call.entryPoint ?? entryPoint ) === 'rest' && {
					'x-probe-entry-point': 'rest',
				} ),
				// The shop believes to stand behind a proxy with TLS, as WooCommerce demands it for its keys.
				'x-forwarded-proto': 'https',
				...( call.body !== undefined && {
					'content-type': 'application/json',
				} ),
				...call.headers,
			},
			body: call.body,
			from: call.from,
			...( call.timeout !== undefined && { timeout: call.timeout } ),
		} );
		if ( ! call.raw ) {
			checkAnswer( method, route, reply );
		}
		return reply;
	}

	/** The one place where an address is made. */
	#pathOf(
		call: EndpointCall,
		route: string,
		query: string | undefined
	): string {
		if ( call.entryPoint === 'wc-api' ) {
			return `?wc-api=telaris${ route.endsWith( '/batch' ) ? '-batch' : '' }`;
		}
		if ( ! call.plain && this.#permalinks ) {
			return `wp-json/wc-telaris/v1${ route }${ query ? `?${ query }` : '' }`;
		}
		// As WordPress spells it where it writes such addresses itself: nginx takes nothing but GET and POST at "/".
		const root = ( call.method ?? 'POST' ) === 'POST' ? '' : 'index.php';
		return `${ root }?rest_route=/wc-telaris/v1${ route }${ query ? `&${ query }` : '' }`;
	}

	/**
	 * Signs bytes, which need not be text, and sends them as they are.
	 *
	 * @param body
	 * @param headers Further ones, or others in place of its own.
	 * @param id
	 * @param at      Another entry point than the suite's, or another route.
	 */
	sendBytes(
		body: Buffer,
		headers: Record< string, string > = {},
		id = newId(),
		at: Pick< EndpointCall, 'entryPoint' | 'route' > = {}
	): Promise< Answered > {
		const timestamp = String( now() );
		const key = Buffer.from(
			this.#secret.replace( 'whsec_', '' ),
			'base64'
		);
		const signature = createHmac( 'sha256', key )
			.update( `${ id }.${ timestamp }.` )
			.update( body )
			.digest( 'base64' );
		return this.call( {
			...at,
			body,
			headers: {
				'webhook-id': id,
				'webhook-timestamp': timestamp,
				'webhook-signature': `v1,${ signature }`,
				...headers,
			},
		} );
	}

	/** Sends a message, or any bytes, with a valid signature or an API key unless told otherwise. */
	send(
		message: Message | string | Record< string, unknown >,
		options: SendOptions = {}
	): Promise< Answered > {
		const body =
			typeof message === 'string' ? message : JSON.stringify( message );
		const id = options.id ?? newId();
		const timestamp = options.timestamp ?? now();
		return this.call( {
			body,
			headers: {
				'webhook-id': id,
				...( options.key
					? { authorization: basic( options.key ) }
					: {
							'webhook-timestamp': String( timestamp ),
							'webhook-signature': sign(
								options.secret ?? this.#secret,
								id,
								timestamp,
								body
							),
						} ),
				...options.headers,
			},
			...( options.route !== undefined && { route: options.route } ),
			...( options.plain !== undefined && { plain: options.plain } ),
			...( options.entryPoint !== undefined && {
				entryPoint: options.entryPoint,
			} ),
			...( options.timeout !== undefined && {
				timeout: options.timeout,
			} ),
			...( options.raw !== undefined && { raw: options.raw } ),
			from: options.from,
		} );
	}
}

function checkAnswer( method: string, route: string, reply: Reply ): void {
	const what = `${ method } ${ route } → ${ reply.status } ${ reply.text.slice( 0, 1000 ) }`;
	assert.match(
		reply.headers[ 'cache-control' ] ?? '',
		/\bno-store\b/,
		`No "no-store": ${ what }`
	);
	// LiteSpeed's cache listens to nothing else.
	assert.match(
		reply.headers[ 'x-litespeed-cache-control' ] ?? '',
		/\bno-cache\b/,
		`Not for LiteSpeed: ${ what }`
	);
	assert.ok(
		reply.status < 300 || reply.status >= 400,
		`A redirect: ${ what }`
	);
	if ( method === 'HEAD' || method === 'OPTIONS' ) {
		return;
	}
	assert.notEqual( reply.json, undefined, `Not JSON: ${ what }` );
	assert.deepEqual(
		contractFaults( method, route, reply.status, reply.json ),
		[],
		`Not as plugin/openapi.json promises: ${ what }`
	);
	if ( reply.status >= 400 ) {
		const { data } = reply.json as {
			data: { status?: number; retryable?: boolean } | null;
		};
		assert.equal(
			data?.status,
			reply.status,
			`data.status differs: ${ what }`
		);
		const { retry_after: after } = reply.json as {
			retry_after?: number | null;
		};
		if ( after !== undefined ) {
			assert.equal(
				reply.headers[ 'retry-after' ] ?? 'none',
				String( after ?? 'none' ),
				`Retry-After differs: ${ what }`
			);
		}
		if ( reply.status === 401 && method === 'POST' && isWebhook( route ) ) {
			assert.match(
				reply.headers[ 'www-authenticate' ] ?? '',
				/^Basic /,
				`No WWW-Authenticate: ${ what }`
			);
		}
		// Who may try again is said by the body and by the header alike.
		if ( [ 429, 503 ].includes( reply.status ) ) {
			assert.match(
				reply.headers[ 'retry-after' ] ?? '',
				/^[1-9]\d*$/,
				`No Retry-After: ${ what }`
			);
			assert.equal(
				data?.retryable,
				reply.status === 503,
				`Retrying helps, or not, and is not called so: ${ what }`
			);
		}
	}
}

function isWebhook( route: string ): boolean {
	return /^\/notifications(\/batch)?$/.test( route );
}
