import { Notice } from '@wordpress/components';

import type { Problem } from '../api/types';

interface ProblemsProps {
	problems: Problem[];
}

/**
 * What is wrong with the connection, and what to do about it.
 */
export function Problems( { problems }: ProblemsProps ) {
	return (
		<>
			{ problems.map( ( problem ) => (
				<Notice
					key={ problem.code }
					status="warning"
					isDismissible={ false }
					spokenMessage={ `${ problem.heading_label } ${ problem.sentence }` }
				>
					<strong>{ problem.heading_label }</strong>{ ' ' }
					{ problem.sentence }
					{ problem.what_to_do && <p>{ problem.what_to_do }</p> }
				</Notice>
			) ) }
		</>
	);
}
