import { Fragment } from '@wordpress/element';
import { __, isRTL } from '@wordpress/i18n';

import type { Attempt } from '../api/types';
import { exactTime } from '../text/dates';
import { Result } from '../ui/result';
import {
	durationText,
	isTried,
	statusesOf,
	triggerText,
} from '../text/attempts';

/**
 * Everything that was tried, the first attempt first.
 */
export function Timeline( { attempts }: { attempts: Attempt[] } ) {
	if ( attempts.length === 0 ) {
		return (
			<p>{ __( 'Nothing was tried yet.', 'telaris-for-woocommerce' ) }</p>
		);
	}
	return (
		<ol className="telaris-timeline">
			{ attempts.map( ( attempt ) => (
				<li key={ attempt.id }>
					<div className="telaris-timeline__when">
						<time dateTime={ attempt.started_at }>
							<bdi>{ exactTime( attempt.started_at ) }</bdi>
						</time>
						{ ' · ' }
						<bdi>{ durationText( attempt ) }</bdi>
					</div>
					<div>
						<strong>{ triggerText( attempt ) }</strong>
					</div>
					<Statuses statuses={ statusesOf( attempt ) } />
					{ attempt.result && isTried( attempt ) && (
						<>
							<Result result={ attempt.result } />
							<code>{ attempt.result.code }</code>
						</>
					) }
				</li>
			) ) }
		</ol>
	);
}

function Statuses( { statuses }: { statuses: string[] } ) {
	// An arrow is no sign that browsers turn by themselves.
	const arrow = isRTL() ? ' ← ' : ' → ';
	return (
		<div>
			{ statuses.map( ( status, index ) => (
				<Fragment key={ index }>
					{ index > 0 && arrow }
					<bdi>{ status }</bdi>
				</Fragment>
			) ) }
		</div>
	);
}
