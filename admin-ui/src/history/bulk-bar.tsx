import { Button } from '@wordpress/components';
import type { Action } from '@wordpress/dataviews/wp';
import { useRegistry } from '@wordpress/data';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';

interface BulkBarProps {
	/** The rows that are ticked; at least one. */
	selected: Notification[];
	actions: Action< Notification >[];
	onClear: () => void;
}

/**
 * What can be done with the ticked rows. It stands over the filters, in their
 * place, so that no row moves when the first one is ticked.
 */
export function BulkBar( { selected, actions, onClear }: BulkBarProps ) {
	const registry = useRegistry();
	return (
		<div
			className="telaris-bulk"
			role="group"
			aria-label={ __( 'Selected orders', 'telaris-for-woocommerce' ) }
		>
			<span>
				{ sprintf(
					/* translators: %d: number of ticked rows. */
					_n(
						'%d selected',
						'%d selected',
						selected.length,
						'telaris-for-woocommerce'
					),
					selected.length
				) }
			</span>
			{ actions.map( ( action ) => {
				const items = selected.filter(
					( item ) => action.isEligible?.( item ) ?? true
				);
				return (
					action.supportsBulk &&
					items.length > 0 &&
					'callback' in action && (
						<Button
							key={ action.id }
							variant="secondary"
							size="compact"
							onClick={ () =>
								action.callback( items, { registry } )
							}
						>
							{ typeof action.label === 'string'
								? action.label
								: action.label( items ) }
						</Button>
					)
				);
			} ) }
			<Button variant="tertiary" size="compact" onClick={ onClear }>
				{ __( 'Deselect all', 'telaris-for-woocommerce' ) }
			</Button>
		</div>
	);
}
