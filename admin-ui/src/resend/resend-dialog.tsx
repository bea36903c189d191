import { Modal } from '@wordpress/components';
import { useEffect, useRef, useMemo, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { notificationName } from '../text/names';
import { useAnswer } from '../hooks/use-answer';
import { useResend } from '../hooks/use-resend';
import { ResendPlan } from './resend-plan';
import { ResendProgress } from './resend-progress';
import { ResendSummary } from './resend-summary';

interface ResendDialogProps {
	notifications: Notification[];
	/** What is to be known of what was chosen and is not among them. */
	note?: string;
	onClose: () => void;
}

/** Whether these wait to be released, other than for something that went wrong. */
const areHeld = ( notifications: Notification[] ) =>
	notifications.every( ( { result } ) => result.code === 'held' );

/**
 * An order is released once: the shop settles with that message what else waits about it.
 *
 * @param items
 * @param of        The message of one.
 * @param isBlocked Whether it could not release the order.
 * @return The oldest of each order, of those that can release it where there are any.
 */
function onePerHeldOrder< Item >(
	items: Item[],
	of: ( item: Item ) => Notification,
	isBlocked: ( item: Item ) => boolean = () => false
): Item[] {
	const chosen = new Map< string, Item >();
	for ( const item of items ) {
		const { id, order, result } = of( item );
		const key =
			result.code === 'held' && order
				? `order ${ order.id }`
				: `message ${ id }`;
		const known = chosen.get( key );
		if (
			! known ||
			( isBlocked( known ) === isBlocked( item )
				? of( known ).id > id
				: isBlocked( known ) )
		) {
			chosen.set( key, item );
		}
	}
	return [ ...chosen.values() ];
}

function titleOf( notifications: Notification[] ): string {
	const [ first ] = notifications;
	if ( areHeld( notifications ) ) {
		return notifications.length === 1 && first
			? sprintf(
					/* translators: %s: for example "Order #1043". */
					__( 'Release: %s', 'telaris-for-woocommerce' ),
					notificationName( first )
				)
			: sprintf(
					/* translators: %d: number of orders. */
					_n(
						'Release %d order',
						'Release %d orders',
						notifications.length,
						'telaris-for-woocommerce'
					),
					notifications.length
				);
	}
	if ( notifications.length === 1 && first ) {
		return sprintf(
			/* translators: %s: for example "Order #1043". */
			__( 'Re-send: %s', 'telaris-for-woocommerce' ),
			notificationName( first )
		);
	}
	return sprintf(
		/* translators: %d: number of orders. */
		_n(
			'Re-send %d order',
			'Re-send %d orders',
			notifications.length,
			'telaris-for-woocommerce'
		),
		notifications.length
	);
}

/**
 * Re-sends one or many: what will happen, how far it is, what came of it.
 */
export function ResendDialog( {
	notifications: chosen,
	note = '',
	onClose,
}: ResendDialogProps ) {
	// What is spoken of does not change when the first of them is released.
	const [ { ids, notifications } ] = useState( () => ( {
		ids: chosen.map( ( { id } ) => id ),
		notifications: onePerHeldOrder( chosen, ( one ) => one ),
	} ) );
	const answer = useAnswer( 'getPreviews', ids );
	const previews = useMemo(
		() => ( {
			...answer,
			data:
				answer.data &&
				onePerHeldOrder(
					answer.data,
					( { notification } ) => notification,
					( { will } ) =>
						! [ 'complete', 'already_completed' ].includes( will )
				),
		} ),
		[ answer ]
	);
	const resend = useResend();
	const { phase } = resend;
	const isUnderWay = phase === 'running' || phase === 'stopping';

	const leftOut = ( previews.data ?? [] ).filter(
		( { notification } ) =>
			! resend.items.some(
				( { preview } ) => preview.notification.id === notification.id
			)
	);

	// The button that had the focus is gone with the step it belonged to.
	const content = useRef< HTMLDivElement >( null );
	useEffect( () => {
		if ( phase === 'running' || phase === 'done' ) {
			content.current?.focus( { preventScroll: true } );
		}
	}, [ phase ] );

	return (
		<Modal
			title={ titleOf( notifications ) }
			className="telaris-dialog"
			onRequestClose={ isUnderWay ? resend.stop : onClose }
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			shouldCloseOnClickOutside={ ! isUnderWay }
		>
			<div ref={ content } tabIndex={ -1 }>
				{ phase === 'ready' && note !== '' && <p>{ note }</p> }
				{ phase === 'ready' && (
					<ResendPlan
						previews={ previews }
						onStart={ resend.start }
						onCancel={ onClose }
					/>
				) }
				{ isUnderWay && <ResendProgress resend={ resend } /> }
				{ phase === 'done' && (
					<ResendSummary
						resend={ resend }
						leftOut={ leftOut }
						onClose={ onClose }
					/>
				) }
			</div>
		</Modal>
	);
}
