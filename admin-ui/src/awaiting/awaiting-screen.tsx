import { Button, SelectControl, Spinner } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { AwaitingOrder } from '../api/types';
import { Failure } from '../ui/failure';
import { focusIfLost } from '../ui/focus-if-lost';
import { useAnswer } from '../hooks/use-answer';
import { useFieldId } from '../hooks/use-field-id';
import type { Navigate } from '../hooks/use-view-state';
import { oneOf, WAITING_DAYS } from '../url/view-state';
import type { ViewState } from '../url/view-state';
import { AwaitingRow } from './awaiting-row';
import { CompleteDialog } from './complete-dialog';
import { ReconciliationSection } from './reconciliation-section';

interface AwaitingScreenProps {
	view: ViewState;
	navigate: Navigate;
}

/**
 * Orders that Telaris imported and has not invoiced, oldest first: what may have
 * been forgotten there.
 */
export function AwaitingScreen( { view, navigate }: AwaitingScreenProps ) {
	const fieldId = useFieldId();
	const section = useRef< HTMLElement >( null );
	const [ completing, setCompleting ] = useState< AwaitingOrder >();
	const days = view.days ?? WAITING_DAYS[ 0 ];
	const { data, error, isLoading, reload } = useAnswer(
		'getAwaiting',
		days,
		view.cursor
	);
	// The orders of before stay until the next ones are there.
	const shown = useRef( data );
	shown.current = data ?? shown.current;
	const page = shown.current;
	return (
		<>
			<section
				ref={ section }
				tabIndex={ -1 }
				className="telaris-card telaris-awaiting"
				aria-label={ __(
					'Awaiting invoice',
					'telaris-for-woocommerce'
				) }
			>
				<p>
					{ __(
						'Telaris imported these orders and has not said that they are invoiced in full. The oldest come first; those that were cancelled in Telaris are not counted.',
						'telaris-for-woocommerce'
					) }
				</p>
				<SelectControl
					id={ fieldId }
					__next40pxDefaultSize
					__nextHasNoMarginBottom
					className="telaris-awaiting__days"
					label={ __( 'Imported', 'telaris-for-woocommerce' ) }
					value={ String( days ) }
					onChange={ ( value ) =>
						navigate( {
							days: oneOf( WAITING_DAYS, Number( value ) ),
						} )
					}
					options={ WAITING_DAYS.map( ( value ) => ( {
						value: String( value ),
						label: daysName( value ),
					} ) ) }
				/>
				{ error && (
					<Failure
						error={ error }
						title={ __(
							'The orders could not be loaded.',
							'telaris-for-woocommerce'
						) }
						onRetry={ reload }
					/>
				) }
				{ ! page && ! error && <Spinner /> }
				{ page && page.items.length === 0 && (
					<p>
						{ __(
							'No order waits to be invoiced.',
							'telaris-for-woocommerce'
						) }
					</p>
				) }
				{ page && page.items.length > 0 && (
					<ul
						className="telaris-awaiting__orders"
						aria-busy={ isLoading }
					>
						{ page.items.map( ( waiting ) => (
							<AwaitingRow
								key={ waiting.order.id }
								waiting={ waiting }
								onComplete={ () => setCompleting( waiting ) }
							/>
						) ) }
					</ul>
				) }
				{ page && ( view.cursor !== null || page.older !== null ) && (
					<nav
						className="telaris-pager"
						aria-label={ __( 'Pages', 'telaris-for-woocommerce' ) }
					>
						<Button
							variant="tertiary"
							disabled={ view.cursor === null }
							accessibleWhenDisabled
							onClick={ () => navigate( { cursor: null } ) }
						>
							{ __( 'First page', 'telaris-for-woocommerce' ) }
						</Button>
						<Button
							variant="tertiary"
							disabled={ page.older === null }
							accessibleWhenDisabled
							onClick={ () => navigate( { cursor: page.older } ) }
						>
							{ __( 'Next', 'telaris-for-woocommerce' ) }
						</Button>
					</nav>
				) }
				{ completing && (
					<CompleteDialog
						waiting={ completing }
						navigate={ navigate }
						onClose={ () => {
							setCompleting( undefined );
							focusIfLost( section.current );
						} }
					/>
				) }
			</section>
			{ /* Below, and after the list is there, so that nothing moves. */ }
			{ page && <ReconciliationSection navigate={ navigate } /> }
		</>
	);
}

function daysName( days: number ): string {
	return days === 0
		? __( 'at any time', 'telaris-for-woocommerce' )
		: sprintf(
				/* translators: %d: number of days. */
				_n(
					'at least %d day ago',
					'at least %d days ago',
					days,
					'telaris-for-woocommerce'
				),
				days
			);
}
