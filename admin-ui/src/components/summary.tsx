import { createInterpolateElement } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { caution, Icon, published } from '@wordpress/icons';

import type { Health } from '../api/types';
import type { Navigate } from '../hooks/use-view-state';
import { FIRST_VIEW } from '../view/view-state';
import { Time } from './time';
import { ViewLink } from './view-link';

interface SummaryProps {
	/** Missing until it is known; its place is kept, so that nothing jumps. */
	health: Health | undefined;
	navigate: Navigate;
}

/**
 * How things stand, in words.
 *
 * @param props
 * @param props.health   The state of the connection and of the history.
 * @param props.navigate Goes to another view.
 */
export function Summary( { health, navigate }: SummaryProps ) {
	if ( ! health ) {
		return <div className="telaris-summary" />;
	}
	const { attention, last_contact_at: lastContact, pending } = health;
	if ( lastContact === null && attention === 0 ) {
		// The history itself says then how to connect.
		return null;
	}
	return (
		<section
			className="telaris-summary"
			aria-label={ __( 'How it stands', 'telaris-for-woocommerce' ) }
		>
			<p className="telaris-summary__headline">
				<Icon icon={ attention > 0 ? caution : published } />
				{ attention > 0 ? (
					<span>
						{ sprintf(
							/* translators: %d: number of orders. */
							_n(
								'%d order was not set to Completed, or needs a check.',
								'%d orders were not set to Completed, or need a check.',
								attention,
								'telaris-for-woocommerce'
							),
							attention
						) }{ ' ' }
						<ViewLink
							to={ { ...FIRST_VIEW, state: 'failed' } }
							navigate={ navigate }
						>
							{ __( 'Show them', 'telaris-for-woocommerce' ) }
						</ViewLink>
					</span>
				) : (
					__(
						'Nothing needs your attention.',
						'telaris-for-woocommerce'
					)
				) }
			</p>
			<p>
				{ lastContact === null
					? __(
							'Telaris has not called yet.',
							'telaris-for-woocommerce'
						)
					: createInterpolateElement(
							/* translators: <time/>: for example "4 minutes ago". */
							__(
								'Telaris last called <time/>.',
								'telaris-for-woocommerce'
							),
							{ time: <Time value={ lastContact } /> }
						) }
				{ pending > 0 && (
					<>
						{ ' ' }
						{ sprintf(
							/* translators: %d: number of orders. */
							_n(
								'The shop tries %d order again by itself.',
								'The shop tries %d orders again by itself.',
								pending,
								'telaris-for-woocommerce'
							),
							pending
						) }
					</>
				) }
			</p>
		</section>
	);
}
