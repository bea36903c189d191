import {
	changeView,
	FIRST_VIEW,
	fromDataView,
	isContinued,
	parseAddress,
	toAddress,
	toDataView,
	toQuery,
} from './view-state';
import type { ViewState } from './view-state';

const EVERYTHING: ViewState = {
	tab: 'connection',
	search: 'A/12 & co',
	heading: 'order_blocked',
	state: 'failed',
	cursor: 'abc=',
	detail: 12,
};

describe( 'the address', () => {
	it( 'holds everything that is shown', () => {
		expect( parseAddress( toAddress( EVERYTHING, '' ) ) ).toEqual(
			EVERYTHING
		);
	} );

	it( 'leaves alone what is not ours, and is short at first', () => {
		expect(
			toAddress(
				FIRST_VIEW,
				'?page=telaris-for-woocommerce&state=failed'
			)
		).toBe( '?page=telaris-for-woocommerce' );
	} );

	it.each( [
		'?tab=nowhere',
		'?state=broken',
		'?heading=connection',
		'?notification=-1',
		'?notification=1e999',
		'?notification=x',
		'?cursor=',
	] )( 'is as if not there where it makes no sense: %s', ( address ) => {
		expect( parseAddress( address ) ).toEqual( FIRST_VIEW );
	} );
} );

describe( 'a change', () => {
	const onOlderPage = { ...FIRST_VIEW, cursor: 'abc' };

	it.each( [
		[ 'search', { search: '12' } ],
		[ 'reason', { heading: 'completed' } ],
		[ 'state', { state: 'failed' } ],
	] as const )( 'of the %s starts on the newest page', ( _, change ) => {
		expect( changeView( onOlderPage, change ).cursor ).toBeNull();
	} );

	it( 'to the details stays on the page', () => {
		expect( changeView( onOlderPage, { detail: 3 } ) ).toEqual( {
			...onOlderPage,
			detail: 3,
		} );
	} );

	it( 'is a step of its own, unless a search goes on', () => {
		const typed = ( search: string ) => ( { ...FIRST_VIEW, search } );
		expect( isContinued( typed( '1' ), typed( '12' ) ) ).toBe( true );
		expect( isContinued( typed( '' ), typed( '1' ) ) ).toBe( false );
		expect( isContinued( typed( '12' ), typed( '' ) ) ).toBe( false );
		expect(
			isContinued( typed( '1' ), { ...typed( '1' ), detail: 2 } )
		).toBe( false );
	} );
} );

describe( 'the query', () => {
	it( 'asks for what is shown, and for nothing else', () => {
		expect( toQuery( FIRST_VIEW ) ).toEqual( { per_page: 25 } );
		expect( toQuery( EVERYTHING ) ).toEqual( {
			per_page: 25,
			search: 'A/12 & co',
			heading: 'order_blocked',
			state: 'failed',
			cursor: 'abc=',
		} );
	} );
} );

describe( 'DataViews', () => {
	it( 'gives the filters back as it got them', () => {
		const dataView = toDataView( EVERYTHING, 'wide' );
		expect( fromDataView( dataView ) ).toEqual( {
			search: EVERYTHING.search,
			heading: EVERYTHING.heading,
			state: EVERYTHING.state,
		} );
	} );

	it( 'clears a filter whose value was taken away', () => {
		expect(
			fromDataView( {
				type: 'table',
				filters: [
					{ field: 'state', operator: 'is', value: undefined },
				],
			} ).state
		).toBeNull();
	} );

	it( 'shows a list where there is no room for a table', () => {
		expect( toDataView( FIRST_VIEW, 'wide' ).type ).toBe( 'table' );
		expect( toDataView( FIRST_VIEW, 'narrow' ).type ).toBe( 'list' );
	} );
} );
