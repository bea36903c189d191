import { Button, Modal, RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { DialogButtons } from '../ui/dialog-buttons';
import { Failure } from '../ui/failure';
import { useExport } from '../hooks/use-export';
import { separatorOf } from '../text/spreadsheet';
import type { Separator } from '../text/spreadsheet';
import { toFilter } from '../url/view-state';
import type { ViewState } from '../url/view-state';

/**
 * Saves what the filter matches as a file for spreadsheets, all pages of it, in
 * the form that the spreadsheet reads.
 */
export function ExportButton( { view }: { view: ViewState } ) {
	const [ isOpen, setIsOpen ] = useState( false );
	const [ separator, setSeparator ] = useState< Separator >( () =>
		separatorOf( document.documentElement.lang )
	);
	const { run, isRunning, error } = useExport( () => setIsOpen( false ) );
	return (
		<>
			<Button
				variant="tertiary"
				size="compact"
				onClick={ () => setIsOpen( true ) }
			>
				{ __( 'Export…', 'telaris-for-woocommerce' ) }
			</Button>
			{ isOpen && (
				<Modal
					title={ __( 'Export', 'telaris-for-woocommerce' ) }
					className="telaris-dialog"
					closeButtonLabel={ __(
						'Close',
						'telaris-for-woocommerce'
					) }
					onRequestClose={ () => setIsOpen( false ) }
				>
					<p>
						{ __(
							'All rows that the search and the filters let through are saved as CSV, not only this page.',
							'telaris-for-woocommerce'
						) }
					</p>
					<RadioControl
						label={ __(
							'Between the columns',
							'telaris-for-woocommerce'
						) }
						selected={ separator }
						onChange={ ( value ) =>
							setSeparator( value as Separator )
						}
						options={ [
							{
								value: 'semicolon',
								label: __(
									'Semicolon, decimals with a comma: for Excel in Norwegian and most of Europe',
									'telaris-for-woocommerce'
								),
							},
							{
								value: 'comma',
								label: __(
									'Comma, decimals with a point: for Excel in English and for programs',
									'telaris-for-woocommerce'
								),
							},
						] }
					/>
					{ error && <Failure error={ error } /> }
					<DialogButtons
						label={ __( 'Save file', 'telaris-for-woocommerce' ) }
						isRunning={ isRunning }
						onCancel={ () => setIsOpen( false ) }
						onConfirm={ () =>
							run( { ...toFilter( view ), separator } )
						}
					/>
				</Modal>
			) }
		</>
	);
}
