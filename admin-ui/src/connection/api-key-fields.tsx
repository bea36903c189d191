import { Button, RadioControl, SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

import type { ApiKey } from '../api/types';
import { useFieldId } from '../hooks/use-field-id';
import type { SettingsFields } from './settings-fields';

/**
 * Which WooCommerce API key is Telaris's, and how far it is guarded.
 */
export function ApiKeyFields( { settings, onChange }: SettingsFields ) {
	const keyFieldId = useFieldId();
	const {
		api_keys: keys,
		core_api_guard: guard,
		marked_key: marked,
		offered_key: offeredId,
	} = settings;
	const offered = keys.find( ( { id } ) => id === offeredId );
	return (
		<section className="telaris-card telaris-section telaris-settings">
			<h2>
				{ __(
					'Through WooCommerce’s own API',
					'telaris-for-woocommerce'
				) }
			</h2>
			<p>
				{ __(
					'Telaris may set orders to Completed itself, with a WooCommerce API key. Say which key that is: what it completes is then done once, checked and shown in the history. Other keys are left alone.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ offered && offered.id !== marked && (
				<p>
					{ sprintf(
						/* translators: %s: the name of an API key. */
						__(
							'An order was completed with the key “%s”: it is probably Telaris’s.',
							'telaris-for-woocommerce'
						),
						keyName( offered )
					) }{ ' ' }
					<Button
						variant="secondary"
						onClick={ () => onChange( { marked_key: offered.id } ) }
					>
						{ __( 'Choose it', 'telaris-for-woocommerce' ) }
					</Button>
				</p>
			) }
			<SelectControl
				id={ keyFieldId }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				label={ __( 'Telaris’s API key', 'telaris-for-woocommerce' ) }
				value={ String( marked ?? '' ) }
				onChange={ ( value ) =>
					onChange( { marked_key: value ? Number( value ) : null } )
				}
				options={ [
					{
						value: '',
						label: __( 'None', 'telaris-for-woocommerce' ),
					},
					...keys.map( ( key ) => ( {
						value: String( key.id ),
						label: keyName( key ),
					} ) ),
				] }
			/>
			{ marked !== null && (
				<RadioControl
					label={ __(
						'When it completes an order that is not to be completed by itself',
						'telaris-for-woocommerce'
					) }
					selected={ guard }
					onChange={ ( value ) =>
						onChange( {
							core_api_guard:
								value === 'protect' ? 'protect' : 'observe',
						} )
					}
					options={ [
						{
							value: 'observe',
							label: __(
								'Let it, as WooCommerce does',
								'telaris-for-woocommerce'
							),
						},
						{
							value: 'protect',
							label: __(
								'Refuse, and show it in the history',
								'telaris-for-woocommerce'
							),
						},
					] }
				/>
			) }
		</section>
	);
}

function keyName( { description, last_seven: end, user }: ApiKey ): string {
	const name = [ description, `…${ end }` ].filter( Boolean ).join( ' ' );
	return user ? `${ name } (${ user })` : name;
}
