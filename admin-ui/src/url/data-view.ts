/**
 * The view in the form that DataViews wants, there and back. Pure.
 */
import type { View } from '@wordpress/dataviews/wp';

import {
	DENSITIES,
	HEADINGS,
	LAYOUTS,
	oneOf,
	PAGE_SIZES,
	STATES,
	TRIGGERS,
} from './view-state';
import type { ViewState } from './view-state';
import { isDay } from './shop-day';

/** How much room there is: the whole width, beside the details, or a phone's. */
export type Room = 'wide' | 'beside' | 'narrow';

/** Columns that may be left out, in their order. */
const OPTIONAL = [ 'telaris_order', 'invoice', 'attempts' ] as const;

/** All columns of the table, in their order. */
const TABLE = [ 'order', 'telaris_order', 'invoice', 'result', 'attempts' ];

const isEssential = ( column: string ) =>
	! OPTIONAL.some( ( other ) => other === column );

/** What is shown of them until somebody chooses. */
const AT_FIRST = {
	table: 'telaris_order,invoice,attempts',
	list: 'telaris_order,invoice',
};

const FILTERS = [ 'heading', 'state', 'trigger' ] as const;

/**
 * Says how the rows are laid out.
 *
 * @param view The view.
 * @param room How much room there is: on a phone a table has none.
 */
export function layoutOf( view: ViewState, room: Room ): 'table' | 'list' {
	return room === 'narrow' ? 'list' : ( view.layout ?? 'table' );
}

/**
 * Writes the view in DataViews' form.
 *
 * @param view The view.
 * @param room How much room there is.
 */
export function toDataView( view: ViewState, room: Room ): View {
	const layout = layoutOf( view, room );
	const columns = ( view.columns ?? AT_FIRST[ layout ] ).split( ',' );
	const base = {
		search: view.search,
		filters: [
			...FILTERS.flatMap( ( field ) =>
				view[ field ] === null
					? []
					: [
							{
								field,
								operator: 'is' as const,
								value: view[ field ],
							},
						]
			),
			// There from the start: DataViews draws its fields only then.
			{
				field: 'date',
				operator: 'between' as const,
				value:
					view.from || view.to
						? [ view.from ?? '', view.to ?? '' ]
						: undefined,
			},
		],
		page: 1,
		perPage: view.perPage ?? PAGE_SIZES[ 0 ],
	};
	if ( layout === 'list' ) {
		return {
			...base,
			type: 'list',
			titleField: 'order',
			descriptionField: 'result',
			fields: [
				'when',
				...OPTIONAL.filter( ( column ) => columns.includes( column ) ),
			],
		};
	}
	return {
		...base,
		type: 'table',
		titleField: 'when',
		fields:
			room === 'beside'
				? // The details beside it repeat the others.
					[ 'order', 'result' ]
				: TABLE.filter(
						( column ) =>
							isEssential( column ) || columns.includes( column )
					),
		layout: {
			enableMoving: false,
			...( view.density && { density: view.density } ),
		},
	};
}

/**
 * Reads what DataViews changed.
 *
 * @param next  The view as DataViews wants it.
 * @param shown The view as DataViews had it.
 * @return The changes that are ours.
 */
export function fromDataView( next: View, shown: View ): Partial< ViewState > {
	const valueOf = ( name: string ): unknown =>
		next.filters?.find( ( { field } ) => field === name )?.value;
	const days = valueOf( 'date' );
	const day = ( index: number ): string | null => {
		const value: unknown = Array.isArray( days ) ? days[ index ] : null;
		return typeof value === 'string' && isDay( value ) ? value : null;
	};
	const columns = ( { fields = [] }: View ) =>
		OPTIONAL.filter( ( column ) => fields.includes( column ) ).join();
	const density = ( { layout }: View ) =>
		oneOf(
			DENSITIES,
			layout && 'density' in layout ? layout.density : undefined
		);
	const isOtherLayout = next.type !== shown.type;
	return {
		search: next.search ?? '',
		heading: oneOf( HEADINGS, valueOf( 'heading' ) ),
		state: oneOf( STATES, valueOf( 'state' ) ),
		trigger: oneOf( TRIGGERS, valueOf( 'trigger' ) ),
		from: day( 0 ),
		to: day( 1 ),
		...( isOtherLayout && { layout: oneOf( LAYOUTS, next.type ) } ),
		// Another layout comes with its own columns, which nobody chose.
		...( ! isOtherLayout &&
			columns( next ) !== columns( shown ) && {
				columns: columns( next ),
			} ),
		...( ! isOtherLayout &&
			density( next ) !== density( shown ) && {
				density: density( next ),
			} ),
		...( next.perPage !== shown.perPage && {
			perPage: oneOf( PAGE_SIZES, next.perPage ),
		} ),
	};
}
