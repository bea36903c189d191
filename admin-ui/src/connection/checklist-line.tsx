import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { __ } from '@wordpress/i18n';
import { caution, help, Icon, info, published } from '@wordpress/icons';

import type { ChecklistLine as Line } from '../api/types';
import { store } from '../store';
import { REFUSED_CALLS, SECRETS } from './anchors';
import { RemedyButton } from './remedy-button';

const ICONS: Record< Line[ 'status' ], typeof info > = {
	ok: published,
	problem: caution,
	notice: info,
	unknown: help,
};

/** One thing that must be true for Telaris to get through, and its next step. */
export function ChecklistLine( { line }: { line: Line } ) {
	const { label, status, sentence, shown } = line;
	return (
		<li className={ `telaris-checklist__line is-${ status }` }>
			<Icon icon={ ICONS[ status ] } />
			<div>
				<h3>
					{ label }{ ' ' }
					<span className="telaris-checklist__status">
						{ line.status_label }
					</span>
				</h3>
				<p>{ sentence }</p>
				{ line.what_to_do && <p>{ line.what_to_do }</p> }
				{ shown !== null && (
					<details>
						<summary>
							{ __(
								'What came back',
								'telaris-for-woocommerce'
							) }
						</summary>
						<code dir="ltr">{ shown }</code>
					</details>
				) }
				<Step line={ line } />
			</div>
		</li>
	);
}

/** What can be done about it from here. */
function Step( { line: { codes, id, link, status } }: { line: Line } ) {
	const { confirmAddress, enableWebhooks } = useDispatch( store );
	if ( codes.includes( 'shop_moved' ) ) {
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
	}
	if ( codes.includes( 'webhook_broken' ) ) {
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
	}
	if ( link ) {
		return (
			<Button variant="secondary" href={ link.url }>
				{ link.label }
			</Button>
		);
	}
	if ( id === 'secret' && status !== 'ok' ) {
		return (
			<Button variant="secondary" href={ `#${ SECRETS }` }>
				{ __( 'To the secrets', 'telaris-for-woocommerce' ) }
			</Button>
		);
	}
	if ( id === 'refused' && status !== 'ok' ) {
		return (
			<Button variant="secondary" href={ `#${ REFUSED_CALLS }` }>
				{ __( 'To the refused calls', 'telaris-for-woocommerce' ) }
			</Button>
		);
	}
	return null;
}
