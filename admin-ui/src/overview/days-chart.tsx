import { __, sprintf } from '@wordpress/i18n';

import type { StatsDay } from '../api/types';
import { ViewLink } from '../ui/view-link';
import { dayName } from '../text/dates';
import { stateOptions } from '../text/labels';
import type { Navigate } from '../hooks/use-view-state';
import { FIRST_VIEW } from '../url/view-state';

/** From the bottom of a bar to its top. */
const STACK = [ 'completed', 'ignored', 'pending', 'failed' ] as const;

interface DaysChartProps {
	/** Oldest first. */
	days: StatsDay[];
	navigate: Navigate;
}

/**
 * A bar a day, each the way to the rows of that day; and the same in numbers,
 * for who cannot see the bars or use a mouse.
 */
export function DaysChart( { days, navigate }: DaysChartProps ) {
	const busy = days.filter( ( day ) => totalOf( day ) > 0 ).reverse();
	if ( busy.length === 0 ) {
		return null;
	}
	const highest = Math.max( ...days.map( totalOf ) );
	return (
		<div className="telaris-days">
			<div className="telaris-days__bars" aria-hidden="true">
				{ days.map( ( day ) => (
					<ViewLink
						key={ day.date }
						to={ viewOf( day ) }
						navigate={ navigate }
						tabIndex={ -1 }
						title={ inWords( day ) }
						className="telaris-days__day"
					>
						{ STACK.filter( ( state ) => day[ state ] > 0 ).map(
							( state ) => (
								<span
									key={ state }
									className={ `telaris-days__part is-${ state }` }
									style={ {
										blockSize: `${ ( 100 * day[ state ] ) / highest }%`,
									} }
								/>
							)
						) }
					</ViewLink>
				) ) }
			</div>
			<details className="telaris-days__numbers">
				<summary>
					{ __(
						'The last 30 days in numbers',
						'telaris-for-woocommerce'
					) }
				</summary>
				<div className="telaris-table-scroll">
					<table className="telaris-table">
						<thead>
							<tr>
								<th scope="col">
									{ __( 'Day', 'telaris-for-woocommerce' ) }
								</th>
								{ stateOptions().map( ( { value, label } ) => (
									<th scope="col" key={ value }>
										{ label }
									</th>
								) ) }
							</tr>
						</thead>
						<tbody>
							{ busy.map( ( day ) => (
								<tr key={ day.date }>
									<th scope="row">
										<ViewLink
											to={ viewOf( day ) }
											navigate={ navigate }
										>
											{ dayName( day.date ) }
										</ViewLink>
									</th>
									{ stateOptions().map( ( { value } ) => (
										<td key={ value }>{ day[ value ] }</td>
									) ) }
								</tr>
							) ) }
						</tbody>
					</table>
				</div>
			</details>
		</div>
	);
}

function totalOf( day: StatsDay ): number {
	return STACK.reduce( ( sum, state ) => sum + day[ state ], 0 );
}

function viewOf( { date }: StatsDay ) {
	return { ...FIRST_VIEW, from: date, to: date };
}

function inWords( day: StatsDay ): string {
	const parts = stateOptions()
		.filter( ( { value } ) => day[ value ] > 0 )
		.map( ( { value, label } ) => `${ label }: ${ day[ value ] }` );
	return sprintf(
		/* translators: 1: a day, 2: numbers of that day. */
		__( '%1$s – %2$s', 'telaris-for-woocommerce' ),
		dayName( day.date ),
		parts.join( ', ' ) || __( 'nothing', 'telaris-for-woocommerce' )
	);
}
