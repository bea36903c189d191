import { makeNotification } from '../../test/fixtures';
import { countNewer, laterOf, newestOf } from './merge-rows';

const [ older, newer, newest ] = [ 1, 2, 3 ].map( ( id ) =>
	makeNotification( id )
) as [
	ReturnType< typeof makeNotification >,
	ReturnType< typeof makeNotification >,
	ReturnType< typeof makeNotification >,
];

it( 'counts the rows after the newest one seen', () => {
	expect( newestOf( [ newer, older ] ) ).toBe( newer );
	expect( countNewer( [ newest, newer, older ], newer ) ).toBe( 1 );
	expect( countNewer( [ newer, older ], newer ) ).toBe( 0 );
} );

it( 'counts all of them when there was none', () => {
	expect( newestOf( [] ) ).toBeNull();
	expect( countNewer( [ newer, older ], null ) ).toBe( 2 );
} );

it( 'counts right when the newest one seen is gone', () => {
	expect( countNewer( [ newest, older ], newer ) ).toBe( 1 );
} );

it( 'tells rows of one second apart by their ids', () => {
	const twin = { ...newest, received_at: newer.received_at };
	expect( countNewer( [ twin, newer ], newer ) ).toBe( 1 );
	expect( countNewer( [ twin, newer ], twin ) ).toBe( 0 );
} );

describe( 'versions of a row', () => {
	const later = {
		...older,
		state: 'failed' as const,
		updated_at: newest.updated_at,
	};

	it( 'never go back to an earlier one', () => {
		expect( laterOf( older, later ) ).toBe( later );
		expect( laterOf( later, older ) ).toBe( later );
	} );

	it( 'of one second: the one that came last counts', () => {
		const twin = { ...older };
		expect( laterOf( older, twin ) ).toBe( twin );
		expect( laterOf( undefined, older ) ).toBe( older );
	} );
} );
