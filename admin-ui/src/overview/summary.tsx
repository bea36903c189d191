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
	const {
		failed,
		last_contact_at: lastContact,
		pending,
		to_check: toCheck,
	} = health;
	const isFine = failed === 0 && toCheck === 0;
	if ( lastContact === null && isFine ) {
		// The history itself says then how to connect.
		return null;
	}
	return (
		<section
			className="telaris-summary"
			aria-label={ __( 'How it stands', 'telaris-for-woocommerce' ) }
		>
			<Icon icon={ isFine ? published : caution } />
			<div className="telaris-summary__headline">
				{ isFine && (
					<p>
						{ __(
							'Nothing needs your attention.',
							'telaris-for-woocommerce'
						) }
					</p>
				) }
				{ failed > 0 && (
					<p>
						<bdi>
							{ sprintf(
								/* translators: %d: number of orders. */
								_n(
									'%d order was not set to Completed.',
									'%d orders were not set to Completed.',
									failed,
									'telaris-for-woocommerce'
								),
								failed
							) }
						</bdi>{ ' ' }
						<ViewLink
							to={ { ...FIRST_VIEW, state: 'failed' } }
							navigate={ navigate }
						>
							{ __( 'Show them', 'telaris-for-woocommerce' ) }
						</ViewLink>
					</p>
				) }
				{ toCheck > 0 && (
					<p>
						<bdi>
							{ sprintf(
								/* translators: %d: number of orders. */
								_n(
									'%d order needs a check.',
									'%d orders need a check.',
									toCheck,
									'telaris-for-woocommerce'
								),
								toCheck
							) }
						</bdi>{ ' ' }
						<ViewLink
							to={ { ...FIRST_VIEW, heading: 'needs_check' } }
							navigate={ navigate }
							aria-label={ __(
								'Show the orders that need a check',
								'telaris-for-woocommerce'
							) }
						>
							{ __( 'Show', 'telaris-for-woocommerce' ) }
						</ViewLink>
					</p>
				) }
			</div>
			<p className="telaris-summary__contact">
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
