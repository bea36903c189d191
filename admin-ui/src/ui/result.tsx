import {
	caution,
	cloud,
	info,
	Icon,
	linkOff,
	notAllowed,
	published,
} from '@wordpress/icons';

import type { Heading, Result as ResultData } from '../api/types';

/** Each heading has a sign of its own, so that it does not hang on colour. */
const ICONS: Record< Heading, typeof caution > = {
	completed: published,
	not_invoiced: info,
	link_missing: linkOff,
	connection: cloud,
	order_blocked: notAllowed,
	needs_check: caution,
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

/**
 * A result in words: its heading and its sentence.
 */
export function Result( { result }: { result: ResultData } ) {
	return (
		<div className="telaris-result-cell">
			<ResultHeading result={ result } />
			<span className="telaris-result-cell__sentence">
				{ result.sentence }
			</span>
		</div>
	);
}
