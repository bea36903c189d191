import type { View } from '@wordpress/dataviews/wp';

import { fromDataView as read, toDataView as write } from './data-view';
import type { Column, Room } from './data-view';
import { FIRST_VIEW } from './view-state';
import type { ViewState } from './view-state';

const FILTERED: ViewState = {
	...FIRST_VIEW,
	search: 'A/12 & co',
	heading: 'order_blocked',
	state: 'failed',
	trigger: 'resend',
	from: '2026-11-20',
	to: '2026-11-23',
};

const COLUMNS: Column[] = [
	{ id: 'order', isOptional: false, isInList: true, isForWide: false },
	{
		id: 'telaris_order',
		isOptional: true,
		isInList: true,
		isForWide: true,
	},
	{ id: 'invoice', isOptional: true, isInList: true, isForWide: false },
	{ id: 'result', isOptional: false, isInList: true, isForWide: false },
	{
		id: 'attempts',
		isOptional: true,
		isInList: false,
		isForWide: true,
	},
];

const toDataView = ( view: ViewState, room: Room ) =>
	write( view, room, COLUMNS );
const fromDataView = ( next: View, before: View ) =>
	read( next, before, COLUMNS );

const shown = toDataView( FIRST_VIEW, 'wide' );

describe( 'the filters', () => {
	it( 'come back as they went', () => {
		const dataView = toDataView( FILTERED, 'wide' );
		expect( {
			...FIRST_VIEW,
			...fromDataView( dataView, dataView ),
		} ).toEqual( FILTERED );
	} );

	it( 'are cleared when their value was taken away', () => {
		const cleared = fromDataView(
			{
				...shown,
				filters: [
					{ field: 'state', operator: 'is', value: undefined },
					{ field: 'date', operator: 'between', value: [ '', '' ] },
				],
			},
			shown
		);
		expect( cleared ).toMatchObject( {
			state: null,
			from: null,
			to: null,
		} );
	} );

	it( 'can have an open end', () => {
		const since = { ...FIRST_VIEW, from: '2026-11-20' };
		const dataView = toDataView( since, 'wide' );
		expect( fromDataView( dataView, dataView ) ).toMatchObject( {
			from: '2026-11-20',
			to: null,
		} );
	} );
} );

describe( 'the columns', () => {
	it( 'that were hidden are kept; nothing else is', () => {
		expect(
			fromDataView(
				{ ...shown, fields: [ 'order', 'invoice', 'result' ] },
				shown
			)
		).toMatchObject( { columns: 'invoice' } );
		expect( fromDataView( shown, shown ) ).not.toHaveProperty( 'columns' );
	} );

	it( 'are the essential ones beside the details, which nobody chose', () => {
		const beside = toDataView( FIRST_VIEW, 'beside' );
		expect( beside.fields ).toEqual( [ 'order', 'result' ] );
		expect( fromDataView( beside, beside ) ).not.toHaveProperty(
			'columns'
		);
	} );

	it( 'are fewer where there is less room, until somebody chooses', () => {
		expect( toDataView( FIRST_VIEW, 'wide' ).fields ).toEqual( [
			'order',
			'telaris_order',
			'invoice',
			'result',
			'attempts',
		] );
		expect( toDataView( FIRST_VIEW, 'medium' ).fields ).toEqual( [
			'order',
			'invoice',
			'result',
		] );
		expect(
			toDataView( { ...FIRST_VIEW, columns: 'attempts' }, 'medium' )
				.fields
		).toEqual( [ 'order', 'result', 'attempts' ] );
	} );

	it( 'stand in their own order, with the essential ones among them', () => {
		expect(
			toDataView(
				{ ...FIRST_VIEW, columns: 'attempts,nonsense,telaris_order' },
				'wide'
			).fields
		).toEqual( [ 'order', 'telaris_order', 'result', 'attempts' ] );
	} );

	it( 'are fewer in a list, until somebody chooses', () => {
		const list = { ...FIRST_VIEW, layout: 'list' } as const;
		expect( toDataView( list, 'wide' ).fields ).toEqual( [
			'when',
			'telaris_order',
			'invoice',
		] );
		expect(
			toDataView( { ...list, columns: 'attempts' }, 'wide' ).fields
		).toEqual( [ 'when', 'attempts' ] );
	} );

	it( 'of another layout are its own', () => {
		const change = fromDataView( { ...shown, type: 'list' }, shown );
		expect( change ).toMatchObject( { layout: 'list' } );
		expect( change ).not.toHaveProperty( 'columns' );
	} );
} );

it( 'shows a list where there is no room for a table', () => {
	expect( shown.type ).toBe( 'table' );
	expect( toDataView( FIRST_VIEW, 'narrow' ).type ).toBe( 'list' );
	expect( toDataView( { ...FIRST_VIEW, layout: 'list' }, 'wide' ).type ).toBe(
		'list'
	);
} );

it( 'keeps the density and the size of a page', () => {
	expect(
		fromDataView(
			{
				...shown,
				type: 'table',
				perPage: 100,
				layout: { density: 'comfortable' },
			},
			shown
		)
	).toMatchObject( { perPage: 100, density: 'comfortable' } );
	expect(
		toDataView(
			{ ...FIRST_VIEW, perPage: 100, density: 'compact' },
			'wide'
		)
	).toMatchObject( { perPage: 100, layout: { density: 'compact' } } );
} );
