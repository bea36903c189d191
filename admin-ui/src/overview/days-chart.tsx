import { __, sprintf } from '@wordpress/i18n';

import type { State, StatsDay } from '../api/types';
import { ViewLink } from '../ui/view-link';
import { dayName } from '../text/dates';
import { stateOptions } from '../text/labels';
import type { Navigate } from '../hooks/use-view-state';
import { FIRST_VIEW } from '../url/view-state';

/** From the bottom of a bar to its top. */
const STACK = [ 'completed', 'ignored', 'pending', 'failed' ] as const;

/** With fewer busy days than this, bars say no more than the numbers do. */
const LEAST_BARS = 2;

interface DaysChartProps {
	/** Oldest first. */
	days: StatsDay[];
	navigate: Navigate;
}

/**
 * The last days, folded away: a bar for each, and the same in numbers, each day
 * the way to its rows.
 */
export function DaysChart( { days, navigate }: DaysChartProps ) {
	const busy = days.filter( ( day ) => totalOf( day ) > 0 );
	const [ first ] = busy;
	if ( ! first ) {
		return null;
	}
	return (
		<details className="telaris-days">
			<summary>
				{ __(
					'The last 30 days, day by day',
					'telaris-for-woocommerce'
				) }
			</summary>
			{ busy.length >= LEAST_BARS && (
				<Bars
					days={ days.slice( days.indexOf( first ) ) }
					navigate={ navigate }
				/>
			) }
			<Numbers days={ [ ...busy ].reverse() } navigate={ navigate } />
		</details>
	);
}

/** For those who see and point; the table below says the same to everybody. */
function Bars( { days, navigate }: DaysChartProps ) {
	const highest = Math.max( ...days.map( totalOf ) );
	const shown = STACK.filter( ( state ) =>
		days.some( ( day ) => day[ state ] > 0 )
	);
	return (
		<div className="telaris-days__chart" aria-hidden="true">
			<div className="telaris-days__axis">
				<span>{ highest }</span>
				<span>0</span>
			</div>
			<div className="telaris-days__bars">
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
			<div className="telaris-days__dates">
				{ [ days[ 0 ], days.at( -1 ) ].map(
					( day ) =>
						day && (
							<span key={ day.date }>
								{ dayName( day.date ) }
							</span>
						)
				) }
			</div>
			<div className="telaris-days__legend">
				{ shown.map( ( state ) => (
					<span key={ state }>
						<span
							className={ `telaris-days__part is-${ state }` }
						/>
						{ labelOf( state ) }
					</span>
				) ) }
			</div>
		</div>
	);
}

function Numbers( { days, navigate }: DaysChartProps ) {
	return (
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
					{ days.map( ( day ) => (
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
	);
}

function totalOf( day: StatsDay ): number {
	return STACK.reduce( ( sum, state ) => sum + day[ state ], 0 );
}

function viewOf( { date }: StatsDay ) {
	return { ...FIRST_VIEW, from: date, to: date };
}

function labelOf( state: State ): string {
	return (
		stateOptions().find( ( { value } ) => value === state )?.label ?? state
	);
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
