import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import { Failure } from '../ui/failure';
import { useExport } from '../hooks/use-export';
import { toFilter } from '../url/view-state';
import type { ViewState } from '../url/view-state';

/**
 * Saves what the filter matches as a file for spreadsheets, all pages of it.
 */
export function ExportButton( { view }: { view: ViewState } ) {
	const { run, isRunning, error } = useExport();
	return (
		<>
			<Button
				variant="tertiary"
				size="compact"
				isBusy={ isRunning }
				disabled={ isRunning }
				accessibleWhenDisabled
				onClick={ () => run( toFilter( view ) ) }
			>
				{ __( 'Export', 'telaris-for-woocommerce' ) }
			</Button>
			{ error && <Failure error={ error } /> }
		</>
	);
}
