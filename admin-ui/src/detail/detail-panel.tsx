import { Button, Spinner } from '@wordpress/components';
import { useDispatch, useSelect } from '@wordpress/data';
import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { chevronDown, chevronUp, closeSmall } from '@wordpress/icons';

import type { Notification, NotificationDetail } from '../api/types';
import { Failure } from '../ui/failure';
import { notificationName } from '../text/names';
import { Result } from '../ui/result';
import { useFieldId } from '../hooks/use-field-id';
import { useKeptFocus } from '../hooks/use-kept-focus';
import { useAnswer } from '../hooks/use-answer';
import { usePolling } from '../hooks/use-polling';
import type { Navigate } from '../hooks/use-view-state';
import { store } from '../store';
import { curlOf } from '../text/curl';
import { CopyButton } from '../ui/copy-button';
import { ViewLink } from '../ui/view-link';
import { FIRST_VIEW } from '../url/view-state';
import { Facts } from './facts';
import { Message } from './message';
import { Timeline } from './timeline';
import { WhatToDo } from './what-to-do';

interface DetailPanelProps {
	id: number;
	/** The notifications of the rows above and below, where there are any. */
	previous: number | undefined;
	next: number | undefined;
	navigate: Navigate;
	onResend: ( notification: Notification ) => void;
	onDismiss: ( notification: Notification ) => void;
	onClose: () => void;
}

/**
 * One notification beside the list: what happened, why, and what to do now.
 */
export function DetailPanel( {
	id,
	previous,
	next,
	navigate,
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

	const keys = useRef( { onClose, previous, next, navigate } );
	keys.current = { onClose, previous, next, navigate };
	useEffect( () => {
		const element = panel.current;
		const onKeyDown = ( event: KeyboardEvent ) => {
			if ( event.defaultPrevented || isTyping( event ) ) {
				return;
			}
			const now = keys.current;
			const detail = { j: now.next, k: now.previous }[ event.key ];
			if ( event.key === 'Escape' ) {
				now.onClose();
			} else if ( detail !== undefined ) {
				now.navigate( { detail } );
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
					icon={ chevronUp }
					label={ __( 'Row above (K)', 'telaris-for-woocommerce' ) }
					disabled={ previous === undefined }
					accessibleWhenDisabled
					onClick={ () =>
						previous !== undefined &&
						navigate( { detail: previous } )
					}
				/>
				<Button
					icon={ chevronDown }
					label={ __( 'Row below (J)', 'telaris-for-woocommerce' ) }
					disabled={ next === undefined }
					accessibleWhenDisabled
					onClick={ () =>
						next !== undefined && navigate( { detail: next } )
					}
				/>
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
					navigate={ navigate }
				/>
			) }
		</aside>
	);
}

/** Whether a key belongs to what has the focus, or to the browser. */
function isTyping( { altKey, ctrlKey, metaKey, key, target }: KeyboardEvent ) {
	return (
		key !== 'Escape' &&
		( altKey ||
			ctrlKey ||
			metaKey ||
			( target instanceof Element &&
				target.matches( 'input, select, textarea' ) ) )
	);
}

interface ContentProps {
	notification: NotificationDetail;
	onResend: ( notification: Notification ) => void;
	onDismiss: ( notification: Notification ) => void;
	navigate: Navigate;
}

function Content( {
	notification,
	onResend,
	onDismiss,
	navigate,
}: ContentProps ) {
	const health = useSelect( ( select ) => select( store ).getHealth(), [] );
	const {
		attempts,
		deliveries,
		result,
		telaris_order: telarisOrder,
	} = notification;
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
				<Timeline { ...{ attempts, deliveries } } />
			</section>
			<section className="telaris-detail__section">
				<h3>{ __( 'Messages', 'telaris-for-woocommerce' ) }</h3>
				{ telarisOrder !== null && (
					<p>
						<ViewLink
							to={ { ...FIRST_VIEW, search: telarisOrder } }
							navigate={ navigate }
						>
							{ __(
								'All messages about this order',
								'telaris-for-woocommerce'
							) }
						</ViewLink>
					</p>
				) }
				<p>
					{ sprintf(
						/* translators: %s: an identifier. */
						__( 'Message ID: %s', 'telaris-for-woocommerce' ),
						notification.webhook_id
					) }
				</p>
				{ health && (
					<CopyButton
						text={ curlOf( health.delivery_url, notification ) }
						label={ __(
							'Copy as curl',
							'telaris-for-woocommerce'
						) }
					/>
				) }
				{ notification.deliveries.length === 0 && (
					<Message
						title={ __(
							'The message, as the shop understood it',
							'telaris-for-woocommerce'
						) }
						text={ JSON.stringify( notification.sent ) }
					/>
				) }
			</section>
		</>
	);
}
