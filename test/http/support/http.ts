/** One HTTP request, as it is: no redirects followed, no headers added, no body touched. */
import { request as httpRequest, Agent } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Call {
	readonly method?: string;
	/** Path and query below the shop's address. */
	readonly path: string;
	/** An array of pairs sends a header twice. */
	readonly headers?: Readonly< Record< string, string | string[] > >;
	readonly body?: string | Uint8Array | undefined;
	/** The address of this machine to call from, e.g. 127.0.7.9. */
	readonly from?: string | undefined;
	/** Milliseconds. */
	readonly timeout?: number;
}

export interface Reply {
	readonly status: number;
	/** Names in lower case; a header that came twice is joined by ", ". */
	readonly headers: Readonly< Record< string, string > >;
	readonly text: string;
	/** The body where it is JSON, else undefined. */
	readonly json: unknown;
	/** Milliseconds from the first byte out to the last byte in. */
	readonly duration: number;
}

const agent = new Agent( { keepAlive: false, maxSockets: 64 } );

/**
 * Makes one call.
 *
 * @param base The shop's address.
 * @param call
 * @throws Error when the connection broke before the answer was whole.
 */
export function callHttp( base: string, call: Call ): Promise< Reply > {
	const url = new URL(
		call.path,
		base.endsWith( '/' ) ? base : `${ base }/`
	);
	const body = call.body === undefined ? undefined : Buffer.from( call.body );
	const started = performance.now();
	return new Promise( ( resolve, reject ) => {
		const request = httpRequest(
			url,
			{
				agent,
				method: call.method ?? 'GET',
				headers: {
					...call.headers,
					...( body && { 'content-length': String( body.length ) } ),
				},
				timeout: call.timeout ?? 60_000,
				...( call.from && { localAddress: call.from } ),
			},
			( response ) => {
				const chunks: Buffer[] = [];
				response.on( 'data', ( chunk: Buffer ) =>
					chunks.push( chunk )
				);
				response.on( 'error', reject );
				response.on( 'end', () => {
					const text = Buffer.concat( chunks ).toString( 'utf8' );
					resolve( {
						status: response.statusCode ?? 0,
						headers: Object.fromEntries(
							Object.entries( response.headers ).map(
								( [ name, value ] ) => [ name, String( value ) ]
							)
						),
						text,
						json: parse( text ),
						duration: performance.now() - started,
					} );
				} );
			}
		);
		request.on( 'timeout', () =>
			request.destroy(
				new Error(
					`No answer within ${ call.timeout ?? 60_000 } ms: ${ url.href }`
				)
			)
		);
		request.on( 'error', reject );
		request.end( body );
	} );
}

function parse( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return undefined;
	}
}
