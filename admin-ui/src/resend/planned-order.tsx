import { CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { Notification, Preview } from '../api/types';
import { notificationName } from '../text/names';
import { Result } from '../ui/result';
import { useFieldId } from '../hooks/use-field-id';
import { LinkFirst } from './link-first';
import { isDone, overrideText, planText } from '../text/resend-plan';

interface PlannedOrderProps {
	notification: Notification;
	/** Missing until it is known. */
	preview: Preview | undefined;
	sendEmail: boolean;
	completeAnyway: boolean;
	onChange: ( completeAnyway: boolean ) => void;
}

/**
 * One order of a plan: which it is, how it stands, and what will become of it.
 */
export function PlannedOrder( {
	notification,
	preview,
	sendEmail,
	completeAnyway,
	onChange,
}: PlannedOrderProps ) {
	const fieldId = useFieldId();
	const order = preview?.order ?? notification.order;
	const name = notificationName( notification );
	return (
		<li>
			{ order?.status_label && (
				<bdi className="telaris-resend__status">
					{ sprintf(
						/* translators: %s: the order's status now, for example "On hold". */
						__( 'Now: %s', 'telaris-for-woocommerce' ),
						order.status_label
					) }
				</bdi>
			) }
			<strong>
				<bdi>{ name }</bdi>
			</strong>
			{ order?.customer && (
				<>
					{ ' · ' }
					<bdi>{ order.customer }</bdi>
				</>
			) }
			{ order?.total && (
				<>
					{ ' · ' }
					<bdi>{ order.total }</bdi>
				</>
			) }
			{ preview && isDone( preview ) && (
				<Result result={ preview.notification.result } />
			) }
			{ preview && ! isDone( preview ) && (
				<p className="telaris-resend__plan">
					{ planText( preview, completeAnyway, sendEmail ) }
				</p>
			) }
			{ preview?.will === 'needs_link' &&
				notification.telaris_order !== null && (
					<LinkFirst
						notification={ {
							...notification,
							telaris_order: notification.telaris_order,
						} }
						sendEmail={ sendEmail }
					/>
				) }
			{ preview?.will === 'complete' && (
				<p className="telaris-resend__last">
					{ sprintf(
						/* translators: %s: what came of the last attempt, a sentence. */
						__( 'Last time: %s', 'telaris-for-woocommerce' ),
						preview.notification.result.sentence
					) }
				</p>
			) }
			{ preview?.will === 'blocked' && preview.can_override && (
				<CheckboxControl
					id={ fieldId }
					__nextHasNoMarginBottom
					label={ __( 'Complete anyway', 'telaris-for-woocommerce' ) }
					aria-label={ sprintf(
						/* translators: %s: for example "Order #1043". */
						__( 'Complete anyway: %s', 'telaris-for-woocommerce' ),
						name
					) }
					help={ overrideText( preview ) }
					checked={ completeAnyway }
					onChange={ onChange }
				/>
			) }
		</li>
	);
}
