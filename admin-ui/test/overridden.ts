import { http } from 'msw';
import type { DefaultBodyType, HttpResponseResolver, PathParams } from 'msw';

/**
 * Answers calls that apiFetch sends as POST with `X-HTTP-Method-Override`, since
 * some hosts let no other method through.
 *
 * @param method  The method that is meant.
 * @param path    The address.
 * @param resolve Answers.
 */
export function overridden(
	method: 'PUT' | 'DELETE',
	path: string,
	resolve: HttpResponseResolver< PathParams, DefaultBodyType >
) {
	return http.post( path, ( info ) =>
		info.request.headers.get( 'X-HTTP-Method-Override' ) === method
			? resolve( info )
			: undefined
	);
}
