import { useDispatch } from '@wordpress/data';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

import { toRequestError } from '../api/errors';
import type { RequestError } from '../api/errors';
import type { Notification, Preview } from '../api/types';
import { store } from '../store';

/** A WooCommerce order that a Telaris order is to be linked to. */
export interface LinkChoice {
	orderId: number;
	/** Whether it is linked to another Telaris order. */
	isTaken: boolean;
	/** Whether a link that is there is replaced. */
	replace: boolean;
}

/**
 * Whether a link can be made as chosen: no other link is lost by it.
 *
 * @param choice What was chosen, if anything.
 */
export function isLinkable(
	choice: LinkChoice | null | undefined
): choice is LinkChoice {
	return !! choice && ( ! choice.isTaken || choice.replace );
}

/** One order to be set to Completed. */
export interface ResendItem {
	preview: Preview;
	/** Complete it although it is blocked. */
	completeAnyway: boolean;
	/** The link that is made first; what waited for it is then completed. */
	link: LinkChoice | null;
}

/** What became of one item. */
export interface Outcome {
	item: ResendItem;
	/** The notification afterwards; missing when the request failed. */
	after?: Notification;
	/** Why the request failed. After `offline` it is not known what happened. */
	error?: RequestError;
}

export interface Resend {
	phase: 'ready' | 'running' | 'stopping' | 'done';
	/** One by one as they come. */
	outcomes: Outcome[];
	/** What was asked for. */
	items: ResendItem[];
	/** Whether customers were to get the email. */
	sendEmail: boolean;
	start: ( items: ResendItem[], sendEmail: boolean ) => void;
	/** Lets the order that is under way finish and starts no other. */
	stop: () => void;
}

/**
 * Re-sends orders one after the other, so that each has its own answer and it
 * can be stopped in between.
 */
export function useResend(): Resend {
	const { linkOrder, refreshNotification, resend } = useDispatch( store );
	const [ phase, setPhase ] = useState< Resend[ 'phase' ] >( 'ready' );
	const [ outcomes, setOutcomes ] = useState< Outcome[] >( [] );
	const [ asked, setAsked ] = useState< {
		items: ResendItem[];
		sendEmail: boolean;
	} >( { items: [], sendEmail: false } );
	const isRunning = useRef( false );
	const isStopped = useRef( false );

	// Leaving the dialog in any way starts no further order.
	useEffect( () => {
		isStopped.current = false;
		return () => {
			isStopped.current = true;
		};
	}, [] );

	const perform = useCallback(
		async (
			{ completeAnyway, link, preview }: ResendItem,
			sendEmail: boolean
		): Promise< Notification > => {
			const {
				company,
				id,
				telaris_order: telarisOrder,
			} = preview.notification;
			if ( link === null || telarisOrder === null ) {
				return resend( id, {
					send_email: sendEmail,
					complete_anyway: completeAnyway,
				} );
			}
			const { applied } = await linkOrder( link.orderId, {
				telaris_order: telarisOrder,
				...( company !== null && { company } ),
				send_email: sendEmail,
				...( link.replace && { replace: true } ),
			} );
			return (
				applied.find( ( after ) => after.id === id ) ??
				preview.notification
			);
		},
		[ linkOrder, resend ]
	);

	const start = useCallback(
		async ( items: ResendItem[], sendEmail: boolean ) => {
			if ( isRunning.current ) {
				return;
			}
			isRunning.current = true;
			setPhase( 'running' );
			setAsked( { items, sendEmail } );
			for ( const item of items ) {
				if ( isStopped.current ) {
					break;
				}
				const outcome = await settle( item, () =>
					perform( item, sendEmail )
				);
				setOutcomes( ( before ) => [ ...before, outcome ] );
				if ( ! outcome.after ) {
					// It may have been done all the same; why it failed is said.
					refreshNotification( item.preview.notification.id ).catch(
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
		[ perform, refreshNotification ]
	);

	const stop = useCallback( () => {
		isStopped.current = true;
		setPhase( 'stopping' );
	}, [] );

	return { phase, outcomes, ...asked, start, stop };
}

async function settle(
	item: ResendItem,
	perform: () => Promise< Notification >
): Promise< Outcome > {
	try {
		return { item, after: await perform() };
	} catch ( thrown ) {
		return { item, error: toRequestError( thrown ) };
	}
}
