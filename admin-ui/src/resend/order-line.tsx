import type { Preview } from '../api/types';
import { notificationName } from '../text/names';
import { orderFacts } from '../text/resend-plan';

/** One order of a plan: number, customer and current status. */
export function OrderLine( { preview }: { preview: Preview } ) {
	return (
		<span className="telaris-resend__order">
			<strong>
				<bdi>{ notificationName( preview.notification ) }</bdi>
			</strong>
			{ orderFacts( preview ).map( ( fact ) => (
				<span key={ fact }>
					{ ' · ' }
					<bdi>{ fact }</bdi>
				</span>
			) ) }
		</span>
	);
}
