import { Notice } from '@wordpress/components';

import type { Problem } from '../api/types';

/**
 * What is wrong with the connection, and what to do about it.
 *
 * @param props
 * @param props.problems The problems.
 */
export function Problems( { problems }: { problems: Problem[] } ) {
	return (
		<>
			{ problems.map( ( problem ) => (
				<Notice
					key={ problem.code }
					status="warning"
					isDismissible={ false }
				>
					<strong>{ problem.heading_label }</strong>{ ' ' }
					{ problem.sentence }
					{ problem.what_to_do && <p>{ problem.what_to_do }</p> }
				</Notice>
			) ) }
		</>
	);
}
