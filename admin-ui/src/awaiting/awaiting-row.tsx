import { Button } from '@wordpress/components';
import { createInterpolateElement } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { AwaitingOrder } from '../api/types';
import { orderName, telarisOrderName } from '../text/names';
import { Time } from '../ui/time';

interface AwaitingRowProps {
	waiting: AwaitingOrder;
	/** Asks whether to complete it. */
	onComplete: () => void;
}

/**
 * One order that waits, with what is known of its link.
 */
export function AwaitingRow( { waiting, onComplete }: AwaitingRowProps ) {
	const { order } = waiting;
	const name = orderName( order.number );
	return (
		<li>
			<div className="telaris-awaiting__order">
				<p>
					{ order.edit_url ? (
						<a href={ order.edit_url }>{ name }</a>
					) : (
						name
					) }
					{ [ order.customer, order.total, order.status_label ]
						.filter( Boolean )
						.map( ( fact ) => (
							<span key={ fact }>
								{ ' · ' }
								<bdi>{ fact }</bdi>
							</span>
						) ) }
				</p>
				{ waiting.told && (
					<p className="telaris-awaiting__told">
						<strong>
							{ waiting.told.type === 'order.cancelled'
								? __(
										'Cancelled in Telaris',
										'telaris-for-woocommerce'
									)
								: __(
										'Partly invoiced',
										'telaris-for-woocommerce'
									) }
						</strong>{ ' ' }
						{ createInterpolateElement( toldText( waiting.told ), {
							time: <Time value={ waiting.told.at } />,
						} ) }
					</p>
				) }
				<p className="telaris-awaiting__link">
					{ createInterpolateElement( linkText( waiting ), {
						time: <Time value={ waiting.linked_at } />,
					} ) }
				</p>
			</div>
			<Button
				variant={
					waiting.told?.type === 'order.cancelled'
						? 'tertiary'
						: 'secondary'
				}
				__next40pxDefaultSize
				onClick={ onComplete }
				aria-label={ sprintf(
					/* translators: %s: for example "Order #1043". */
					__(
						'%s is invoiced in Telaris: complete now…',
						'telaris-for-woocommerce'
					),
					name
				) }
			>
				{ __(
					'Invoiced in Telaris: complete now…',
					'telaris-for-woocommerce'
				) }
			</Button>
		</li>
	);
}

function toldText( { type }: NonNullable< AwaitingOrder[ 'told' ] > ): string {
	return type === 'order.cancelled'
		? /* translators: <time/>: for example "3 days ago". */
			__(
				'Telaris said so <time/>. Cancel it here too if that is right.',
				'telaris-for-woocommerce'
			)
		: /* translators: <time/>: for example "3 days ago". */
			__(
				'Telaris said so <time/>. It is completed when the rest is invoiced.',
				'telaris-for-woocommerce'
			);
}

function linkText( waiting: AwaitingOrder ): string {
	const telarisOrder = telarisOrderName( waiting );
	switch ( waiting.link_source ) {
		case 'import':
			return sprintf(
				/* translators: %s: Telaris's order number; <time/>: for example "3 days ago". */
				__( 'Telaris %s, imported <time/>', 'telaris-for-woocommerce' ),
				telarisOrder
			);
		case 'notification':
			return sprintf(
				/* translators: %s: Telaris's order number; <time/>: for example "3 days ago". */
				__(
					'Telaris %s, known since a message <time/>',
					'telaris-for-woocommerce'
				),
				telarisOrder
			);
		case 'hand':
			return sprintf(
				/* translators: %s: Telaris's order number; <time/>: for example "3 days ago". */
				__(
					'Telaris %s, linked by hand <time/>',
					'telaris-for-woocommerce'
				),
				telarisOrder
			);
	}
}
