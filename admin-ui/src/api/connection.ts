import { request } from './client';
import type { Health, NewSecret } from './types';

/**
 * Asks whether the connection works.
 *
 * @param signal Calls the request off.
 */
export function getHealth( signal: AbortSignal ): Promise< Health > {
	return request( '/health', { signal } );
}

/**
 * Makes a signing secret; older ones stay valid for a while.
 *
 * @param overlapHours How long the secret before it stays valid.
 * @return The secret. It is never shown again.
 */
export function createSecret( overlapHours: number ): Promise< NewSecret > {
	return request( '/secrets', {
		method: 'POST',
		data: { overlap_hours: overlapHours },
	} );
}

/**
 * Ends a secret at once.
 *
 * @param id The secret's id.
 * @return The state of the connection afterwards.
 */
export function revokeSecret( id: string ): Promise< Health > {
	return request( `/secrets/${ encodeURIComponent( id ) }`, {
		method: 'DELETE',
	} );
}

/**
 * Says that the shop itself is at its present address, and no copy of it.
 *
 * @return The state of the connection afterwards.
 */
export function confirmAddress(): Promise< Health > {
	return request( '/connection/confirm-address', { method: 'POST' } );
}
