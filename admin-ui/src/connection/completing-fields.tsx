import {
	CheckboxControl,
	SelectControl,
	TextControl,
} from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import { useFieldId } from '../hooks/use-field-id';
import type { SettingsChange } from '../api/types';
import { MOST_DAYS } from './settings-fields';
import type { SettingsFields } from './settings-fields';

/**
 * Which orders are completed by themselves, and what else is done then.
 */
export function CompletingFields( {
	settings,
	onChange,
	isRefused,
}: SettingsFields ) {
	const id = useFieldId();
	const { completes_from: from, statuses } = settings;
	return (
		<section className="telaris-card telaris-section telaris-settings">
			<h2>{ __( 'Completing orders', 'telaris-for-woocommerce' ) }</h2>
			<CheckboxControl
				id={ `${ id }-hold` }
				__nextHasNoMarginBottom
				label={ __(
					'Hold back: record what Telaris sends, and touch no order',
					'telaris-for-woocommerce'
				) }
				help={ __(
					'For the first week, for stock-taking, or while you move. Each row says what would have happened, and you release it in the history. Re-sending by hand still works.',
					'telaris-for-woocommerce'
				) }
				checked={ settings.hold }
				onChange={ ( value ) => onChange( { hold: value } ) }
			/>
			<fieldset>
				<legend>
					{ __(
						'An invoiced order is set to Completed by itself when it is',
						'telaris-for-woocommerce'
					) }
				</legend>
				{ statuses.map( ( { status, label } ) => (
					<CheckboxControl
						key={ status }
						id={ `${ id }-${ status }` }
						__nextHasNoMarginBottom
						label={ label }
						checked={ from.includes( status ) }
						disabled={ from.length === 1 && from[ 0 ] === status }
						onChange={ ( isChosen ) =>
							onChange( {
								completes_from: isChosen
									? [ ...from, status ]
									: from.filter(
											( other ) => other !== status
										),
							} )
						}
					/>
				) ) }
				{ from.length === 1 && (
					<p>
						{ __(
							'One has to stay: with none, nothing would be completed any more.',
							'telaris-for-woocommerce'
						) }
					</p>
				) }
			</fieldset>
			<CheckboxControl
				id={ `${ id }-link` }
				__nextHasNoMarginBottom
				label={ __(
					'Only orders that were linked beforehand',
					'telaris-for-woocommerce'
				) }
				help={ __(
					'Otherwise the first notification from Telaris makes the link.',
					'telaris-for-woocommerce'
				) }
				checked={ settings.require_link }
				onChange={ ( value ) => onChange( { require_link: value } ) }
			/>
			<SelectControl
				id={ `${ id }-invoice` }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				label={ __(
					'Where the invoice has another total or currency than the order',
					'telaris-for-woocommerce'
				) }
				value={ settings.invoice_check }
				onChange={ ( value ) =>
					onChange( {
						invoice_check:
							value as SettingsChange[ 'invoice_check' ] & string,
					} )
				}
				options={ [
					{
						value: 'note',
						label: __(
							'Complete it, and note the difference on the order',
							'telaris-for-woocommerce'
						),
					},
					{
						value: 'refuse',
						label: __(
							'Leave the order as it is until a person decides',
							'telaris-for-woocommerce'
						),
					},
					{
						value: 'ignore',
						label: __( 'Complete it', 'telaris-for-woocommerce' ),
					},
				] }
			/>
			<CheckboxControl
				id={ `${ id }-email` }
				__nextHasNoMarginBottom
				label={ __(
					'Name the invoice in the customer’s “Order complete” email',
					'telaris-for-woocommerce'
				) }
				checked={ settings.email_line }
				onChange={ ( value ) => onChange( { email_line: value } ) }
			/>
			<TextControl
				id={ `${ id }-days` }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				className="telaris-settings__days"
				type="number"
				min={ 1 }
				max={ MOST_DAYS }
				step={ 1 }
				required
				aria-invalid={ isRefused }
				label={ __(
					'Days that the history is kept',
					'telaris-for-woocommerce'
				) }
				help={
					isRefused ? (
						<span className="telaris-settings__error">
							{ sprintf(
								/* translators: %d: a number of days. */
								__(
									'Enter a whole number of days, from 1 to %d.',
									'telaris-for-woocommerce'
								),
								MOST_DAYS
							) }
						</span>
					) : (
						__(
							'What failed stays until it is resolved.',
							'telaris-for-woocommerce'
						)
					)
				}
				value={ settings.retention_days || '' }
				onChange={ ( value ) =>
					onChange( { retention_days: Number( value ) } )
				}
			/>
			<CheckboxControl
				id={ `${ id }-remove` }
				__nextHasNoMarginBottom
				label={ __(
					'Remove history, links, secrets and settings when the plugin is deleted',
					'telaris-for-woocommerce'
				) }
				help={ __(
					'Otherwise they are there again when it is installed again.',
					'telaris-for-woocommerce'
				) }
				checked={ settings.remove_data }
				onChange={ ( value ) => onChange( { remove_data: value } ) }
			/>
		</section>
	);
}
