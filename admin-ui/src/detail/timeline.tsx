import { Fragment } from '@wordpress/element';
import { __, isRTL } from '@wordpress/i18n';

import type { Attempt, Delivery } from '../api/types';
import { exactTime } from '../text/dates';
import { Result } from '../ui/result';
import {
	durationText,
	isTried,
	sentText,
	statusesOf,
	triggerText,
} from '../text/attempts';
import { DeliveryParts, NoDelivery } from './delivery';

interface TimelineProps {
	attempts: Attempt[];
	deliveries: Delivery[];
}

/**
 * Everything that was tried, and what Telaris sent besides, the first of it first.
 */
export function Timeline( { attempts, deliveries }: TimelineProps ) {
	const ids = new Set< number | null >( attempts.map( ( { id } ) => id ) );
	const entries = [
		// What was only taken in comes before what was done about it, a repetition after it.
		...deliveries
			.filter( ( one ) => ! ids.has( one.attempt_id ) )
			.map( ( delivery ) => ( {
				at: delivery.received_at,
				place: delivery.replayed ? 2 : 0,
				entry: <SentOnly delivery={ delivery } />,
			} ) ),
		...attempts.map( ( attempt ) => ( {
			at: attempt.started_at,
			place: 1,
			entry: (
				<Tried
					attempt={ attempt }
					delivery={ deliveries.find(
						( one ) => one.attempt_id === attempt.id
					) }
				/>
			),
		} ) ),
	].sort(
		( one, other ) =>
			one.at.localeCompare( other.at ) || one.place - other.place
	);
	if ( entries.length === 0 ) {
		return (
			<p>{ __( 'Nothing was tried yet.', 'telaris-for-woocommerce' ) }</p>
		);
	}
	return (
		<ol className="telaris-timeline">
			{ entries.map( ( { at, entry }, index ) => (
				<li key={ `${ at } ${ index }` }>{ entry }</li>
			) ) }
		</ol>
	);
}

function When( { at, took }: { at: string; took?: string } ) {
	return (
		<div className="telaris-timeline__when">
			<time dateTime={ at }>
				<bdi>{ exactTime( at ) }</bdi>
			</time>
			{ took && (
				<>
					{ ' · ' }
					<bdi>{ took }</bdi>
				</>
			) }
		</div>
	);
}

function Tried( {
	attempt,
	delivery,
}: {
	attempt: Attempt;
	delivery: Delivery | undefined;
} ) {
	return (
		<>
			<When at={ attempt.started_at } took={ durationText( attempt ) } />
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
			{ delivery ? (
				<DeliveryParts delivery={ delivery } />
			) : (
				<NoDelivery { ...attempt } />
			) }
		</>
	);
}

/** Something that Telaris sent and that began no attempt. */
function SentOnly( { delivery }: { delivery: Delivery } ) {
	return (
		<>
			<When at={ delivery.received_at } />
			<div>
				<strong>{ sentText( delivery ) }</strong>
			</div>
			<DeliveryParts delivery={ delivery } />
		</>
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
