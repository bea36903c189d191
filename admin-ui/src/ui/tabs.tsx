import { __, _n, sprintf } from '@wordpress/i18n';

import type { Health } from '../api/types';
import type { Navigate } from '../hooks/use-view-state';
import { FIRST_VIEW } from '../url/view-state';
import type { Tab } from '../url/view-state';
import { ViewLink } from './view-link';

/** As many as the shop counts. */
const MOST = 100;

function countText( count: number ): string {
	return count < MOST
		? String( count )
		: sprintf(
				/* translators: %d: a number; as many or more. */
				__( '%d or more', 'telaris-for-woocommerce' ),
				MOST
			);
}

interface TabsProps {
	current: Tab;
	health: Health | undefined;
	navigate: Navigate;
}

/**
 * The views of this screen. They are links: each has an address of its own.
 */
export function Tabs( { current, health, navigate }: TabsProps ) {
	const problems = health?.problems.length ?? 0;
	const waiting = health?.awaiting ?? 0;
	const tab = ( name: Tab, label: string, note?: string ) => (
		<ViewLink
			className="telaris-tabs__tab"
			to={ { ...FIRST_VIEW, tab: name } }
			navigate={ navigate }
			aria-current={ name === current ? 'page' : undefined }
		>
			{ label }{ ' ' }
			{ note && <bdi className="telaris-tabs__note">{ note }</bdi> }
		</ViewLink>
	);
	return (
		<nav
			className="telaris-tabs"
			aria-label={ __( 'Views', 'telaris-for-woocommerce' ) }
		>
			{ tab( 'history', __( 'History', 'telaris-for-woocommerce' ) ) }
			{ tab(
				'awaiting',
				__( 'Awaiting invoice', 'telaris-for-woocommerce' ),
				waiting > 0 ? countText( waiting ) : undefined
			) }
			{ tab(
				'connection',
				__( 'Connection', 'telaris-for-woocommerce' ),
				problems > 0
					? sprintf(
							/* translators: %d: number of problems. */
							_n(
								'%d problem',
								'%d problems',
								problems,
								'telaris-for-woocommerce'
							),
							problems
						)
					: undefined
			) }
		</nav>
	);
}
