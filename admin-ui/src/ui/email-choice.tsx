import { CheckboxControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import { useFieldId } from '../hooks/use-field-id';

interface EmailChoiceProps {
	isSent: boolean;
	onChange: ( isSent: boolean ) => void;
}

/**
 * Asks whether the customer is to get WooCommerce's email.
 */
export function EmailChoice( { isSent, onChange }: EmailChoiceProps ) {
	const fieldId = useFieldId();
	return (
		<CheckboxControl
			id={ fieldId }
			__nextHasNoMarginBottom
			label={ __(
				'Send the customer WooCommerce’s “Order complete” email',
				'telaris-for-woocommerce'
			) }
			help={ __(
				'Not to those who got it already.',
				'telaris-for-woocommerce'
			) }
			checked={ isSent }
			onChange={ onChange }
		/>
	);
}
