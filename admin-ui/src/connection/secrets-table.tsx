import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { Secret } from '../api/types';
import { Time } from '../ui/time';

interface SecretsTableProps {
	secrets: Secret[];
	onRevoke: ( secret: Secret ) => void;
}

/**
 * The secrets that are alive; what they are is never shown again.
 */
export function SecretsTable( { secrets, onRevoke }: SecretsTableProps ) {
	return (
		<div className="telaris-table-scroll">
			<table className="telaris-table">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'Secret', 'telaris-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Made', 'telaris-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Last used', 'telaris-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Valid until', 'telaris-for-woocommerce' ) }
						</th>
						<td />
					</tr>
				</thead>
				<tbody>
					{ secrets.map( ( secret ) => (
						<SecretRow
							key={ secret.id }
							secret={ secret }
							onRevoke={ onRevoke }
						/>
					) ) }
				</tbody>
			</table>
		</div>
	);
}

interface SecretRowProps {
	secret: Secret;
	onRevoke: ( secret: Secret ) => void;
}

function SecretRow( { secret, onRevoke }: SecretRowProps ) {
	return (
		<tr>
			<th scope="row">
				<code dir="ltr">{ secret.id }</code>
				{ ! secret.readable && (
					<div className="telaris-table__warning">
						{ __(
							'Cannot be read any more, since the site’s salts were changed. Make a new one.',
							'telaris-for-woocommerce'
						) }
					</div>
				) }
			</th>
			<td>
				<Time value={ secret.created_at } />
			</td>
			<td>
				{ secret.last_used_at === null ? (
					__( 'Never', 'telaris-for-woocommerce' )
				) : (
					<Time value={ secret.last_used_at } />
				) }
			</td>
			<td>
				{ secret.expires_at === null ? (
					__( 'Until it is ended', 'telaris-for-woocommerce' )
				) : (
					<Time value={ secret.expires_at } />
				) }
			</td>
			<td className="telaris-table__action">
				<Button
					variant="tertiary"
					isDestructive
					size="compact"
					aria-label={ sprintf(
						/* translators: %s: id of a secret. */
						__( 'End secret %s…', 'telaris-for-woocommerce' ),
						secret.id
					) }
					onClick={ () => onRevoke( secret ) }
				>
					<bdi>{ __( 'End…', 'telaris-for-woocommerce' ) }</bdi>
				</Button>
			</td>
		</tr>
	);
}
