import { cursorsOf } from './link-header';

const NONE = { newer: null, older: null };

it( 'reads both pages', () => {
	expect(
		cursorsOf(
			'<https://shop.example/wp-json/wc-telaris/v1/notifications?per_page=25&cursor=b1%3D>; rel="next", <https://shop.example/wp-json/wc-telaris/v1/notifications?cursor=a0>; rel="prev"'
		)
	).toEqual( { older: 'b1=', newer: 'a0' } );
} );

it( 'reads the address of a shop with plain permalinks', () => {
	expect(
		cursorsOf(
			'<https://shop.example/?rest_route=%2Fwc-telaris%2Fv1%2Fnotifications&cursor=x>; rel=next'
		)
	).toEqual( { older: 'x', newer: null } );
} );

it.each( [
	[ 'no header', null ],
	[ 'an empty one', '' ],
	[
		'other relations',
		'<https://shop.example/?cursor=x>; rel="https://api.w.org/"',
	],
	[ 'no cursor', '<https://shop.example/>; rel="next"' ],
	[ 'nonsense', 'rel="next"; <' ],
] )( 'finds none in %s', ( _, header ) => {
	expect( cursorsOf( header ) ).toEqual( NONE );
} );
