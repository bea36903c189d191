import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { _n, sprintf } from '@wordpress/i18n';

interface NewRowsProps {
	count: number;
	/** Shows them. */
	onShow: () => void;
}

/**
 * Says that rows came, and shows them when it suits the reader.
 */
export function NewRows( { count, onShow }: NewRowsProps ) {
	const text = sprintf(
		/* translators: %d: number of rows that came since. */
		_n( '%d new', '%d new', count, 'telaris-for-woocommerce' ),
		count
	);
	useEffect( () => {
		if ( count > 0 ) {
			speak( text );
		}
	}, [ count, text ] );
	return count > 0 ? (
		<Button variant="secondary" size="compact" onClick={ onShow }>
			{ text }
		</Button>
	) : null;
}
