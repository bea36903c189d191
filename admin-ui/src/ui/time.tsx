import { useMinute } from '../hooks/use-minute';
import { exactTime, relativeTime } from '../text/dates';

/**
 * A time as people say it; the exact one shows when it is pointed at.
 */
export function Time( { value }: { value: string } ) {
	const now = useMinute();
	// The rounded minute may lie before a time that has just passed.
	const reference = Math.max( now, Math.min( Date.now(), now + 60_000 ) );
	return (
		<time dateTime={ value } title={ exactTime( value ) }>
			{ relativeTime( value, reference, document.documentElement.lang ) }
		</time>
	);
}
