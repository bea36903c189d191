import type { Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { notificationName, telarisOrderName } from '../text/names';
import { Result } from '../ui/result';
import { Time } from '../ui/time';
import { headingOptions, stateOptions, triggerOptions } from '../text/labels';
import type { Column } from '../url/data-view';
import { OrderCell } from './order-cell';

const COLUMN = {
	enableSorting: false,
	enableHiding: false,
	filterBy: false,
} as const;

/** A column that can be left out. */
const OPTIONAL = { ...COLUMN, enableHiding: true } as const;

const FILTER = {
	enableSorting: false,
	enableHiding: false,
	// Always in sight, so that one sees that there is something to filter by.
	filterBy: { operators: [ 'is' ], isPrimary: true },
	render: () => null,
} satisfies Partial< Field< Notification > >;

const namedTelarisOrder = ( number: string ) =>
	sprintf(
		/* translators: %s: Telaris's order number. */
		__( 'Telaris %s', 'telaris-for-woocommerce' ),
		number
	);

const invoiceName = ( number: string ) =>
	sprintf(
		/* translators: %s: invoice number. */
		__( 'Invoice %s', 'telaris-for-woocommerce' ),
		number
	);

interface ReferenceProps {
	number: string | null | undefined;
	/** Says what the number is, where no column header does. */
	name: ( ( number: string ) => string ) | undefined;
}

function Reference( { number, name }: ReferenceProps ) {
	if ( ! number ) {
		return name ? null : <>–</>;
	}
	return <>{ name ? name( number ) : number }</>;
}

/** Too little to say in a list, unless somebody chooses them. */
const TABLE_ONLY = [ 'attempts' ];
/** Left out first where there is less room for the results. */
const WIDE_ONLY = [ 'attempts', 'telaris_order' ];

/**
 * The columns besides the time, which a table names its rows by.
 *
 * @param fields Columns and filters.
 */
export function columnsOf( fields: Field< Notification >[] ): Column[] {
	return fields
		.filter(
			( { id, render } ) => id !== 'when' && render !== FILTER.render
		)
		.map( ( { id, enableHiding } ) => ( {
			id,
			isOptional: enableHiding === true,
			isInList: ! TABLE_ONLY.includes( id ),
			isForWide: WIDE_ONLY.includes( id ),
		} ) );
}

/**
 * The columns and filters of the history.
 *
 * @param isList Whether rows are one big button, in which no link can be.
 */
export function historyFields( isList: boolean ): Field< Notification >[] {
	return [
		{
			...COLUMN,
			id: 'when',
			label: __( 'When', 'telaris-for-woocommerce' ),
			// Names the row's checkbox, for which "yesterday" would not do.
			getValue: ( { item } ) => notificationName( item ),
			render: ( { item } ) => <Time value={ item.received_at } />,
		},
		{
			...COLUMN,
			id: 'order',
			label: __( 'Order', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => notificationName( item ),
			render: ( { item } ) => (
				<OrderCell notification={ item } isLink={ ! isList } />
			),
		},
		{
			...OPTIONAL,
			id: 'telaris_order',
			label: __( 'Telaris order', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => telarisOrderName( item ),
			render: ( { item } ) => (
				<Reference
					number={ telarisOrderName( item ) }
					name={ isList ? namedTelarisOrder : undefined }
				/>
			),
		},
		{
			...OPTIONAL,
			id: 'invoice',
			label: __( 'Invoice', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => item.invoice?.number ?? '',
			render: ( { item } ) => (
				<Reference
					number={ item.invoice?.number }
					name={ isList ? invoiceName : undefined }
				/>
			),
		},
		{
			...COLUMN,
			id: 'result',
			label: __( 'Result', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => item.result.heading_label,
			render: ( { item } ) => (
				<Result
					result={ item.result }
					now={
						item.state === 'failed'
							? item.order?.status_label
							: undefined
					}
				/>
			),
		},
		{
			...OPTIONAL,
			id: 'attempts',
			type: 'integer',
			label: __( 'Attempts', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => item.attempt_count,
			render: ( { item } ) => <>{ item.attempt_count }</>,
		},
		{
			...FILTER,
			id: 'heading',
			label: __( 'Reason', 'telaris-for-woocommerce' ),
			elements: headingOptions(),
		},
		{
			...FILTER,
			id: 'state',
			label: __( 'State', 'telaris-for-woocommerce' ),
			elements: stateOptions(),
		},
		{
			...FILTER,
			id: 'date',
			type: 'date',
			label: __( 'Date', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => item.received_at,
			filterBy: { operators: [ 'between' ], isPrimary: true },
		},
		{
			...FILTER,
			id: 'trigger',
			label: __( 'Tried by', 'telaris-for-woocommerce' ),
			elements: triggerOptions(),
		},
	];
}
