import domReady from '@wordpress/dom-ready';
import { createRoot } from '@wordpress/element';

import { App } from './app';
import './admin.scss';

domReady( () => {
	const root = document.getElementById( 'telaris-for-woocommerce' );
	if ( root ) {
		createRoot( root ).render( <App /> );
	}
} );
