import { useDispatch } from '@wordpress/data';

import type { Health } from '../api/types';
import { store } from '../store';
import { useAnswer } from './use-answer';
import type { Answer } from './use-answer';
import { usePolling } from './use-polling';

/** Whether the connection works; kept up to date. */
export function useHealth(): Answer< Health > {
	const health = useAnswer( 'getHealth' );
	const { refreshHealth } = useDispatch( store );
	usePolling( refreshHealth );
	return health;
}
