import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { caution, Icon, published } from '@wordpress/icons';

import type { Health } from '../api/types';
import { LastContact } from '../ui/last-contact';
import { ViewLink } from '../ui/view-link';
import { useAnswer } from '../hooks/use-answer';
import type { Navigate } from '../hooks/use-view-state';
import { MOST_AT_ONCE } from '../store';
import { FIRST_VIEW } from '../url/view-state';
import { DaysChart } from './days-chart';

interface SummaryProps {
	/** Missing until it is known; its place is kept, so that nothing jumps. */
	health: Health | undefined;
	navigate: Navigate;
	/** Opens the re-send dialog for all that failed. */
	onReview: () => void;
	isOpeningReview: boolean;
	/** Whether the one next step is another: that of the details, which are open. */
	isAside: boolean;
}

/**
 * How things stand, in words; then the last days.
 */
export function Summary( {
	health,
	navigate,
	onReview,
	isOpeningReview,
	isAside,
}: SummaryProps ) {
	// A help only: where they cannot be had, nothing is said of them.
	const { data: days } = useAnswer( 'getDays' );
	if ( ! health ) {
		return <div className="telaris-summary is-loading" />;
	}
	const {
		failed,
		last_contact_at: lastContact,
		pending,
		problems,
		to_check: toCheck,
	} = health;
	const nothingToDo = failed === 0 && toCheck === 0;
	const isFine = nothingToDo && problems.length === 0;
	if ( lastContact === null && nothingToDo ) {
		// The history itself shows then how to connect.
		return null;
	}
	const completed = ( days ?? [] ).reduce(
		( sum, day ) => sum + day.completed,
		0
	);
	return (
		<section
			className="telaris-summary"
			aria-label={ __( 'How it stands', 'telaris-for-woocommerce' ) }
		>
			<Icon icon={ isFine ? published : caution } />
			<div className="telaris-summary__headline">
				{ nothingToDo && (
					<p>
						{ isFine
							? __(
									'Nothing needs your attention.',
									'telaris-for-woocommerce'
								)
							: __(
									'No order needs your attention, but the connection does.',
									'telaris-for-woocommerce'
								) }
					</p>
				) }
				{ failed > 0 && (
					<>
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
						<Button
							variant={ isAside ? 'secondary' : 'primary' }
							size="compact"
							isBusy={ isOpeningReview }
							disabled={ isOpeningReview }
							accessibleWhenDisabled
							onClick={ onReview }
						>
							{ sprintf(
								/* translators: %d: number of orders. */
								_n(
									'Review %d order',
									'Review %d orders',
									Math.min( failed, MOST_AT_ONCE ),
									'telaris-for-woocommerce'
								),
								Math.min( failed, MOST_AT_ONCE )
							) }
						</Button>
					</>
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
							to={ {
								...FIRST_VIEW,
								heading: 'needs_check',
								state: 'completed',
							} }
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
			<div className="telaris-summary__facts">
				<p className="telaris-summary__contact">
					<LastContact at={ lastContact } />
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
					{ completed > 0 && (
						<>
							{ ' ' }
							{ sprintf(
								/* translators: %d: number of orders. */
								_n(
									'%d order Completed in the last 30 days.',
									'%d orders Completed in the last 30 days.',
									completed,
									'telaris-for-woocommerce'
								),
								completed
							) }
						</>
					) }
				</p>
				{ days && <DaysChart days={ days } navigate={ navigate } /> }
			</div>
		</section>
	);
}
