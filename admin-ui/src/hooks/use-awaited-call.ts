import { useDispatch } from '@wordpress/data';
import { useRef, useState } from '@wordpress/element';

import type { RequestError } from '../api/errors';
import type { AwaitedCalls, RefusedCall } from '../api/types';
import { store } from '../store';
import { useAction } from './use-action';
import { usePolling } from './use-polling';

/** How often to look while somebody waits, in milliseconds. */
const INTERVAL = 3_000;

interface AwaitedCall {
	state: 'idle' | 'waiting' | 'arrived';
	/** When Telaris got through; null until it does. */
	arrivedAt: string | null;
	/** What was refused since the wait began, the newest first. */
	refused: RefusedCall[];
	isStarting: boolean;
	/** Why the shop could not be asked. */
	error: RequestError | undefined;
	start: () => void;
	stop: () => void;
}

/**
 * Waits for a call of Telaris.
 *
 * @param onChange Told what came, to be announced.
 */
export function useAwaitedCall(
	onChange: ( arrivedAt: string | null, refused: RefusedCall[] ) => void
): AwaitedCall {
	const { awaitCall, refreshHealth } = useDispatch( store );
	const before = useRef< AwaitedCalls >();
	const [ state, setState ] = useState< AwaitedCall[ 'state' ] >( 'idle' );
	const [ arrivedAt, setArrivedAt ] = useState< string | null >( null );
	const [ refused, setRefused ] = useState< RefusedCall[] >( [] );

	const start = useAction( awaitCall, ( answer ) => {
		before.current = answer;
		setArrivedAt( null );
		setRefused( [] );
		setState( 'waiting' );
	} );
	const pollError = usePolling(
		async ( signal ) => {
			const now = await awaitCall();
			if ( signal.aborted || ! before.current ) {
				return;
			}
			const came = refusedSince( before.current.refused, now.refused );
			const at =
				now.last_contact_at === before.current.last_contact_at
					? null
					: now.last_contact_at;
			if ( at !== null || countOf( came ) !== countOf( refused ) ) {
				onChange( at, came );
				void refreshHealth();
			}
			setRefused( came );
			if ( at !== null ) {
				setArrivedAt( at );
				setState( 'arrived' );
			}
		},
		state === 'waiting',
		INTERVAL
	);

	return {
		state,
		arrivedAt,
		refused,
		isStarting: start.isRunning,
		error: start.error ?? pollError,
		start: () => void start.run(),
		stop: () => setState( 'idle' ),
	};
}

/** Those of a caller that is known are one by their id; others by hour and address. */
const keyOf = ( { code, webhook_id: id, from, at }: RefusedCall ) =>
	[ code, id ?? at, from ].join( ' ' );

const countOf = ( calls: RefusedCall[] ) =>
	calls.reduce( ( sum, { times } ) => sum + times, 0 );

function refusedSince(
	before: RefusedCall[],
	now: RefusedCall[]
): RefusedCall[] {
	const known = new Map(
		before.map( ( call ) => [ keyOf( call ), call.times ] )
	);
	return now
		.map( ( call ) => ( {
			...call,
			times: call.times - ( known.get( keyOf( call ) ) ?? 0 ),
		} ) )
		.filter( ( { times } ) => times > 0 );
}
