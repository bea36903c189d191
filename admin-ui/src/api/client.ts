/**
 * The client of this plug-in's routes. Paths, queries, bodies and answers are
 * typed by the generated `paths` of plugin/openapi.json.
 */
import apiFetch from '@wordpress/api-fetch';
import type { APIFetchMiddleware } from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';

import { isAbort, toRequestError } from './errors';
import { cursorsOf } from './link-header';
import type { Cursors } from './link-header';
import type { paths } from './schema';

const NAMESPACE = '/wc-telaris/v1';

type Method = 'get' | 'post' | 'put' | 'delete';

interface AnyOperation {
	responses: unknown;
}

/** The paths that a method can be used on. */
type PathFor< M extends Method > = {
	[ P in keyof paths ]: paths[ P ][ M ] extends AnyOperation ? P : never;
}[ keyof paths ];

type Operation< M extends Method, P extends keyof paths > = Extract<
	paths[ P ][ M ],
	AnyOperation
>;

type ParametersOf< O, Place extends 'path' | 'query' > = O extends {
	parameters: { [ Key in Place ]?: infer Values };
}
	? NonNullable< Values >
	: never;

type BodyOf< O > = O extends { requestBody?: infer Body }
	? NonNullable< Body > extends {
			content: { 'application/json': infer Json };
		}
		? Json
		: never
	: never;

/** What is asked for besides method and path. */
type Options< O > = {
	query?: ParametersOf< O, 'query' >;
	body?: BodyOf< O >;
	/** Cancels the request. */
	signal?: AbortSignal;
} & ( O extends { parameters: { path: infer Values } }
	? { path: Values }
	: object );

/** The JSON of a successful answer. */
type AnswerOf< O > = O extends { responses: infer Responses }
	? Responses[ keyof Responses & ( 200 | 201 ) ] extends {
			content: { 'application/json': infer Json };
		}
		? Json
		: never
	: never;

/** The query that a path takes. */
export type QueryOf< P extends PathFor< 'get' > > = ParametersOf<
	Operation< 'get', P >,
	'query'
>;

/** One page of a list, with the cursors of the pages beside it. */
export interface Page< Item > extends Cursors {
	items: Item[];
}

/*
 * apiFetch renews an outdated nonce, but it looks for the error's
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
 * Requests a route.
 *
 * @param  method  The HTTP method.
 * @param  path    A path of plugin/openapi.json, with its `{placeholders}`.
 * @param  options What fills them, query, body and signal.
 * @return The answer, unread.
 * @throws {RequestError} When it failed.
 * @throws {Error} Named `AbortError`, when it was cancelled.
 */
export async function fetchResponse<
	M extends Method,
	P extends PathFor< M > & string,
>(
	method: M,
	path: P,
	options: Options< Operation< M, P > >
): Promise< Response > {
	const {
		body,
		path: values = {},
		query,
		signal,
	} = options as {
		body?: object;
		path?: Record< string, string | number >;
		query?: Record< string, unknown >;
		signal?: AbortSignal;
	};
	const filled = path.replace( /\{(\w+)\}/g, ( _, name: string ) =>
		encodeURIComponent( String( values[ name ] ) )
	);
	try {
		return await apiFetch< unknown, false >( {
			method: method.toUpperCase(),
			path: addQueryArgs( NAMESPACE + filled, query ),
			parse: false,
			...( body && { data: body } ),
			...( signal && { signal } ),
		} );
	} catch ( thrown ) {
		throw isAbort( thrown ) ? thrown : toRequestError( thrown );
	}
}

async function readJson( response: Response ): Promise< unknown > {
	try {
		return await response.json();
	} catch ( thrown ) {
		// An answer that ends in the middle, or a PHP notice before the JSON.
		throw isAbort( thrown )
			? thrown
			: toRequestError( { code: 'invalid_json', message: '' } );
	}
}

/**
 * Requests a route and reads its JSON.
 *
 * @param  method  The HTTP method.
 * @param  path    A path of plugin/openapi.json, with its `{placeholders}`.
 * @param  options What fills them, query, body and signal.
 * @throws {RequestError} When it failed.
 * @throws {Error} Named `AbortError`, when it was cancelled.
 */
export async function fetchJson<
	M extends Method,
	P extends PathFor< M > & string,
>(
	method: M,
	path: P,
	options: Options< Operation< M, P > >
): Promise< AnswerOf< Operation< M, P > > > {
	return ( await readJson(
		await fetchResponse( method, path, options )
	) ) as AnswerOf< Operation< M, P > >;
}

type ItemOf< P extends PathFor< 'get' > > =
	AnswerOf< Operation< 'get', P > > extends ( infer Item )[] ? Item : never;

/**
 * Requests one page of a list.
 *
 * @param path   The list's path.
 * @param query  Filters and cursor.
 * @param signal Cancels the request.
 */
export async function fetchPage< P extends PathFor< 'get' > & string >(
	path: P,
	query: QueryOf< P >,
	signal?: AbortSignal
): Promise< Page< ItemOf< P > > > {
	const response = await fetchResponse( 'get', path, {
		query,
		...( signal && { signal } ),
	} as Options< Operation< 'get', P > > );
	return {
		items: ( await readJson( response ) ) as ItemOf< P >[],
		...cursorsOf( response.headers.get( 'Link' ) ),
	};
}
