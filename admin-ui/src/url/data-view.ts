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

/**
 * How much room there is: a wide window, one of middle size, what is left beside
 * the details, a small one that the details lie over, or a phone's.
 */
export type Room = 'wide' | 'medium' | 'beside' | 'over' | 'narrow';

/** A column of the table besides the time. */
export interface Column {
	readonly id: string;
	/** Whether it may be left out. */
	readonly isOptional: boolean;
	/** Whether a list shows it before somebody chooses. */
	readonly isInList: boolean;
	/** Whether a table shows it only where there is much room, before somebody chooses. */
	readonly isForWide: boolean;
}

const idsOf = ( columns: readonly Column[] ) => columns.map( ( { id } ) => id );

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
 * @param view    The view.
 * @param room    How much room there is.
 * @param columns All there are, in their order.
 */
export function toDataView(
	view: ViewState,
	room: Room,
	columns: readonly Column[]
): View {
	const layout = layoutOf( view, room );
	const chosen = view.columns?.split( ',' );
	const isChosen = ( column: Column ) =>
		chosen?.includes( column.id ) ??
		( layout === 'table'
			? room === 'wide' || ! column.isForWide
			: column.isInList );
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
		// The order that there is. Without one, DataViews lets nobody choose how
		// many rows a page has.
		sort: { field: 'when', direction: 'desc' as const },
	};
	if ( layout === 'list' ) {
		return {
			...base,
			type: 'list',
			titleField: 'order',
			descriptionField: 'result',
			fields: [
				'when',
				...idsOf(
					columns.filter(
						( column ) => column.isOptional && isChosen( column )
					)
				),
			],
		};
	}
	return {
		...base,
		type: 'table',
		titleField: 'when',
		fields: idsOf(
			columns.filter(
				( column ) =>
					! column.isOptional ||
					// The details beside it repeat the others.
					( room !== 'beside' && isChosen( column ) )
			)
		),
		layout: {
			enableMoving: false,
			density: view.density ?? 'compact',
		},
	};
}

/**
 * Reads what DataViews changed.
 *
 * @param next    The view as DataViews wants it.
 * @param shown   The view as DataViews had it.
 * @param columns All there are, in their order.
 * @return The changes that are ours.
 */
export function fromDataView(
	next: View,
	shown: View,
	columns: readonly Column[]
): Partial< ViewState > {
	const valueOf = ( name: string ): unknown =>
		next.filters?.find( ( { field } ) => field === name )?.value;
	const days = valueOf( 'date' );
	const day = ( index: number ): string | null => {
		const value: unknown = Array.isArray( days ) ? days[ index ] : null;
		return typeof value === 'string' && isDay( value ) ? value : null;
	};
	const chosen = ( { fields = [] }: View ) =>
		idsOf( columns.filter( ( column ) => column.isOptional ) )
			.filter( ( id ) => fields.includes( id ) )
			.join();
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
		// Another layout has its own default columns.
		...( ! isOtherLayout &&
			chosen( next ) !== chosen( shown ) && {
				columns: chosen( next ),
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
