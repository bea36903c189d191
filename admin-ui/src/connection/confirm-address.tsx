import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import { confirmAddress } from '../api/connection';
import type { Health } from '../api/types';
import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';

/**
 * Says that the shop itself has moved, and is no copy.
 */
export function ConfirmAddress( {
	onConfirmed,
}: {
	onConfirmed: ( health: Health ) => void;
} ) {
	const { run, isRunning, error } = useAction( confirmAddress, ( health ) => {
		speak(
			__( 'The new address is confirmed.', 'telaris-for-woocommerce' )
		);
		onConfirmed( health );
	} );
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
