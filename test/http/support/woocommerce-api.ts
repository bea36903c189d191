/** WooCommerce's own REST API, called by its official client as Telaris would. */
import WooCommerceRestApi, {
	type WooCommerceRestApiVersion,
} from '@woocommerce/woocommerce-rest-api';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ApiKey, Shop } from '../../shop';
import { basic } from './endpoint';
import { callHttp } from './http';

/** What WooCommerce answered; an error is an answer, too. */
export interface CoreReply {
	readonly status: number;
	readonly headers: Readonly< Record< string, string > >;
	// The official client types its answers so, too.
	readonly data: any;
	/** Milliseconds. */
	readonly duration: number;
}

export type CoreMethod = 'get' | 'post' | 'put' | 'patch';

/** Calls one shop with one key. Over plain HTTP the client signs each request with OAuth 1.0a. */
export class CoreApi {
	readonly #shop: Shop;
	readonly #key: ApiKey;

	constructor( shop: Shop, key: ApiKey ) {
		this.#shop = shop;
		this.#key = key;
	}

	async call(
		method: CoreMethod,
		route: string,
		body?: Record< string, unknown >,
		version: WooCommerceRestApiVersion = 'wc/v3'
	): Promise< CoreReply > {
		if ( method === 'patch' ) {
			return this.#patch( `wp-json/${ version }/${ route }`, body );
		}
		const client = new WooCommerceRestApi( {
			url: this.#shop.url,
			consumerKey: this.#key.key,
			consumerSecret: this.#key.secret,
			version,
			axiosConfig: { validateStatus: null },
		} );
		const started = performance.now();
		const { status, headers, data } = await ( method === 'get'
			? client.get( route )
			: client[ method ]( route, body ?? {} ) );
		return { status, headers, data, duration: performance.now() - started };
	}

	/** The official client has no patch. As over TLS: WooCommerce takes Basic authentication there. */
	async #patch(
		address: string,
		body?: Record< string, unknown >
	): Promise< CoreReply > {
		const { json, ...reply } = await callHttp( this.#shop.url, {
			method: 'PATCH',
			path: address,
			headers: {
				'content-type': 'application/json',
				'x-forwarded-proto': 'https',
				authorization: basic( this.#key ),
			},
			body: JSON.stringify( body ?? {} ),
		} );
		return { ...reply, data: json };
	}
}

// What differs from one order to the next, whoever answers.
const OWN = /^(id|number|order_key|payment_url|_links)$|^date_/;

/** An answer without what is one order's own: ids, dates, keys and addresses. */
export function withoutOwn( value: unknown ): unknown {
	if ( Array.isArray( value ) ) {
		return value.map( withoutOwn );
	}
	if ( typeof value !== 'object' || value === null ) {
		return value;
	}
	return Object.fromEntries(
		Object.entries( value ).map( ( [ name, item ] ) => [
			name,
			OWN.test( name )
				? `${ item === null ? 'no' : 'a' } ${ typeof item }`
				: withoutOwn( item ),
		] )
	);
}

/** Has every REST answer of a shop say how many database queries it took, until the returned function is called. */
export async function countQueries(
	shop: Shop
): Promise< () => Promise< void > > {
	const name = 'telaris-queries.php';
	const installed = path.join(
		shop.folder,
		'wordpress/wp-content/mu-plugins',
		name
	);
	await copyFile( path.join( __dirname, 'mu-plugins', name ), installed );
	return () => rm( installed );
}
