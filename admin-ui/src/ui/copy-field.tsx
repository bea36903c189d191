import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import { useFieldId } from '../hooks/use-field-id';

/**
 * A text that is to be taken elsewhere, with a button that copies it.
 */
export function CopyField( {
	label,
	value,
}: {
	label: string;
	value: string;
} ) {
	const id = useFieldId();
	const field = useRef< HTMLInputElement >( null );
	const [ isCopied, setIsCopied ] = useState( false );

	const copy = async () => {
		field.current?.select();
		try {
			await window.navigator.clipboard.writeText( value );
			setIsCopied( true );
			speak( __( 'Copied.', 'telaris-for-woocommerce' ) );
		} catch {
			// Without HTTPS there is no clipboard; the text is selected instead.
			speak(
				__(
					'Selected. Press Ctrl+C or ⌘C to copy.',
					'telaris-for-woocommerce'
				)
			);
		}
	};

	return (
		<div className="telaris-copy">
			<label htmlFor={ id }>{ label }</label>
			<div className="telaris-copy__row">
				<input
					id={ id }
					ref={ field }
					type="text"
					className="code"
					dir="ltr"
					readOnly
					value={ value }
					onFocus={ ( event ) => event.currentTarget.select() }
				/>
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ copy }
				>
					{ isCopied
						? __( 'Copied', 'telaris-for-woocommerce' )
						: __( 'Copy', 'telaris-for-woocommerce' ) }
				</Button>
			</div>
		</div>
	);
}
