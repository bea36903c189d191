import {
	changeView,
	FIRST_VIEW,
	isContinued,
	parseAddress,
	toAddress,
	toQuery,
	arrange,
	arrangementOf,
	UNARRANGED,
} from './view-state';
import type { ViewState } from './view-state';

const EVERYTHING: ViewState = {
	tab: 'connection',
	search: 'A/12 & co',
	heading: 'order_blocked',
	state: 'failed',
	trigger: 'resend',
	from: '2026-11-20',
	to: '2026-11-23',
	days: 7,
	cursor: 'abc=',
	detail: 12,
	review: '12-13',
	leftOut: 2,
	more: 1,
	layout: 'list',
	columns: 'invoice',
	density: 'compact',
	perPage: 50,
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
		'?from=2026-02-30',
		'?to=yesterday',
		'?trigger=magic',
		'?days=',
		'?days=8',
		'?per_page=24',
		'?layout=grid',
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
		[ 'date', { from: '2026-11-20' } ],
		[ 'cause', { trigger: 'retry' } ],
		[ 'days', { days: 3 } ],
		[ 'size of a page', { perPage: 100 } ],
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
			per_page: 50,
			search: 'A/12 & co',
			heading: 'order_blocked',
			state: 'failed',
			trigger: 'resend',
			from: '2026-11-20T00:00:00.000Z',
			// The last day is part of it.
			to: '2026-11-24T00:00:00.000Z',
			cursor: 'abc=',
		} );
	} );
} );

describe( 'the arrangement', () => {
	const saved = arrangementOf( { columns: 'invoice', density: 'compact' } );

	it( 'is the saved one where the address does not say another', () => {
		expect( arrange( FIRST_VIEW, saved ) ).toEqual( {
			...FIRST_VIEW,
			columns: 'invoice',
			density: 'compact',
		} );
		expect( arrange( { ...FIRST_VIEW, columns: '' }, saved ).columns ).toBe(
			''
		);
	} );

	it( 'takes nothing from what was saved that makes no sense', () => {
		expect(
			arrangementOf( {
				layout: 'grid',
				columns: [ 'invoice' ],
				density: 3,
				perPage: '50',
			} )
		).toEqual( {} );
	} );

	it( 'is no step that back goes through', () => {
		expect(
			isContinued( FIRST_VIEW, { ...FIRST_VIEW, columns: 'invoice' } )
		).toBe( true );
		expect(
			isContinued(
				{ ...FIRST_VIEW, layout: 'list' },
				{ ...FIRST_VIEW, ...UNARRANGED }
			)
		).toBe( true );
		expect(
			isContinued( FIRST_VIEW, {
				...FIRST_VIEW,
				layout: 'list',
				state: 'failed',
			} )
		).toBe( false );
	} );
} );
