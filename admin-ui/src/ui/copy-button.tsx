import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useCopyToClipboard } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

interface CopyButtonProps {
	/** What is copied. */
	text: string;
	label: string;
}

/** Copies a text that is in sight, or made of what is. */
export function CopyButton( { text, label }: CopyButtonProps ) {
	const [ copied, setCopied ] = useState< string >();
	const ref = useCopyToClipboard< HTMLButtonElement >( text, () => {
		setCopied( text );
		speak( __( 'Copied.', 'telaris-for-woocommerce' ) );
	} );
	return (
		<Button
			ref={ ref }
			className="telaris-copy-button"
			variant="secondary"
			size="compact"
		>
			{ copied === text
				? __( 'Copied', 'telaris-for-woocommerce' )
				: label }
		</Button>
	);
}
