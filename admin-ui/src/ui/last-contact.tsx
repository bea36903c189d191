import { createInterpolateElement } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { Time } from './time';

/**
 * Says when Telaris last called.
 */
export function LastContact( { at }: { at: string | null } ) {
	if ( at === null ) {
		return (
			<>
				{ __(
					'Telaris has not called yet.',
					'telaris-for-woocommerce'
				) }
			</>
		);
	}
	return createInterpolateElement(
		/* translators: <time/>: for example "4 minutes ago". */
		__( 'Telaris last called <time/>.', 'telaris-for-woocommerce' ),
		{ time: <Time value={ at } /> }
	);
}
