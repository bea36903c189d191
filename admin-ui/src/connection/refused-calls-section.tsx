import { __ } from '@wordpress/i18n';

import type { RefusedCall } from '../api/types';
import { Failure } from '../ui/failure';
import type { Answer } from '../hooks/use-answer';
import { REFUSED_CALLS } from './anchors';
import { RefusedCallsTable } from './refused-calls-table';

/**
 * Calls that were refused and so are not in the history; nothing where there are none.
 */
export function RefusedCallsSection( {
	calls: { data, error, reload },
}: {
	calls: Answer< RefusedCall[] >;
} ) {
	if ( ! error && ! data?.length ) {
		return null;
	}
	return (
		<section
			id={ REFUSED_CALLS }
			tabIndex={ -1 }
			className="telaris-card telaris-section"
		>
			<h2>{ __( 'Refused calls', 'telaris-for-woocommerce' ) }</h2>
			<p>
				{ __(
					'What was refused is not in the history, and no order was changed by it.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'The refused calls could not be loaded.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			{ data && data.length > 0 && <RefusedCallsTable calls={ data } /> }
		</section>
	);
}
