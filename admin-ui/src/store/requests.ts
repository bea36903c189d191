import { isAbort, toRequestError } from '../api/errors';
import { keyOf } from './state';
import type { ThunkApi } from './types';

/** The requests under way, by selector and its arguments. */
const underWay = new Map< string, AbortController >();

/**
 * Makes a resolver of a request that can be cancelled.
 *
 * @param selector The name of its selector.
 * @param load     Requests it and puts the answer into the store.
 */
export function cancellable< Arguments extends unknown[] >(
	selector: string,
	load: (
		api: ThunkApi,
		signal: AbortSignal,
		...args: Arguments
	) => Promise< void >
) {
	return ( ...args: Arguments ) =>
		async ( api: ThunkApi ): Promise< void > => {
			const key = keyOf( [ selector, args ] );
			const controller = new AbortController();
			underWay.set( key, controller );
			try {
				await load( api, controller.signal, ...args );
			} catch ( thrown ) {
				if ( isAbort( thrown ) ) {
					// That it was ever asked for is forgotten, so it has no end.
					return new Promise( () => undefined );
				}
				throw toRequestError( thrown );
			} finally {
				if ( underWay.get( key ) === controller ) {
					underWay.delete( key );
				}
			}
			return undefined;
		};
}

/**
 * Cancels a request whose answer is not needed any more.
 *
 * @param selector The name of its selector.
 * @param args     The selector's arguments.
 */
export function cancel( selector: string, args: unknown[] ): void {
	underWay.get( keyOf( [ selector, args ] ) )?.abort();
}
