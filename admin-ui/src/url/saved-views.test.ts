import {
	failedThisWeek,
	filterOf,
	isSameList,
	MOST_VIEWS,
	openView,
	parseSavedViews,
	saveView,
} from './saved-views';
import { FIRST_VIEW, UNFILTERED } from './view-state';

const MONDAY = '2026-11-23';
const SATURDAY = '2026-11-28';

describe( 'the week', () => {
	it.each( [
		[ SATURDAY, 1, '2026-11-23' ],
		[ MONDAY, 1, MONDAY ],
		[ MONDAY, 0, '2026-11-22' ],
		[ '2026-11-22', 1, '2026-11-16' ],
		[ '2027-01-01', 6, '2026-12-26' ],
	] )( 'of %s begins on day %i: %s', ( today, startOfWeek, from ) => {
		expect( failedThisWeek( today, startOfWeek ) ).toEqual( {
			...UNFILTERED,
			state: 'failed',
			from,
			to: today,
		} );
	} );
} );

describe( 'a saved view', () => {
	const view = { ...FIRST_VIEW, state: 'failed', cursor: 'x' } as const;

	it( 'keeps search and filters, and not where somebody was in the list', () => {
		const saved = saveView( 'Mine', { ...view, search: '1043' }, MONDAY );
		expect( saved ).toEqual( {
			...UNFILTERED,
			state: 'failed',
			search: '1043',
			name: 'Mine',
			lastDays: null,
		} );
		expect( openView( saved, SATURDAY ) ).toEqual(
			filterOf( { ...view, search: '1043' } )
		);
	} );

	it.each( [ MONDAY, null ] )(
		'whose days end today (%s) moves along with it',
		( to ) => {
			const saved = saveView(
				'Mine',
				{ ...view, from: '2026-11-17', to },
				MONDAY
			);
			expect( saved.lastDays ).toBe( 7 );
			expect( openView( saved, SATURDAY ) ).toEqual( {
				...filterOf( view ),
				from: '2026-11-22',
				to: SATURDAY,
			} );
		}
	);

	it.each( [
		[ '2026-10-01', '2026-10-31' ],
		[ null, MONDAY ],
		[ SATURDAY, null ],
	] )( 'of the days %s to %s stays at them', ( from, to ) => {
		const saved = saveView( 'Mine', { ...view, from, to }, MONDAY );
		expect( openView( saved, SATURDAY ) ).toMatchObject( { from, to } );
	} );

	it( 'is the same list until today and open', () => {
		const open = { ...filterOf( view ), from: MONDAY, to: null };
		expect( isSameList( open, { ...open, to: SATURDAY }, SATURDAY ) ).toBe(
			true
		);
		expect( isSameList( open, { ...open, to: MONDAY }, SATURDAY ) ).toBe(
			false
		);
	} );
} );

describe( 'what was kept', () => {
	it( 'comes back, and what is no view is left out', () => {
		const saved = saveView(
			'Mine',
			{ ...FIRST_VIEW, heading: 'held' },
			MONDAY
		);
		expect(
			parseSavedViews( [
				saved,
				null,
				'x',
				{ name: 'Nothing filtered' },
				{ ...saved, name: '' },
				{ ...saved, name: 'Of no day', from: '2026-02-30' },
				{ ...saved, name: 'Of another version', heading: 'gone' },
				{
					...saved,
					name: 'Of no filter',
					heading: null,
					lastDays: 1e9,
				},
			] )
		).toEqual( [ saved ] );
		expect( parseSavedViews( undefined ) ).toEqual( [] );
	} );

	it( 'counts no more days than there are dates', () => {
		const saved = saveView(
			'Mine',
			{ ...FIRST_VIEW, from: '0001-01-01' },
			MONDAY
		);
		const [ kept ] = parseSavedViews( [ saved ] );
		expect( kept && openView( kept, MONDAY ).from ).toBe( '0001-01-01' );
		const [ huge ] = parseSavedViews( [
			{ ...saved, state: 'failed', lastDays: 1e15 },
		] );
		expect( huge && openView( huge, MONDAY ).from ).toBeNull();
	} );

	it( 'is no more than there is room for', () => {
		const saved = saveView(
			'Mine',
			{ ...FIRST_VIEW, state: 'failed' },
			MONDAY
		);
		expect(
			parseSavedViews( Array( MOST_VIEWS + 5 ).fill( saved ) )
		).toHaveLength( MOST_VIEWS );
	} );
} );
