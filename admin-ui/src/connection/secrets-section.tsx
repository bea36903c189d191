import { speak } from '@wordpress/a11y';
import { Button } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

import type { NewSecret, Secret } from '../api/types';
import { Failure } from '../ui/failure';
import { focusIfLost } from '../ui/focus-if-lost';
import { useAction } from '../hooks/use-action';
import { store } from '../store';
import { SECRETS } from './anchors';
import { MakeSecretDialog } from './make-secret-dialog';
import { NewSecretDialog } from './new-secret-dialog';
import { RevokeDialog } from './revoke-dialog';
import { SecretsTable } from './secrets-table';

interface SecretsSectionProps {
	secrets: Secret[];
}

/**
 * The secrets with which Telaris signs, and the means to change them.
 */
export function SecretsSection( { secrets }: SecretsSectionProps ) {
	const section = useRef< HTMLElement >( null );
	const [ isMaking, setIsMaking ] = useState( false );
	const [ made, setMade ] = useState< NewSecret >();
	const [ revoking, setRevoking ] = useState< Secret >();
	const { createSecret, revokeSecret } = useDispatch( store );
	const create = useAction( createSecret, ( secret ) => {
		setIsMaking( false );
		setMade( secret );
	} );
	const revoke = useAction( revokeSecret, () => {
		setRevoking( undefined );
		focusIfLost( section.current );
		speak( __( 'The secret has ended.', 'telaris-for-woocommerce' ) );
	} );

	return (
		<section
			ref={ section }
			id={ SECRETS }
			tabIndex={ -1 }
			className="telaris-card telaris-section"
		>
			<h2>{ __( 'Secrets', 'telaris-for-woocommerce' ) }</h2>
			<p>
				{ __(
					'Telaris signs its calls with a secret that only it and this shop know.',
					'telaris-for-woocommerce'
				) }
			</p>
			{ secrets.length > 0 && (
				<SecretsTable secrets={ secrets } onRevoke={ setRevoking } />
			) }
			{ create.error && ! isMaking && <Failure error={ create.error } /> }
			<Button
				variant={ secrets.length === 0 ? 'primary' : 'secondary' }
				__next40pxDefaultSize
				isBusy={ create.isRunning }
				onClick={ () => {
					// With none before it there is nothing to be asked.
					if ( secrets.length === 0 ) {
						create.run( 0 );
					} else {
						setIsMaking( true );
					}
				} }
			>
				{ __( 'Make a new secret', 'telaris-for-woocommerce' ) }
			</Button>
			{ isMaking && (
				<MakeSecretDialog
					ending={ secrets.find(
						( secret ) => secret.ends_with_next
					) }
					create={ create }
					onClose={ () => setIsMaking( false ) }
				/>
			) }
			{ made && (
				<NewSecretDialog
					secret={ made }
					onClose={ () => setMade( undefined ) }
				/>
			) }
			{ revoking && (
				<RevokeDialog
					secret={ revoking }
					revoke={ revoke }
					onClose={ () => setRevoking( undefined ) }
				/>
			) }
		</section>
	);
}
