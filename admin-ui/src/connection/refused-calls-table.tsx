import { __, _n, sprintf } from '@wordpress/i18n';

import type { RefusedCall } from '../api/types';
import { Time } from '../ui/time';

/**
 * When what was refused, and why.
 */
export function RefusedCallsTable( { calls }: { calls: RefusedCall[] } ) {
	return (
		<div className="telaris-table-scroll">
			<table className="telaris-table">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'When', 'telaris-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'What', 'telaris-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Why', 'telaris-for-woocommerce' ) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ calls.map( ( call ) => (
						<tr
							key={ `${ call.code } ${ call.webhook_id } ${ call.from } ${ call.at }` }
						>
							<td>
								<Time value={ call.at } />
								{ call.times > 1 && (
									<div>
										{ sprintf(
											/* translators: %d: number of calls. */
											_n(
												'%d call',
												'%d calls',
												call.times,
												'telaris-for-woocommerce'
											),
											call.times
										) }
									</div>
								) }
							</td>
							<td>
								<What call={ call } />
							</td>
							<td>
								{ call.message }
								{ call.from && (
									<div>
										{ sprintf(
											/* translators: %s: range of IP addresses. */
											__(
												'from %s',
												'telaris-for-woocommerce'
											),
											call.from
										) }
									</div>
								) }
								<div>
									<code dir="ltr">{ call.code }</code>
								</div>
							</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

/**
 * The numbers by which a person finds what the call was about.
 */
function What( { call }: { call: RefusedCall } ) {
	const known: [ string, string | null ][] = [
		[
			__( 'Telaris order', 'telaris-for-woocommerce' ),
			call.telaris_order,
		],
		[
			__( 'Order', 'telaris-for-woocommerce' ),
			call.order_number ?? call.integration_reference,
		],
		[ __( 'Invoice', 'telaris-for-woocommerce' ), call.invoice_number ],
	];
	return (
		<>
			{ call.type && <code dir="ltr">{ call.type }</code> }
			{ known.map(
				( [ label, value ] ) =>
					value && (
						<div key={ label }>
							{ label } <bdi>{ value }</bdi>
						</div>
					)
			) }
			{ call.webhook_id && (
				<div>
					<code dir="ltr">{ call.webhook_id }</code>
				</div>
			) }
		</>
	);
}
