import { Button, Spinner } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { closeSmall } from '@wordpress/icons';

import type { Notification, NotificationDetail } from '../api/types';
import { Failure } from '../ui/failure';
import { notificationName } from '../text/names';
import { Result } from '../ui/result';
import { useFieldId } from '../hooks/use-field-id';
import { useKeptFocus } from '../hooks/use-kept-focus';
import { useAnswer } from '../hooks/use-answer';
import { usePolling } from '../hooks/use-polling';
import { store } from '../store';
import { Facts } from './facts';
import { Message } from './message';
import { Timeline } from './timeline';
import { WhatToDo } from './what-to-do';

interface DetailPanelProps {
	id: number;
	onResend: ( notification: Notification ) => void;
	onDismiss: ( notification: Notification ) => void;
	onClose: () => void;
}

/**
 * One notification beside the list: what happened, why, and what to do now.
 */
export function DetailPanel( {
	id,
	onResend,
	onDismiss,
	onClose,
}: DetailPanelProps ) {
	const titleId = useFieldId();
	const title = useRef< HTMLHeadingElement >( null );
	const panel = useRef< HTMLElement >( null );
	const { data, error, reload } = useAnswer( 'getNotification', id );
	const { refreshNotification } = useDispatch( store );
	usePolling(
		( signal ) => refreshNotification( id, signal ),
		data !== undefined
	);

	useEffect( () => title.current?.focus(), [] );
	useKeptFocus( panel, title );

	const close = useRef( onClose );
	close.current = onClose;
	useEffect( () => {
		const element = panel.current;
		const onKeyDown = ( event: KeyboardEvent ) => {
			if ( event.key === 'Escape' && ! event.defaultPrevented ) {
				close.current();
			}
		};
		element?.addEventListener( 'keydown', onKeyDown );
		return () => element?.removeEventListener( 'keydown', onKeyDown );
	}, [] );

	return (
		<aside
			ref={ panel }
			className="telaris-card telaris-detail"
			aria-labelledby={ titleId }
		>
			<header className="telaris-detail__header">
				<h2 id={ titleId } ref={ title } tabIndex={ -1 }>
					{ data
						? notificationName( data )
						: __( 'Details', 'telaris-for-woocommerce' ) }
				</h2>
				<Button
					icon={ closeSmall }
					label={ __( 'Close details', 'telaris-for-woocommerce' ) }
					onClick={ onClose }
				/>
			</header>
			{ error && (
				<Failure
					error={ error }
					title={ __(
						'The details could not be loaded.',
						'telaris-for-woocommerce'
					) }
					onRetry={ reload }
				/>
			) }
			{ ! data && ! error && <Spinner /> }
			{ data && (
				<Content
					notification={ data }
					onResend={ onResend }
					onDismiss={ onDismiss }
				/>
			) }
		</aside>
	);
}

interface ContentProps {
	notification: NotificationDetail;
	onResend: ( notification: Notification ) => void;
	onDismiss: ( notification: Notification ) => void;
}

function Content( { notification, onResend, onDismiss }: ContentProps ) {
	const { result } = notification;
	return (
		<>
			<Facts notification={ notification } />
			<Result result={ result } />
			<WhatToDo
				notification={ notification }
				onResend={ onResend }
				onDismiss={ onDismiss }
			/>
			<section className="telaris-detail__section">
				<h3>{ __( 'What happened', 'telaris-for-woocommerce' ) }</h3>
				<Timeline attempts={ notification.attempts } />
			</section>
			<section className="telaris-detail__section">
				<h3>{ __( 'Messages', 'telaris-for-woocommerce' ) }</h3>
				<p>
					{ sprintf(
						/* translators: %s: an identifier. */
						__( 'Message ID: %s', 'telaris-for-woocommerce' ),
						notification.webhook_id
					) }
				</p>
				<Message
					title={ __(
						'What Telaris sent',
						'telaris-for-woocommerce'
					) }
					content={ notification.sent }
				/>
				{ notification.answered && (
					<Message
						title={ __(
							'What the shop answered',
							'telaris-for-woocommerce'
						) }
						content={ notification.answered }
					/>
				) }
			</section>
		</>
	);
}
