import { speak } from '@wordpress/a11y';
import { Button, Modal } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

import type { AwaitingOrder, NotificationDetail } from '../api/types';
import { EmailChoice } from '../ui/email-choice';
import { Failure } from '../ui/failure';
import { orderName, telarisOrderName } from '../text/names';
import { Result } from '../ui/result';
import { ViewLink } from '../ui/view-link';
import { useAction } from '../hooks/use-action';
import type { Navigate } from '../hooks/use-view-state';
import { store } from '../store';
import { FIRST_VIEW } from '../url/view-state';

interface CompleteDialogProps {
	waiting: AwaitingOrder;
	navigate: Navigate;
	onClose: () => void;
}

/**
 * Asks before an order is completed that a person knows to be invoiced,
 * and shows the outcome.
 */
export function CompleteDialog( {
	waiting,
	navigate,
	onClose,
}: CompleteDialogProps ) {
	const [ sendEmail, setSendEmail ] = useState( true );
	const { completeOrder } = useDispatch( store );
	const [ after, setAfter ] = useState< NotificationDetail >();
	const { run, isRunning, error } = useAction( completeOrder, ( done ) => {
		setAfter( done );
		speak( done.result.sentence );
	} );
	// The button that had the focus is gone.
	const content = useRef< HTMLDivElement >( null );
	useEffect( () => {
		if ( after ) {
			content.current?.focus( { preventScroll: true } );
		}
	}, [ after ] );
	const close = () => {
		// What is under way has its end shown here.
		if ( ! isRunning ) {
			onClose();
		}
	};
	return (
		<Modal
			title={ sprintf(
				/* translators: %s: for example "Order #1043". */
				__( 'Complete: %s', 'telaris-for-woocommerce' ),
				orderName( waiting.order.number )
			) }
			className="telaris-dialog"
			closeButtonLabel={ __( 'Close', 'telaris-for-woocommerce' ) }
			onRequestClose={ close }
		>
			<div ref={ content } tabIndex={ -1 }>
				{ after ? (
					<>
						<Result result={ after.result } />
						<p>
							<ViewLink
								to={ { ...FIRST_VIEW, detail: after.id } }
								navigate={ navigate }
							>
								{ __(
									'Show it in the history',
									'telaris-for-woocommerce'
								) }
							</ViewLink>
						</p>
					</>
				) : (
					<>
						<p>
							{ sprintf(
								/* translators: %s: Telaris's order number. */
								__(
									'Only do this if Telaris order %s is invoiced. The order is set to Completed and the history records that you said so. Nothing is sent to Telaris.',
									'telaris-for-woocommerce'
								),
								telarisOrderName( waiting )
							) }
						</p>
						<EmailChoice
							isSent={ sendEmail }
							onChange={ setSendEmail }
						/>
					</>
				) }
			</div>
			{ error && <Failure error={ error } /> }
			<div className="telaris-dialog__buttons">
				<Button
					variant={ after ? 'primary' : 'tertiary' }
					__next40pxDefaultSize
					onClick={ close }
				>
					{ after
						? __( 'Done', 'telaris-for-woocommerce' )
						: __( 'Cancel', 'telaris-for-woocommerce' ) }
				</Button>
				{ ! after && (
					<Button
						variant="primary"
						__next40pxDefaultSize
						isBusy={ isRunning }
						disabled={ isRunning }
						accessibleWhenDisabled
						onClick={ () => run( waiting.order.id, sendEmail ) }
					>
						{ __(
							'Complete the order',
							'telaris-for-woocommerce'
						) }
					</Button>
				) }
			</div>
		</Modal>
	);
}
