import type { Action } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import { check, link, update } from '@wordpress/icons';

import type { Notification } from '../api/types';

/** What a row can start. */
export interface RowActions {
	resend: ( notifications: Notification[] ) => void;
	/** Opens the details, where the link form is. */
	link: ( notification: Notification ) => void;
	markChecked: ( notification: Notification ) => void;
	dismiss: ( notifications: Notification[] ) => void;
	restore: ( notifications: Notification[] ) => void;
}

/**
 * Whether the way on is to link the notification to an order.
 *
 * @param notification The notification.
 */
export function needsLink( notification: Notification ): boolean {
	return (
		notification.state === 'failed' &&
		notification.result.heading === 'link_missing'
	);
}

/**
 * Whether a person put it aside.
 *
 * @param notification The notification.
 */
export function isDismissed( { result }: Notification ): boolean {
	return result.code === 'dismissed';
}

/**
 * The actions of a row. Each row offers the ones that would help it.
 *
 * @param start   What the actions start.
 * @param hasRoom Whether they stand in the row, or in its menu.
 */
export function rowActions(
	start: RowActions,
	hasRoom: boolean
): Action< Notification >[] {
	const first = (
		[ notification ]: Notification[],
		then: ( notification: Notification ) => void
	) => {
		if ( notification ) {
			then( notification );
		}
	};
	return [
		{
			id: 'resend',
			label: ( rows ) =>
				rows.length > 0 &&
				rows.every( ( { result } ) => result.code === 'held' )
					? __( 'Release…', 'telaris-for-woocommerce' )
					: __( 'Re-send…', 'telaris-for-woocommerce' ),
			icon: update,
			isPrimary: hasRoom,
			supportsBulk: true,
			isEligible: ( row ) => row.can_resend && ! needsLink( row ),
			callback: start.resend,
		},
		{
			id: 'link',
			label: __( 'Link to an order…', 'telaris-for-woocommerce' ),
			icon: link,
			isPrimary: hasRoom,
			isEligible: needsLink,
			callback: ( items ) => first( items, start.link ),
		},
		{
			id: 'check',
			label: __( 'Mark as checked', 'telaris-for-woocommerce' ),
			icon: check,
			isPrimary: hasRoom,
			isEligible: ( { needs_check: needsCheck } ) => needsCheck,
			callback: ( items ) => first( items, start.markChecked ),
		},
		{
			id: 'dismiss',
			label: __( 'Dismiss…', 'telaris-for-woocommerce' ),
			supportsBulk: true,
			isEligible: ( { can_dismiss: canDismiss } ) => canDismiss === true,
			callback: start.dismiss,
		},
		{
			id: 'restore',
			label: __( 'Take back', 'telaris-for-woocommerce' ),
			supportsBulk: true,
			isEligible: isDismissed,
			callback: start.restore,
		},
	];
}
