import { __ } from '@wordpress/i18n';

import type { State, Trigger } from '../api/types';
import { HEADINGS, STATES, TRIGGERS } from '../url/view-state';

type RowHeading = ( typeof HEADINGS )[ number ];

interface Option< Value extends string > {
	value: Value;
	label: string;
}

/** The headings as they stand in the filter. */
export function headingOptions(): Option< RowHeading >[] {
	const labels: Record< RowHeading, string > = {
		completed: __( 'Completed', 'telaris-for-woocommerce' ),
		not_invoiced: __( 'Not invoiced', 'telaris-for-woocommerce' ),
		link_missing: __( 'Link missing', 'telaris-for-woocommerce' ),
		order_blocked: __( 'Order blocked', 'telaris-for-woocommerce' ),
		needs_check: __( 'Needs a check', 'telaris-for-woocommerce' ),
		held: __( 'Held back', 'telaris-for-woocommerce' ),
		dismissed: __( 'Dismissed', 'telaris-for-woocommerce' ),
	};
	return HEADINGS.map( ( value ) => ( { value, label: labels[ value ] } ) );
}

/** The states as they stand in the filter. */
export function stateOptions(): Option< State >[] {
	const labels: Record< State, string > = {
		failed: __( 'Not set to Completed', 'telaris-for-woocommerce' ),
		pending: __( 'Tried again by itself', 'telaris-for-woocommerce' ),
		completed: __( 'Set to Completed', 'telaris-for-woocommerce' ),
		ignored: __( 'Nothing to do', 'telaris-for-woocommerce' ),
	};
	return STATES.map( ( value ) => ( { value, label: labels[ value ] } ) );
}

/** What can start an attempt, as the filter shows it. */
export function triggerOptions(): Option< Trigger >[] {
	const labels: Record< Trigger, string > = {
		telaris: __( 'A call from Telaris', 'telaris-for-woocommerce' ),
		retry: __( 'Another try by itself', 'telaris-for-woocommerce' ),
		resend: __( 'A re-send', 'telaris-for-woocommerce' ),
		link: __( 'A repaired link', 'telaris-for-woocommerce' ),
		cli: __( 'The command line', 'telaris-for-woocommerce' ),
		core_api: __( 'WooCommerce’s REST API', 'telaris-for-woocommerce' ),
		shop: __( 'A change in the shop', 'telaris-for-woocommerce' ),
		dismiss: __( 'Put aside or back', 'telaris-for-woocommerce' ),
		check: __( 'A check by a person', 'telaris-for-woocommerce' ),
		uncheck: __( 'A check taken back', 'telaris-for-woocommerce' ),
		cancel: __( 'Retries ended', 'telaris-for-woocommerce' ),
	};
	return TRIGGERS.map( ( value ) => ( { value, label: labels[ value ] } ) );
}
