import { Button, CheckboxControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { notificationName } from '../components/notification-name';
import { Result } from '../components/result';
import type { ResendItem } from '../hooks/use-resend';

interface ResendPlanProps {
	notifications: Notification[];
	onStart: ( items: ResendItem[], sendEmail: boolean ) => void;
	onCancel: () => void;
}

/**
 * What re-sending will do, before it is done.
 *
 * @param props
 * @param props.notifications What is to be re-sent.
 * @param props.onStart       Does it.
 * @param props.onCancel      Leaves it.
 */
export function ResendPlan( {
	notifications,
	onStart,
	onCancel,
}: ResendPlanProps ) {
	const [ overridden, setOverridden ] = useState< number[] >( [] );
	const [ sendEmail, setSendEmail ] = useState( true );
	const count = notifications.length;

	const start = () =>
		onStart(
			notifications.map( ( notification ) => ( {
				notification,
				completeAnyway: overridden.includes( notification.id ),
			} ) ),
			sendEmail
		);

	return (
		<div className="telaris-resend">
			<p>
				{ _n(
					'Sets the order to Completed again. Nothing is sent to Telaris.',
					'Sets the orders to Completed again. Nothing is sent to Telaris.',
					count,
					'telaris-for-woocommerce'
				) }
			</p>
			<ul className="telaris-resend__orders">
				{ notifications.map( ( notification ) => (
					<PlannedOrder
						key={ notification.id }
						notification={ notification }
						completeAnyway={ overridden.includes(
							notification.id
						) }
						onChange={ ( anyway ) =>
							setOverridden( ( ids ) =>
								anyway
									? [ ...ids, notification.id ]
									: ids.filter(
											( id ) => id !== notification.id
										)
							)
						}
					/>
				) ) }
			</ul>
			<CheckboxControl
				__nextHasNoMarginBottom
				label={ __(
					'Send the customer WooCommerce’s “Order complete” email',
					'telaris-for-woocommerce'
				) }
				help={ __(
					'Nobody gets it twice.',
					'telaris-for-woocommerce'
				) }
				checked={ sendEmail }
				onChange={ setSendEmail }
			/>
			<div className="telaris-dialog__buttons">
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ onCancel }
				>
					{ __( 'Cancel', 'telaris-for-woocommerce' ) }
				</Button>
				<Button
					variant="primary"
					__next40pxDefaultSize
					onClick={ start }
				>
					{ count === 1
						? __( 'Re-send', 'telaris-for-woocommerce' )
						: sprintf(
								/* translators: %d: number of orders. */
								_n(
									'Re-send %d order',
									'Re-send %d orders',
									count,
									'telaris-for-woocommerce'
								),
								count
							) }
				</Button>
			</div>
		</div>
	);
}

interface PlannedOrderProps {
	notification: Notification;
	completeAnyway: boolean;
	onChange: ( completeAnyway: boolean ) => void;
}

function PlannedOrder( {
	notification,
	completeAnyway,
	onChange,
}: PlannedOrderProps ) {
	const { order, result, can_override: canOverride } = notification;
	const name = notificationName( notification );
	return (
		<li>
			<strong>{ name }</strong>
			{ order?.customer && <> · { order.customer }</> }
			{ order?.total && <> · { order.total }</> }
			{ order?.status_label && (
				<span className="telaris-resend__status">
					{ sprintf(
						/* translators: %s: the order's status now, for example "On hold". */
						__( 'Now: %s', 'telaris-for-woocommerce' ),
						order.status_label
					) }
				</span>
			) }
			<Result result={ result } />
			{ canOverride && (
				<CheckboxControl
					__nextHasNoMarginBottom
					label={ __( 'Complete anyway', 'telaris-for-woocommerce' ) }
					aria-label={ sprintf(
						/* translators: %s: for example "Order #1043". */
						__( 'Complete anyway: %s', 'telaris-for-woocommerce' ),
						name
					) }
					help={ __(
						'What stands against it is set aside: the order counts as paid, stock that was not reduced is reduced, and a payment that waits may be captured.',
						'telaris-for-woocommerce'
					) }
					checked={ completeAnyway }
					onChange={ onChange }
				/>
			) }
		</li>
	);
}
