import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { getNotification, resendNotification } from '../api/notifications';
import { toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';
import type { Notification, NotificationDetail } from '../api/types';

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
 *
 * @param onOutcome Is told each notification as it has become.
 */
export function useResend(
	onOutcome: ( after: NotificationDetail ) => void
): Resend {
	const [ phase, setPhase ] = useState< Resend[ 'phase' ] >( 'ready' );
	const [ outcomes, setOutcomes ] = useState< Outcome[] >( [] );
	const [ asked, setAsked ] = useState< ResendItem[] >( [] );
	const onOutcomeRef = useRef( onOutcome );
	onOutcomeRef.current = onOutcome;
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
				const outcome = await resendOne( item, sendEmail );
				setOutcomes( ( before ) => [ ...before, outcome ] );
				if ( outcome.after ) {
					onOutcomeRef.current( outcome.after );
				} else {
					// It may have been done all the same.
					reload( item.notification.id, onOutcomeRef.current );
				}
				if ( outcome.error && outcome.error.failure !== 'refused' ) {
					// The next one would only meet the same.
					break;
				}
			}
			setPhase( 'done' );
		},
		[]
	);

	const stop = useCallback( () => {
		isStopped.current = true;
		setPhase( 'stopping' );
	}, [] );

	return { phase, outcomes, items: asked, start, stop };
}

async function resendOne(
	item: ResendItem,
	sendEmail: boolean
): Promise< Outcome > {
	try {
		const after = await resendNotification( item.notification.id, {
			send_email: sendEmail,
			complete_anyway: item.completeAnyway,
		} );
		return { item, after };
	} catch ( thrown ) {
		return { item, error: toRequestError( thrown ) };
	}
}

/** Says what the shop knows of it now; nothing where it cannot be reached still. */
async function reload(
	id: number,
	onKnown: ( notification: NotificationDetail ) => void
): Promise< void > {
	try {
		onKnown( await getNotification( id, new AbortController().signal ) );
	} catch {
		// Why is said already.
	}
}
