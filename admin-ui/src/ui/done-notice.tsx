import { Snackbar } from '@wordpress/components';
import { useDispatch, useSelect } from '@wordpress/data';
import { __, _n, sprintf } from '@wordpress/i18n';

import { useAction } from '../hooks/use-action';
import { store } from '../store';
import type { Done } from '../store';
import { Failure } from './failure';

/**
 * Says for some seconds what a person just did, with the way back. It lies over
 * the page, so that nothing moves.
 */
export function DoneNotice() {
	const done = useSelect( ( select ) => select( store ).getDone(), [] );
	const { receiveSingle, restore, takeCheckBack } = useDispatch( store );
	const undo = useAction(
		async ( { what, ids }: Done ) => {
			if ( what === 'dismissed' ) {
				await restore( ids );
			} else {
				for ( const id of ids ) {
					await takeCheckBack( id );
				}
			}
		},
		() => undefined
	);
	const canUndo = done?.what === 'dismissed' || done?.what === 'checked';
	return (
		<div className="telaris-done">
			{ undo.error && <Failure error={ undo.error } /> }
			{ done && (
				<Snackbar
					key={ `${ done.what } ${ done.ids.join() }` }
					onRemove={ () => void receiveSingle( { done: null } ) }
					spokenMessage={ textOf( done ) }
					actions={
						canUndo
							? [
									{
										label: __(
											'Undo',
											'telaris-for-woocommerce'
										),
										onClick: () => void undo.run( done ),
									},
								]
							: []
					}
				>
					{ textOf( done ) }
				</Snackbar>
			) }
		</div>
	);
}

function textOf( { what, ids }: Done ): string {
	switch ( what ) {
		case 'checked':
			return __( 'Marked as checked.', 'telaris-for-woocommerce' );
		case 'unchecked':
			return __( 'It needs a check again.', 'telaris-for-woocommerce' );
		case 'dismissed':
			return ids.length === 0
				? __(
						'Nothing was dismissed: it was settled meanwhile.',
						'telaris-for-woocommerce'
					)
				: sprintf(
						/* translators: %d: number of orders. */
						_n(
							'%d order dismissed.',
							'%d orders dismissed.',
							ids.length,
							'telaris-for-woocommerce'
						),
						ids.length
					);
		case 'restored':
			return sprintf(
				/* translators: %d: number of orders. */
				_n(
					'%d order is open again.',
					'%d orders are open again.',
					ids.length,
					'telaris-for-woocommerce'
				),
				ids.length
			);
	}
}
