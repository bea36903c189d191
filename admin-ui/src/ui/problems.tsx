import { Notice } from '@wordpress/components';

import type { ReactNode } from 'react';

import type { Problem } from '../api/types';

interface ProblemsProps {
	problems: Problem[];
	/** Gives the means to put a problem right, where there is one. */
	renderRemedy?: ( problem: Problem ) => ReactNode;
}

/**
 * What is wrong with the connection, and what to do about it.
 */
export function Problems( { problems, renderRemedy }: ProblemsProps ) {
	return (
		<>
			{ problems.map( ( problem ) => (
				<Notice
					key={ problem.code }
					status="warning"
					isDismissible={ false }
					// Else WordPress renders the remedy a second time to get its text.
					spokenMessage={ `${ problem.heading_label } ${ problem.sentence }` }
				>
					<strong>{ problem.heading_label }</strong>{ ' ' }
					{ problem.sentence }
					{ problem.what_to_do && <p>{ problem.what_to_do }</p> }
					{ renderRemedy?.( problem ) }
				</Notice>
			) ) }
		</>
	);
}
