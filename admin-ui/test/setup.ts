/** What a browser and wp-admin have and jsdom has not. */
import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';
import { cleanup } from '@testing-library/react';
import apiFetch from '@wordpress/api-fetch';

import { server } from './server';
import { setWidth, WIDE } from './viewport';

const ROOT = 'https://shop.example/wp-json/';

// The tests of the build run without a browser.
if ( typeof window !== 'undefined' ) {
	// What speak() says stands a second time in the page, for screen readers.
	configure( {
		defaultIgnore: 'script, style, .a11y-speak-region',
		// A busy machine is no reason to fail.
		asyncUtilTimeout: 10_000,
	} );

	apiFetch.use( apiFetch.createRootURLMiddleware( ROOT ) );
	apiFetch.nonceEndpoint =
		'https://shop.example/wp-admin/admin-ajax.php?action=rest-nonce';
	apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware( 'nonce' );
	apiFetch.use( apiFetch.nonceMiddleware );

	class NoResizing implements ResizeObserver {
		observe() {}
		unobserve() {}
		disconnect() {}
	}
	window.ResizeObserver = NoResizing;
	window.scrollTo = () => undefined;
	Element.prototype.scrollIntoView = () => undefined;

	beforeEach( () => setWidth( WIDE ) );

	// A call that no test foresaw is a mistake.
	beforeAll( () => server.listen( { onUnhandledRequest: 'error' } ) );
	afterEach( () => {
		// First, so that nothing is asked for any more.
		cleanup();
		server.resetHandlers();
	} );
	afterAll( () => server.close() );
}
