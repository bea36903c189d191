import { isAbort, toRequestError } from './errors';

it.each( [
	[ 'offline', { code: 'offline_error', message: '' } ],
	[ 'offline', { code: 'fetch_error', message: '' } ],
	[ 'expired', { code: 'rest_cookie_invalid_nonce', message: '' } ],
	[
		'expired',
		{ code: 'rest_forbidden', message: '', data: { status: 401 } },
	],
	[ 'expired', { code: 'forbidden', message: '', data: { status: 403 } } ],
	[ 'refused', { code: 'not_found', message: '', data: { status: 404 } } ],
	[
		'refused',
		{ code: 'link_mismatch', message: '', data: { status: 409 } },
	],
	[
		'server',
		{ code: 'internal_error', message: '', data: { status: 503 } },
	],
	[ 'server', { code: 'invalid_json', message: '' } ],
	[ 'server', { data: null } ],
	[ 'server', 'a string' ],
	[ 'server', undefined ],
] )( 'calls it %s: %j', ( failure, thrown ) => {
	expect( toRequestError( thrown ).failure ).toBe( failure );
} );

it( 'keeps what the shop said', () => {
	const error = toRequestError( {
		code: 'link_mismatch',
		message: 'It has another link.',
		data: { status: 409 },
	} );
	expect( error ).toMatchObject( {
		code: 'link_mismatch',
		message: 'It has another link.',
		status: 409,
	} );
	expect( toRequestError( error ) ).toBe( error );
} );

it( 'knows a request that was called off', () => {
	expect( isAbort( new DOMException( 'Off', 'AbortError' ) ) ).toBe( true );
	expect( isAbort( { code: 'fetch_error' } ) ).toBe( false );
} );
