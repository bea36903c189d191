import { Button } from '@wordpress/components';
import { createInterpolateElement } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { Health } from '../api/types';
import { CopyField } from '../ui/copy-field';
import { ViewLink } from '../ui/view-link';
import type { Navigate } from '../hooks/use-view-state';
import { FIRST_VIEW, UNFILTERED } from '../url/view-state';

/**
 * Said where a filter or search finds nothing.
 */
export function NothingFound( { navigate }: { navigate: Navigate } ) {
	return (
		<div className="telaris-empty">
			<h2>{ __( 'Nothing found', 'telaris-for-woocommerce' ) }</h2>
			<p>
				{ __(
					'Search takes order numbers, Telaris order numbers and invoice numbers, also many at once or how one begins, and a customer’s name or email.',
					'telaris-for-woocommerce'
				) }
			</p>
			<Button
				variant="secondary"
				onClick={ () => navigate( { ...UNFILTERED, cursor: null } ) }
			>
				{ __( 'Show everything', 'telaris-for-woocommerce' ) }
			</Button>
		</div>
	);
}

interface NothingYetProps {
	health: Health | undefined;
	navigate: Navigate;
}

/**
 * Said before the first notification: how to connect.
 */
export function NothingYet( { health, navigate }: NothingYetProps ) {
	if ( health?.last_contact_at ) {
		return (
			<div className="telaris-empty">
				<h2>
					{ __( 'Telaris is connected', 'telaris-for-woocommerce' ) }
				</h2>
				<p>
					{ __(
						'Orders show here when they are invoiced in Telaris.',
						'telaris-for-woocommerce'
					) }
				</p>
			</div>
		);
	}
	return (
		<div className="telaris-empty">
			<h2>
				{ __(
					'Telaris has not called yet',
					'telaris-for-woocommerce'
				) }
			</h2>
			<p>
				{ __(
					'When an order is invoiced in Telaris, it is set to Completed here, by itself. Each such order becomes a row of this list: what became of it, and what to do where it failed. To connect:',
					'telaris-for-woocommerce'
				) }
			</p>
			<ol>
				<li>
					{ createInterpolateElement(
						__(
							'Make a secret under <a>Connection</a>, where a checklist says what else is to be done.',
							'telaris-for-woocommerce'
						),
						{
							a: (
								<ViewLink
									to={ { ...FIRST_VIEW, tab: 'connection' } }
									navigate={ navigate }
								/>
							),
						}
					) }
				</li>
				<li>
					{ __(
						'In Telaris, under Administration → Integrations, enter the secret and this address:',
						'telaris-for-woocommerce'
					) }
					{ health && (
						<CopyField
							label={ __(
								'Delivery URL',
								'telaris-for-woocommerce'
							) }
							value={ health.delivery_url }
						/>
					) }
				</li>
				<li>
					{ __(
						'Invoice an order in Telaris that came from this shop. It shows here.',
						'telaris-for-woocommerce'
					) }
				</li>
			</ol>
		</div>
	);
}
