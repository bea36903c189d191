import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { RequestError } from '../api/errors';
import { failureText } from '../text/failure';

interface FailureProps {
	error: RequestError;
	/** What was meant to happen, as a sentence. */
	title?: string;
	onRetry?: () => void;
}

/**
 * A failed request, said where it happened, with the way on.
 */
export function Failure( { error, title, onRetry }: FailureProps ) {
	return (
		<Notice
			status={ error.failure === 'server' ? 'error' : 'warning' }
			isDismissible={ false }
			// Else WordPress renders the buttons a second time to get their text.
			spokenMessage={ [ title, failureText( error ) ]
				.filter( Boolean )
				.join( ' ' ) }
			className="telaris-failure"
		>
			{ title && <strong>{ title } </strong> }
			{ failureText( error ) }
			<div className="telaris-failure__actions">
				{ error.failure === 'expired' && (
					<Button
						variant="secondary"
						href={ window.location.href }
						target="_blank"
					>
						{ __( 'Log in again', 'telaris-for-woocommerce' ) }
					</Button>
				) }
				{ onRetry && (
					<Button variant="secondary" onClick={ onRetry }>
						{ __( 'Try again', 'telaris-for-woocommerce' ) }
					</Button>
				) }
			</div>
		</Notice>
	);
}
