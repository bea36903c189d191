import apiFetch from '@wordpress/api-fetch';
import type { APIFetchMiddleware } from '@wordpress/api-fetch';

import { isAbort, toRequestError } from './errors';

const NAMESPACE = '/wc-telaris/v1';

/** What can be said besides the path. */
export interface RequestOptions {
	method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Sent as JSON. */
	data?: object;
	/** Calls the request off. */
	signal?: AbortSignal;
}

/*
 * apiFetch renews an outdated nonce by itself, but it looks for the error's
 * code, which an unread answer (`parse: false`) does not show. So the errors of
 * our own routes are read here, before it looks.
 */
const readErrors: APIFetchMiddleware = async ( options, next ) => {
	try {
		return await next( options );
	} catch ( thrown ) {
		if (
			thrown instanceof Response &&
			options.path?.startsWith( NAMESPACE )
		) {
			throw await thrown.json().catch( () => ( {
				code: 'invalid_json',
				message: '',
				data: { status: thrown.status >= 500 ? thrown.status : 500 },
			} ) );
		}
		throw thrown;
	}
};
apiFetch.use( readErrors );

/**
 * Calls a route of this plug-in.
 *
 * @param  path    Path and query under `wc-telaris/v1`, beginning with a slash.
 * @param  options Method, body and signal.
 * @return The answer, unread.
 * @throws {RequestError} When it failed.
 * @throws {Error} Named `AbortError`, when it was called off.
 */
export async function requestResponse(
	path: string,
	options: RequestOptions = {}
): Promise< Response > {
	try {
		return await apiFetch< unknown, false >( {
			...options,
			path: NAMESPACE + path,
			parse: false,
		} );
	} catch ( thrown ) {
		throw isAbort( thrown ) ? thrown : toRequestError( thrown );
	}
}

/**
 * Calls a route of this plug-in and reads the answer.
 *
 * @param  path    Path and query under `wc-telaris/v1`, beginning with a slash.
 * @param  options Method, body and signal.
 * @return The body of the answer.
 * @throws {RequestError} When it failed.
 * @throws {Error} Named `AbortError`, when it was called off.
 */
export async function request< Answer >(
	path: string,
	options: RequestOptions = {}
): Promise< Answer > {
	const response = await requestResponse( path, options );
	try {
		return ( await response.json() ) as Answer;
	} catch ( thrown ) {
		// An answer that ends in the middle, or a PHP notice before the JSON.
		throw isAbort( thrown )
			? thrown
			: toRequestError( { code: 'invalid_json', message: '' } );
	}
}
