import { useDispatch } from '@wordpress/data';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';
import type { Notification, NotificationDetail } from '../api/types';
import { store } from '../store';

/** One order to be set to Completed again. */
export interface ResendItem {
	notification: Notification;
	/** Override what stands against it. */
	completeAnyway: boolean;
}

/** What became of one item. */
export interface Outcome {
	item: ResendItem;
	/** The notification afterwards; missing when the request failed. */
	after?: NotificationDetail;
	/** Why the request failed. After `offline` it is not known what happened. */
	error?: RequestError;
}

export interface Resend {
	phase: 'ready' | 'running' | 'stopping' | 'done';
	/** One by one as they come. */
	outcomes: Outcome[];
	/** What was asked for. */
	items: ResendItem[];
	start: ( items: ResendItem[], sendEmail: boolean ) => void;
	/** Lets the order that is under way finish and starts no other. */
	stop: () => void;
}

/**
 * Re-sends orders one after the other, so that each has its own answer and it
 * can be stopped in between.
 */
export function useResend(): Resend {
	const { refreshNotification, resend } = useDispatch( store );
	const [ phase, setPhase ] = useState< Resend[ 'phase' ] >( 'ready' );
	const [ outcomes, setOutcomes ] = useState< Outcome[] >( [] );
	const [ asked, setAsked ] = useState< ResendItem[] >( [] );
	const isRunning = useRef( false );
	const isStopped = useRef( false );

	// Leaving the dialog in any way starts no further order.
	useEffect( () => {
		isStopped.current = false;
		return () => {
			isStopped.current = true;
		};
	}, [] );

	const start = useCallback(
		async ( items: ResendItem[], sendEmail: boolean ) => {
			if ( isRunning.current ) {
				return;
			}
			isRunning.current = true;
			setPhase( 'running' );
			setAsked( items );
			for ( const item of items ) {
				if ( isStopped.current ) {
					break;
				}
				const outcome = await settle( item, ( { notification } ) =>
					resend( notification.id, {
						send_email: sendEmail,
						complete_anyway: item.completeAnyway,
					} )
				);
				setOutcomes( ( before ) => [ ...before, outcome ] );
				if ( ! outcome.after ) {
					// It may have been done all the same; why it failed is said.
					refreshNotification( item.notification.id ).catch(
						() => undefined
					);
				}
				if ( outcome.error && outcome.error.failure !== 'refused' ) {
					// The next one would only meet the same.
					break;
				}
			}
			setPhase( 'done' );
		},
		[ refreshNotification, resend ]
	);

	const stop = useCallback( () => {
		isStopped.current = true;
		setPhase( 'stopping' );
	}, [] );

	return { phase, outcomes, items: asked, start, stop };
}

async function settle(
	item: ResendItem,
	perform: ( item: ResendItem ) => Promise< NotificationDetail >
): Promise< Outcome > {
	try {
		return { item, after: await perform( item ) };
	} catch ( thrown ) {
		return { item, error: toRequestError( thrown ) };
	}
}
