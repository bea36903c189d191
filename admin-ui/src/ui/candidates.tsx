import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { LinkCandidate } from '../api/types';

/**
 * Whether an order is so likely the right one that to link it is the next step.
 *
 * @param candidate The order, if there is any.
 */
export function isLikely( candidate: LinkCandidate | undefined ): boolean {
	return candidate?.reason === 'same_number';
}

interface CandidatesProps {
	candidates: LinkCandidate[];
	isBusy: boolean;
	/** Whether to link the likeliest one is the next step of the view. */
	isNextStep?: boolean;
	onChoose: ( candidate: LinkCandidate ) => void;
}

/**
 * Orders that are likely the right one, each with why. A person chooses.
 */
export function Candidates( {
	candidates,
	isBusy,
	isNextStep = false,
	onChoose,
}: CandidatesProps ) {
	if ( candidates.length === 0 ) {
		return null;
	}
	return (
		<ul className="telaris-candidates">
			{ candidates.map( ( candidate, index ) => (
				<li key={ candidate.id }>
					<Button
						variant={
							isNextStep && index === 0 && isLikely( candidate )
								? 'primary'
								: 'secondary'
						}
						__next40pxDefaultSize
						disabled={ isBusy }
						accessibleWhenDisabled
						onClick={ () => onChoose( candidate ) }
					>
						{ sprintf(
							/* translators: %s: order number. */
							__( 'Link to #%s', 'telaris-for-woocommerce' ),
							candidate.number
						) }
					</Button>
					<span>{ about( candidate ) }</span>
				</li>
			) ) }
		</ul>
	);
}

/** What tells the order from others, and why it is offered. */
function about( candidate: LinkCandidate ): string {
	return [
		candidate.customer,
		candidate.total,
		candidate.status_label,
		candidate.reason_label,
		candidate.read_at &&
			__( 'Telaris has read it', 'telaris-for-woocommerce' ),
	]
		.filter( Boolean )
		.join( ' · ' );
}
