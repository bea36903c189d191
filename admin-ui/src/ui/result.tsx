import {
	caution,
	cloud,
	info,
	Icon,
	linkOff,
	notAllowed,
	pause,
	published,
} from '@wordpress/icons';

import { __, sprintf } from '@wordpress/i18n';
import type { Heading, Result as ResultData } from '../api/types';

/** Each heading has a sign of its own, so that it does not hang on colour. */
const ICONS: Record< Heading, typeof caution > = {
	completed: published,
	not_invoiced: info,
	link_missing: linkOff,
	connection: cloud,
	order_blocked: notAllowed,
	needs_check: caution,
	held: pause,
	dismissed: info,
};

/**
 * The heading of a result: a sign and a word.
 */
export function ResultHeading( {
	result,
}: {
	result: Pick< ResultData, 'heading' | 'heading_label' >;
} ) {
	return (
		<span className={ `telaris-result is-${ result.heading }` }>
			<Icon icon={ ICONS[ result.heading ] } size={ 20 } />
			{ result.heading_label }
		</span>
	);
}

interface ResultProps {
	result: ResultData;
	/** The order's status now, where the sentence tells of another time. */
	now?: string | null | undefined;
}

/**
 * A result in words: its heading and its sentence.
 */
export function Result( { result, now }: ResultProps ) {
	const isNews = !! now && ! result.sentence.includes( now );
	return (
		<div className="telaris-result-cell">
			<ResultHeading result={ result } />
			<span className="telaris-result-cell__sentence">
				{ result.sentence }
				{ isNews && ' ' }
				{ isNews &&
					sprintf(
						/* translators: %s: the order's status now, for example "On hold". */
						__( 'Now: %s.', 'telaris-for-woocommerce' ),
						now
					) }
			</span>
		</div>
	);
}
