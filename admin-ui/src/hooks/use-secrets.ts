import { createSecret, revokeSecret } from '../api/connection';
import type { Health, NewSecret } from '../api/types';
import { useAction } from './use-action';
import type { Action } from './use-action';
import type { Requested } from './use-request';

export interface Secrets {
	create: Action< [ overlapHours: number ] >;
	revoke: Action< [ id: string ] >;
}

/**
 * Makes and ends signing secrets.
 *
 * @param health    The state of the connection, which lists them.
 * @param onCreated Is told the new secret, which is never shown again.
 * @param onRevoked Is told that a secret has ended.
 */
export function useSecrets(
	health: Requested< Health >,
	onCreated: ( secret: NewSecret ) => void,
	onRevoked: () => void
): Secrets {
	const create = useAction( createSecret, ( secret ) => {
		onCreated( secret );
		health.reload();
	} );
	const revoke = useAction( revokeSecret, ( after ) => {
		health.update( () => after );
		onRevoked();
	} );
	return { create, revoke };
}
