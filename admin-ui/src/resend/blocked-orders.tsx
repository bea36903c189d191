import { CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import { useFieldId } from '../hooks/use-field-id';
import { notificationName } from '../text/names';
import { orderFacts, overrideText } from '../text/resend-plan';
import type { BlockedGroup } from '../text/resend-plan';
import { OrderLine } from './order-line';

/** So many orders are in sight; more are folded away. */
const IN_SIGHT = 3;

interface BlockedOrdersProps {
	group: BlockedGroup;
	/** Ids of the notifications that are done all the same. */
	overridden: readonly number[];
	onChange: ( ids: number[], completeAnyway: boolean ) => void;
}

/** Orders that are blocked for the same reason: one checkbox for all, and one each. */
export function BlockedOrders( {
	group,
	overridden,
	onChange,
}: BlockedOrdersProps ) {
	const fieldId = useFieldId();
	const { against, previews } = group;
	const ids = previews.map( ( { notification } ) => notification.id );
	const [ only ] = previews.length === 1 ? previews : [];
	const ticked = ids.filter( ( id ) => overridden.includes( id ) ).length;
	return (
		<li>
			<p>{ against }</p>
			{ only && <OrderLine preview={ only } /> }
			<CheckboxControl
				id={ fieldId }
				__nextHasNoMarginBottom
				label={
					only
						? __( 'Complete anyway', 'telaris-for-woocommerce' )
						: sprintf(
								/* translators: %d: number of orders, at least 2. */
								__(
									'Complete these %d anyway',
									'telaris-for-woocommerce'
								),
								ids.length
							)
				}
				{ ...( only && {
					'aria-label': sprintf(
						/* translators: %s: for example "Order #1043". */
						__( 'Complete anyway: %s', 'telaris-for-woocommerce' ),
						notificationName( only.notification )
					),
				} ) }
				help={ overrideText( previews ) }
				checked={ ticked === ids.length }
				indeterminate={ ticked > 0 && ticked < ids.length }
				onChange={ ( anyway ) => onChange( ids, anyway ) }
			/>
			{ ! only && (
				<details open={ ids.length <= IN_SIGHT }>
					<summary>
						{ sprintf(
							/* translators: %d: number of orders, at least 2. */
							__( 'The %d orders', 'telaris-for-woocommerce' ),
							ids.length
						) }
					</summary>
					{ previews.map( ( preview ) => (
						<CheckboxControl
							key={ preview.notification.id }
							id={ `${ fieldId }-${ preview.notification.id }` }
							__nextHasNoMarginBottom
							label={ [
								notificationName( preview.notification ),
								...orderFacts( preview ),
							].join( ' · ' ) }
							checked={ overridden.includes(
								preview.notification.id
							) }
							onChange={ ( anyway ) =>
								onChange( [ preview.notification.id ], anyway )
							}
						/>
					) ) }
				</details>
			) }
		</li>
	);
}
