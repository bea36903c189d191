import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

import type { RequestError } from '../api/request-error';

/**
 * Says in words why a request failed and what to do.
 *
 * @param error The error.
 */
export function failureText( error: RequestError ): string {
	switch ( error.failure ) {
		case 'offline':
			return __(
				'The shop cannot be reached. Check your internet connection.',
				'telaris-for-woocommerce'
			);
		case 'expired':
			return __(
				'You are no longer logged in, or may not do this. Nothing on this page is lost: log in again in a new tab, then come back.',
				'telaris-for-woocommerce'
			);
		case 'refused':
			return (
				error.message ||
				__( 'The shop refused this.', 'telaris-for-woocommerce' )
			);
		case 'server':
			return (
				error.message ||
				__(
					'The shop could not answer. If it goes on, show this to whoever runs the site.',
					'telaris-for-woocommerce'
				)
			);
	}
}

interface FailureProps {
	error: RequestError;
	/** What was meant to happen, as a sentence. */
	title?: string;
	onRetry?: () => void;
}

/**
 * A failed request, said where it happened, with the way on.
 *
 * @param props
 * @param props.error   The error.
 * @param props.title   What did not work.
 * @param props.onRetry Tries again.
 */
export function Failure( { error, title, onRetry }: FailureProps ) {
	return (
		<Notice
			status={ error.failure === 'server' ? 'error' : 'warning' }
			isDismissible={ false }
			// Else WordPress draws the buttons a second time to hear their words.
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
