import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { Cursors } from '../api/link-header';
import type { Navigate } from '../hooks/use-view-state';

interface PagerProps extends Cursors {
	/** Whether the newest page is shown. */
	isNewest: boolean;
	navigate: Navigate;
}

/**
 * Newer and Older. The pages have no numbers, since rows come all the time.
 */
export function Pager( { newer, older, isNewest, navigate }: PagerProps ) {
	if ( isNewest && older === null ) {
		return null;
	}
	return (
		<nav
			className="telaris-pager"
			aria-label={ __( 'Pages', 'telaris-for-woocommerce' ) }
		>
			<Button
				variant="tertiary"
				disabled={ isNewest }
				accessibleWhenDisabled
				onClick={ () => navigate( { cursor: newer } ) }
			>
				{ __( 'Newer', 'telaris-for-woocommerce' ) }
			</Button>
			<Button
				variant="tertiary"
				disabled={ older === null }
				accessibleWhenDisabled
				onClick={ () => navigate( { cursor: older } ) }
			>
				{ __( 'Older', 'telaris-for-woocommerce' ) }
			</Button>
		</nav>
	);
}
