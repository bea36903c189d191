import { Spinner } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Health, Problem } from '../api/types';
import { CopyField } from '../ui/copy-field';
import { Failure } from '../ui/failure';
import { LastContact } from '../ui/last-contact';
import { Problems } from '../ui/problems';
import type { Answer } from '../hooks/use-answer';
import { store } from '../store';
import { RefusedCallsSection } from './refused-calls-section';
import { RemedyButton } from './remedy-button';
import { SecretsSection } from './secrets-section';
import { SettingsSection } from './settings-section';

/** The means to put a problem right, where there is one. */
function Remedy( { code }: Problem ) {
	const { confirmAddress, enableWebhooks } = useDispatch( store );
	switch ( code ) {
		case 'shop_moved':
			return (
				<RemedyButton
					label={ __(
						'This is the shop: confirm its new address',
						'telaris-for-woocommerce'
					) }
					done={ __(
						'The new address is confirmed.',
						'telaris-for-woocommerce'
					) }
					remedy={ confirmAddress }
				/>
			);
		case 'webhook_broken':
			return (
				<RemedyButton
					label={ __(
						'Switch the webhook on again',
						'telaris-for-woocommerce'
					) }
					done={ __(
						'The webhook is on again.',
						'telaris-for-woocommerce'
					) }
					remedy={ enableWebhooks }
				/>
			);
		default:
			return null;
	}
}

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
					<Problems
						problems={ data.problems }
						renderRemedy={ ( problem ) => (
							<Remedy { ...problem } />
						) }
					/>
					<Contact health={ data } />
					<section className="telaris-card telaris-section">
						<h2>
							{ __(
								'Where Telaris calls',
								'telaris-for-woocommerce'
							) }
						</h2>
						<CopyField
							label={ __(
								'Delivery URL',
								'telaris-for-woocommerce'
							) }
							value={ data.delivery_url }
						/>
						{ data.fallback_url && (
							<CopyField
								label={ __(
									'Where the REST API is blocked: signed calls only',
									'telaris-for-woocommerce'
								) }
								value={ data.fallback_url }
							/>
						) }
						<p>
							{ __(
								'Enter it in Telaris under Administration → Integrations.',
								'telaris-for-woocommerce'
							) }
						</p>
					</section>
					<RefusedCallsSection />
					<SecretsSection secrets={ data.secrets } />
					<SettingsSection />
				</>
			) }
		</div>
	);
}

function Contact( { health }: { health: Health } ) {
	const { last_contact_at: lastContact, refused_last_hour: refused } = health;
	return (
		<section className="telaris-card telaris-section">
			<h2>{ __( 'Contact', 'telaris-for-woocommerce' ) }</h2>
			<p>
				<LastContact at={ lastContact } />
			</p>
			<p>
				{ refused === 0
					? __(
							'No call was refused in the last hour.',
							'telaris-for-woocommerce'
						)
					: sprintf(
							/* translators: %d: number of calls. */
							_n(
								'%d call in the last hour was refused: it could not prove that it comes from Telaris.',
								'%d calls in the last hour were refused: they could not prove that they come from Telaris.',
								refused,
								'telaris-for-woocommerce'
							),
							refused
						) }
			</p>
		</section>
	);
}
