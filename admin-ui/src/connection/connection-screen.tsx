import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { Health } from '../api/types';
import { Failure } from '../ui/failure';
import type { Answer } from '../hooks/use-answer';
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
			{ ! data && ! error && <Spinner /> }
			{ data && (
				<>
					<ChecklistSection />
					<AwaitCallSection />
					<AddressesSection health={ data } />
					<RefusedCallsSection />
					<SecretsSection secrets={ data.secrets } />
					<SettingsSection />
				</>
			) }
		</div>
	);
}
