import { Notice } from '@wordpress/components';
import { useRef } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Notification } from '../api/types';
import { useAnswer } from '../hooks/use-answer';
import { Failure } from '../ui/failure';
import { ResendDialog } from './resend-dialog';

interface ReviewProps {
	/** Ids of notifications, as "12-13". */
	review: string;
	/** Chosen orders that have nothing to re-send. */
	leftOut: number;
	/** Chosen orders beyond what is reviewed at once. */
	more: number;
	onClose: () => void;
}

function noteOf( leftOut: number, more: number ): string {
	const sentences = [];
	if ( leftOut > 0 ) {
		sentences.push(
			sprintf(
				/* translators: %d: number of orders. */
				_n(
					'%d chosen order is left out: nothing about it failed.',
					'%d chosen orders are left out: nothing about them failed.',
					leftOut,
					'telaris-for-woocommerce'
				),
				leftOut
			)
		);
	}
	if ( more > 0 ) {
		sentences.push(
			sprintf(
				/* translators: %d: number of orders. */
				_n(
					'%d more is for the next time: that is too many at once.',
					'%d more are for the next time: that is too many at once.',
					more,
					'telaris-for-woocommerce'
				),
				more
			)
		);
	}
	return sentences.join( ' ' );
}

/**
 * Reviews what was chosen in WooCommerce's list of orders, before anything is
 * re-sent.
 */
export function Review( { review, leftOut, more, onClose }: ReviewProps ) {
	const previews = useAnswer(
		'getPreviews',
		review.split( '-' ).map( Number )
	);
	// What is reviewed stays while the previews are asked for again.
	const found = useRef< Notification[] >( undefined );
	found.current ??= previews.data?.map(
		( { notification } ) => notification
	);

	if ( ! found.current ) {
		return previews.error ? (
			<Failure error={ previews.error } onRetry={ previews.reload } />
		) : null;
	}
	return found.current.length === 0 ? (
		<Notice status="info" onRemove={ onClose }>
			{ __( 'There is nothing to re-send.', 'telaris-for-woocommerce' ) }
		</Notice>
	) : (
		<ResendDialog
			notifications={ found.current }
			note={ noteOf( leftOut, more ) }
			onClose={ onClose }
		/>
	);
}
