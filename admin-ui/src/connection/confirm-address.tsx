import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __ } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import { store } from '../store';

/**
 * Says that the shop itself has moved, and is no copy.
 */
export function ConfirmAddress() {
	const { confirmAddress } = useDispatch( store );
	const { run, isRunning, error } = useAction( confirmAddress, () =>
		speak(
			__( 'The new address is confirmed.', 'telaris-for-woocommerce' )
		)
	);
	return (
		<>
			{ error && <Failure error={ error } /> }
			<Button
				variant="secondary"
				isBusy={ isRunning }
				disabled={ isRunning }
				accessibleWhenDisabled
				onClick={ () => run() }
			>
				{ __(
					'This is the shop: confirm its new address',
					'telaris-for-woocommerce'
				) }
			</Button>
		</>
	);
}
