import { register } from '@wordpress/data';
import domReady from '@wordpress/dom-ready';
import { createRoot } from '@wordpress/element';

import { App } from './app';
import { store } from './store';
import './admin.scss';

register( store );

domReady( () => {
	const root = document.getElementById( 'telaris-for-woocommerce' );
	if ( root ) {
		createRoot( root ).render( <App /> );
	}
} );
