import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __ } from '@wordpress/i18n';

import type { NotificationDetail } from '../api/types';
import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import { store } from '../store';

/**
 * What a person can do about the tries that the shop makes by itself.
 */
export function RetryButtons( {
	notification: { id },
}: {
	notification: NotificationDetail;
} ) {
	const { cancelRetries, retryNow } = useDispatch( store );
	const retry = useAction( retryNow, ( { result } ) =>
		speak( result.sentence )
	);
	const cancel = useAction( cancelRetries, () =>
		speak(
			__( 'The shop does not try it again.', 'telaris-for-woocommerce' )
		)
	);
	const isBusy = retry.isRunning || cancel.isRunning;
	const error = retry.error ?? cancel.error;
	return (
		<>
			{ error && <Failure error={ error } /> }
			<div className="telaris-detail__buttons">
				<Button
					variant="secondary"
					__next40pxDefaultSize
					isBusy={ retry.isRunning }
					disabled={ isBusy }
					accessibleWhenDisabled
					onClick={ () => retry.run( id ) }
				>
					{ __( 'Try now', 'telaris-for-woocommerce' ) }
				</Button>
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					isBusy={ cancel.isRunning }
					disabled={ isBusy }
					accessibleWhenDisabled
					onClick={ () => cancel.run( id ) }
				>
					{ __( 'Cancel retries', 'telaris-for-woocommerce' ) }
				</Button>
			</div>
		</>
	);
}
