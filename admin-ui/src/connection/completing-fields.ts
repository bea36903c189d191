import type { Field } from '@wordpress/dataviews/wp';
import { __, sprintf } from '@wordpress/i18n';

import type { Settings } from '../api/types';
import { areDaysValid, MOST_DAYS } from './settings-days';
import {
	CheckboxEdit,
	DaysEdit,
	SelectEdit,
	StatusesEdit,
} from './settings-edits';

/**
 * Which orders are completed by themselves, and what else is done then.
 */
export function completingFields(): Field< Settings >[] {
	return [
		{
			id: 'hold',
			type: 'boolean',
			Edit: CheckboxEdit,
			label: __(
				'Hold back: record what Telaris sends, and touch no order',
				'telaris-for-woocommerce'
			),
			description: __(
				'For the first week, for stock-taking, or while you move. Each row says what would have happened, and you release it in the history. Re-sending by hand still works.',
				'telaris-for-woocommerce'
			),
		},
		{
			id: 'completes_from',
			type: 'array',
			Edit: StatusesEdit,
			label: __(
				'An invoiced order is set to Completed by itself when it is',
				'telaris-for-woocommerce'
			),
		},
		{
			id: 'require_link',
			type: 'boolean',
			Edit: CheckboxEdit,
			label: __(
				'Only orders that were linked beforehand',
				'telaris-for-woocommerce'
			),
			description: __(
				'Otherwise the first notification from Telaris makes the link.',
				'telaris-for-woocommerce'
			),
		},
		{
			id: 'invoice_check',
			type: 'text',
			Edit: SelectEdit,
			label: __(
				'Where the invoice has another total or currency than the order',
				'telaris-for-woocommerce'
			),
			elements: [
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
			],
		},
		{
			id: 'email_line',
			type: 'boolean',
			Edit: CheckboxEdit,
			label: __(
				'Name the invoice in the customer’s “Order complete” email',
				'telaris-for-woocommerce'
			),
		},
		{
			id: 'retention_days',
			type: 'integer',
			Edit: DaysEdit,
			label: __(
				'Days that the history is kept',
				'telaris-for-woocommerce'
			),
			description: __(
				'What failed stays until it is resolved.',
				'telaris-for-woocommerce'
			),
			isValid: {
				custom: ( { retention_days: days } ) =>
					areDaysValid( days )
						? null
						: sprintf(
								/* translators: %d: a number of days. */
								__(
									'Enter a whole number of days, from 1 to %d.',
									'telaris-for-woocommerce'
								),
								MOST_DAYS
							),
			},
		},
		{
			id: 'remove_data',
			type: 'boolean',
			Edit: CheckboxEdit,
			label: __(
				'Remove history, links, secrets and settings when the plugin is deleted',
				'telaris-for-woocommerce'
			),
			description: __(
				'Otherwise they are there again when it is installed again.',
				'telaris-for-woocommerce'
			),
		},
	];
}
