import { createRoot } from '@wordpress/element';
import domReady from '@wordpress/dom-ready';
import { DataViews } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';

import './admin.scss';

domReady( () => {
	const root = document.getElementById( 'telaris-for-woocommerce' );
	if ( root ) {
		createRoot( root ).render(
			<>
				{ __( 'Telaris', 'telaris-for-woocommerce' ) }
				{ DataViews.name }
			</>
		);
	}
} );
