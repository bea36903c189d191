/**
 * Why a request failed, as far as it matters to a person:
 *
 * - `offline`: no answer came. Whether the shop did anything is not known.
 * - `expired`: the login is over, or does not allow this.
 * - `refused`: the shop said no and why (`message`, in the reader's language).
 * - `server`: the shop broke down over it.
 */
export type Failure = 'offline' | 'expired' | 'refused' | 'server';

/** A request that failed. `message` is for people where the shop sent one. */
export class RequestError extends Error {
	/** When, RFC 3339. */
	readonly at = new Date().toISOString();

	constructor(
		readonly failure: Failure,
		readonly code: string,
		message: string,
		/** The HTTP status; 0 when no answer came. */
		readonly status: number
	) {
		super( message );
		this.name = 'RequestError';
	}
}

const OFFLINE_CODES = [ 'offline_error', 'fetch_error' ];

function textOf( value: unknown, key: string ): string {
	const field: unknown = ( value as Record< string, unknown > )[ key ];
	return typeof field === 'string' ? field : '';
}

function statusOf( value: object ): number {
	const data: unknown = ( value as { data?: unknown } ).data;
	const status: unknown =
		typeof data === 'object' && data !== null
			? ( data as { status?: unknown } ).status
			: undefined;
	return typeof status === 'number' ? status : 500;
}

function failureOf( code: string, status: number ): Failure {
	if (
		code === 'rest_cookie_invalid_nonce' ||
		status === 401 ||
		status === 403
	) {
		return 'expired';
	}
	return status >= 400 && status < 500 ? 'refused' : 'server';
}

/**
 * Puts what `apiFetch` throws into one form.
 *
 * @param thrown WordPress's `{code, message, data: {status}}`, or anything else.
 * @return The error; an aborted request is not one and must not come here.
 */
export function toRequestError( thrown: unknown ): RequestError {
	if ( thrown instanceof RequestError ) {
		return thrown;
	}
	if ( typeof thrown !== 'object' || thrown === null ) {
		return new RequestError( 'server', '', String( thrown ), 500 );
	}
	const code = textOf( thrown, 'code' );
	const message = textOf( thrown, 'message' );
	if ( OFFLINE_CODES.includes( code ) ) {
		return new RequestError( 'offline', code, message, 0 );
	}
	const status = statusOf( thrown );
	return new RequestError( failureOf( code, status ), code, message, status );
}

/**
 * Tells a request that was called off from one that failed.
 *
 * @param thrown Anything that was thrown.
 * @return Whether it was called off by us.
 */
export function isAbort( thrown: unknown ): boolean {
	return thrown instanceof Error && thrown.name === 'AbortError';
}
