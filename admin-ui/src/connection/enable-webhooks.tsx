import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __ } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import { useAction } from '../hooks/use-action';
import { store } from '../store';

/**
 * Switches WooCommerce's webhooks to Telaris on again.
 */
export function EnableWebhooks() {
	const { enableWebhooks } = useDispatch( store );
	const { run, isRunning, error } = useAction( enableWebhooks, () =>
		speak( __( 'The webhook is on again.', 'telaris-for-woocommerce' ) )
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
					'Switch the webhook on again',
					'telaris-for-woocommerce'
				) }
			</Button>
		</>
	);
}
