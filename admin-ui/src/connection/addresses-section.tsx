import { __, sprintf } from '@wordpress/i18n';

import type { Health } from '../api/types';
import { HEADERS, pingCommands } from '../text/curl';
import { CopyButton } from '../ui/copy-button';
import { CopyField } from '../ui/copy-field';

/** Where Telaris calls, and all that whoever sets it up there needs. */
export function AddressesSection( { health }: { health: Health } ) {
	const { delivery_url: url, fallback_url: fallback } = health;
	const commands = pingCommands( url );
	return (
		<section className="telaris-card telaris-section">
			<h2>{ __( 'Where Telaris calls', 'telaris-for-woocommerce' ) }</h2>
			<CopyField
				label={ __( 'Delivery URL', 'telaris-for-woocommerce' ) }
				value={ url }
			/>
			{ fallback && (
				<CopyField
					label={ __(
						'Where the REST API is blocked: signed calls only',
						'telaris-for-woocommerce'
					) }
					value={ fallback }
				/>
			) }
			<p>
				{ __(
					'Enter it in Telaris under Administration → Integrations.',
					'telaris-for-woocommerce'
				) }
			</p>
			<details className="telaris-engineer">
				<summary>
					{ __(
						'For whoever sets it up: headers and a test call',
						'telaris-for-woocommerce'
					) }
				</summary>
				<p>
					{ sprintf(
						/* translators: %s: names of HTTP headers. */
						__(
							'Messages are signed by Standard Webhooks, in the headers %s. These commands send a signed ping; the secret is not in them.',
							'telaris-for-woocommerce'
						),
						HEADERS.join( ', ' )
					) }
				</p>
				<pre dir="ltr" tabIndex={ 0 }>
					{ commands }
				</pre>
				<CopyButton
					text={ commands }
					label={ __(
						'Copy the test call',
						'telaris-for-woocommerce'
					) }
				/>
			</details>
			<CopyButton
				text={ engineerText( url, fallback, commands ) }
				label={ __(
					'Copy everything for whoever sets it up',
					'telaris-for-woocommerce'
				) }
			/>
		</section>
	);
}

/** In English: whoever sets up an integration may be anywhere. */
function engineerText(
	url: string,
	fallback: string | undefined,
	commands: string
): string {
	return [
		`Delivery URL: ${ url }`,
		`Batches of up to 100: ${ url }/batch`,
		...( fallback
			? [ `Where the REST API is blocked (signed only): ${ fallback }` ]
			: [] ),
		`Method: POST, content-type: application/json`,
		`Signature: Standard Webhooks 1.0.0 (HMAC-SHA256), headers ${ HEADERS.join( ', ' ) }`,
		``,
		commands,
		``,
	].join( '\n' );
}
