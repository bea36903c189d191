import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { Health } from '../api/types';
import { Failure } from '../ui/failure';
import { useAnswer } from '../hooks/use-answer';
import type { Answer } from '../hooks/use-answer';
import { useOnceAnswered } from '../hooks/use-once-answered';
import { AddressesSection } from './addresses-section';
import { AwaitCallSection } from './await-call-section';
import { ChecklistSection } from './checklist-section';
import { RefusedCallsSection } from './refused-calls-section';
import { SecretsSection } from './secrets-section';
import { SettingsSection } from './settings-section';

/**
 * Whether Telaris reaches the shop, and what it needs for it.
 */
export function ConnectionScreen( { health }: { health: Answer< Health > } ) {
	const { data, error, reload } = health;
	const checklist = useAnswer( 'getChecklist' );
	const refusedCalls = useAnswer( 'getRefusedCalls' );
	const settings = useAnswer( 'getSettings' );
	// All of them are drawn at once: none pushes another away from under the pointer.
	if ( ! useOnceAnswered( health, checklist, refusedCalls, settings ) ) {
		return (
			<div className="telaris-connection">
				<Spinner />
			</div>
		);
	}
	return (
		<div className="telaris-connection">
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'The state of the connection could not be loaded.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			{ data && (
				<>
					<ChecklistSection checklist={ checklist } />
					<AwaitCallSection />
					<AddressesSection health={ data } />
					<RefusedCallsSection calls={ refusedCalls } />
					<SecretsSection secrets={ data.secrets } />
					<SettingsSection settings={ settings } />
				</>
			) }
		</div>
	);
}
