import { speak } from '@wordpress/a11y';
import { Button, Spinner } from '@wordpress/components';
import { createInterpolateElement } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Icon, published } from '@wordpress/icons';

import type { RefusedCall } from '../api/types';
import { useAwaitedCall } from '../hooks/use-awaited-call';
import { Failure } from '../ui/failure';
import { Time } from '../ui/time';

/** Only a call from Telaris proves that it gets through: waits for one. */
export function AwaitCallSection() {
	const { state, arrivedAt, refused, isStarting, error, start, stop } =
		useAwaitedCall( announce );
	return (
		<section className="telaris-card telaris-section">
			<h2>{ __( 'Try it from Telaris', 'telaris-for-woocommerce' ) }</h2>
			<p>
				{ __(
					'Only a call from Telaris proves that it gets through. Wait for one here, and have Telaris send one: a ping, or an order that is invoiced.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ error && <Failure error={ error } /> }
			{ state === 'waiting' && (
				<p className="telaris-await">
					<Spinner />
					{ __(
						'Waiting for a call from Telaris…',
						'telaris-for-woocommerce'
					) }
				</p>
			) }
			{ state === 'arrived' && arrivedAt !== null && (
				<p className="telaris-await is-arrived">
					<Icon icon={ published } />
					<span>
						{ createInterpolateElement(
							/* translators: <time/>: for example "just now". */
							__(
								'Telaris got through <time/>.',
								'telaris-for-woocommerce'
							),
							{ time: <Time value={ arrivedAt } /> }
						) }
					</span>
				</p>
			) }
			{ refused.length > 0 && (
				<ul className="telaris-await__refused">
					{ refused.map( ( call ) => (
						<li
							key={ `${ call.code } ${ call.webhook_id } ${ call.from } ${ call.at }` }
						>
							<strong>{ countText( call ) }</strong>{ ' ' }
							{ call.message }{ ' ' }
							<code dir="ltr">{ call.code }</code>
						</li>
					) ) }
				</ul>
			) }
			{ state === 'waiting' ? (
				<Button
					// Another one than the button that was pressed: it would have to be looked for.
					key="stop"
					variant="secondary"
					__next40pxDefaultSize
					onClick={ stop }
				>
					{ __( 'Stop waiting', 'telaris-for-woocommerce' ) }
				</Button>
			) : (
				<Button
					key="start"
					variant="secondary"
					__next40pxDefaultSize
					isBusy={ isStarting }
					onClick={ start }
				>
					{ state === 'arrived'
						? __(
								'Wait for another call',
								'telaris-for-woocommerce'
							)
						: __(
								'Wait for Telaris’s call',
								'telaris-for-woocommerce'
							) }
				</Button>
			) }
		</section>
	);
}

function countText( { from, times }: RefusedCall ): string {
	return from === null
		? sprintf(
				/* translators: %d: number of calls. */
				_n(
					'%d call was refused.',
					'%d calls were refused.',
					times,
					'telaris-for-woocommerce'
				),
				times
			)
		: sprintf(
				/* translators: 1: number of calls, 2: range of IP addresses. */
				_n(
					'%1$d call from %2$s was refused.',
					'%1$d calls from %2$s were refused.',
					times,
					'telaris-for-woocommerce'
				),
				times,
				from
			);
}

function announce( arrivedAt: string | null, refused: RefusedCall[] ): void {
	const [ newest ] = refused;
	if ( newest ) {
		speak( `${ countText( newest ) } ${ newest.message }` );
	}
	if ( arrivedAt !== null ) {
		speak( __( 'Telaris got through.', 'telaris-for-woocommerce' ) );
	}
}
