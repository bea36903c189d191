import { __ } from '@wordpress/i18n';

import type { Attempt } from '../api/types';
import { exactTime } from '../components/relative-time';
import { Result } from '../components/result';
import { durationText, statusText, triggerText } from './attempt-words';

/**
 * Everything that was tried, the first attempt first.
 *
 * @param props
 * @param props.attempts The attempts.
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
							{ exactTime( attempt.started_at ) }
						</time>
						{ ' · ' }
						{ durationText( attempt ) }
					</div>
					<div>
						<strong>{ triggerText( attempt ) }</strong>
					</div>
					<div>{ statusText( attempt ) }</div>
					{ attempt.result && (
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
