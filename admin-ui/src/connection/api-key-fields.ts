import type { Field } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';

import type { ApiKey, Settings } from '../api/types';
import { RadioEdit, SelectEdit } from './settings-edits';

/**
 * Which WooCommerce API key is Telaris's, and how far it is guarded.
 *
 * @param keys Those that there are.
 */
export function apiKeyFields( keys: readonly ApiKey[] ): Field< Settings >[] {
	return [
		{
			id: 'marked_key',
			type: 'text',
			Edit: SelectEdit,
			label: __( 'Telaris’s API key', 'telaris-for-woocommerce' ),
			getValue: ( { item } ) => String( item.marked_key ?? '' ),
			setValue: ( { value } ) => ( {
				marked_key: value ? Number( value ) : null,
			} ),
			elements: [
				{
					value: '',
					label: __( 'None', 'telaris-for-woocommerce' ),
				},
				...keys.map( ( key ) => ( {
					value: String( key.id ),
					label: keyName( key ),
				} ) ),
			],
		},
		{
			id: 'core_api_guard',
			type: 'text',
			Edit: RadioEdit,
			label: __(
				'When it completes an order that is not to be completed by itself',
				'telaris-for-woocommerce'
			),
			isVisible: ( { marked_key: marked } ) => marked !== null,
			elements: [
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
			],
		},
	];
}

/**
 * Names a key so that people tell it from others.
 *
 * @param key
 */
export function keyName( {
	description,
	last_seven: end,
	user,
}: ApiKey ): string {
	const name = [ description, `…${ end }` ].filter( Boolean ).join( ' ' );
	return user ? `${ name } (${ user })` : name;
}
