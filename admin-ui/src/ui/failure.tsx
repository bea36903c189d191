import { Button, Notice } from '@wordpress/components';
import { useCopyToClipboard } from '@wordpress/compose';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { RequestError } from '../api/errors';
import { exactTime } from '../text/dates';
import { failureText } from '../text/failure';

interface FailureProps {
	error: RequestError;
	/** What was meant to happen, as a sentence. */
	title?: string;
	onRetry?: () => void;
}

/**
 * A failed request, said where it happened, with the way on. Where the shop could
 * not be reached, it is tried again by itself once there is a connection.
 */
export function Failure( { error, title, onRetry }: FailureProps ) {
	const retry = useRef( onRetry );
	retry.current = onRetry;
	useEffect( () => {
		if ( error.failure !== 'offline' ) {
			return undefined;
		}
		const onOnline = () => retry.current?.();
		window.addEventListener( 'online', onOnline );
		return () => window.removeEventListener( 'online', onOnline );
	}, [ error ] );
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
			{ error.failure === 'server' && <Report error={ error } /> }
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

/** What whoever runs the site needs to find it in the logs. */
function Report( { error }: { error: RequestError } ) {
	const [ isCopied, setIsCopied ] = useState( false );
	const time = exactTime( error.at );
	const report = [ error.status, error.code, error.at, error.message ]
		.filter( Boolean )
		.join( ' ' );
	const copy = useCopyToClipboard< HTMLButtonElement >( report, () =>
		setIsCopied( true )
	);
	return (
		<p className="telaris-failure__report">
			{ sprintf(
				/* translators: 1: HTTP status, such as 500, with a code, 2: date and time. */
				__( 'Error %1$s, %2$s.', 'telaris-for-woocommerce' ),
				[ error.status, error.code ].filter( Boolean ).join( ' ' ),
				time
			) }{ ' ' }
			<Button ref={ copy } variant="link">
				{ isCopied
					? __( 'Copied', 'telaris-for-woocommerce' )
					: __( 'Copy for support', 'telaris-for-woocommerce' ) }
			</Button>
		</p>
	);
}
