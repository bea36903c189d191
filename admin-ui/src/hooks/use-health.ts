import { useCallback } from '@wordpress/element';

import { getHealth } from '../api/connection';
import type { Health } from '../api/types';
import { usePolling } from './use-polling';
import { useRequest } from './use-request';
import type { Requested } from './use-request';

/** Whether the connection works; kept up to date. */
export function useHealth(): Requested< Health > {
	const health = useRequest( 'health', getHealth );
	const { reload, update } = health;
	const isKnown = health.data !== undefined;
	usePolling(
		useCallback(
			async ( signal ) => {
				if ( ! isKnown ) {
					reload();
					return;
				}
				const answer = await getHealth( signal );
				update( () => answer );
			},
			[ isKnown, reload, update ]
		)
	);
	return health;
}
