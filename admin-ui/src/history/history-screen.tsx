import { speak } from '@wordpress/a11y';
import { Notice } from '@wordpress/components';
import { useDispatch } from '@wordpress/data';
import { useEffect, useMemo, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';

import type { Health, Notification } from '../api/types';
import { Failure } from '../ui/failure';
import { Problems } from '../ui/problems';
import { DetailPanel } from '../detail/detail-panel';
import { useAction } from '../hooks/use-action';
import { useRoom } from '../hooks/use-room';
import { useArrangement } from '../hooks/use-arrangement';
import type { Answer } from '../hooks/use-answer';
import { useHistory } from '../hooks/use-history';
import type { Navigate } from '../hooks/use-view-state';
import { HoldNotice } from '../overview/hold-notice';
import { Summary } from '../overview/summary';
import { ResendDialog } from '../resend/resend-dialog';
import { Review } from '../resend/review';
import { store } from '../store';
import { arrange, isFiltered, toFilter, toQuery } from '../url/view-state';
import type { ViewState } from '../url/view-state';
import { NothingFound, NothingYet } from './empty';
import { DismissDialog } from './dismiss-dialog';
import { focusRow, HistoryTable } from './history-table';
import { rescueFocus } from './restore-focus';

/** Further down than this, in pixels, somebody is reading. */
const NEAR_TOP = 100;

function rowsText( count: number ): string {
	return count === 0
		? __( 'Nothing found.', 'telaris-for-woocommerce' )
		: sprintf(
				/* translators: %d: number of rows of the list. */
				_n( '%d row.', '%d rows.', count, 'telaris-for-woocommerce' ),
				count
			);
}

interface HistoryScreenProps {
	view: ViewState;
	health: Answer< Health >;
	navigate: Navigate;
}

/**
 * The sync history: the list, the details beside it, and re-sending.
 */
export function HistoryScreen( {
	view: asked,
	health,
	navigate,
}: HistoryScreenProps ) {
	const arrangement = useArrangement();
	const view = arrange( asked, arrangement.saved );
	const screenRef = useRef< HTMLDivElement >( null );
	const listRef = useRef< HTMLDivElement >( null );
	const [ selection, setSelection ] = useState< string[] >( [] );
	const [ resending, setResending ] = useState< Notification[] >( [] );
	const [ dismissing, setDismissing ] = useState< Notification[] >( [] );

	const history = useHistory( view, () => {
		const isPointedAt = listRef.current?.matches( ':hover, :focus-within' );
		return (
			! isPointedAt &&
			view.detail === null &&
			selection.length === 0 &&
			resending.length === 0 &&
			dismissing.length === 0 &&
			view.review === null &&
			window.scrollY < NEAR_TOP
		);
	} );

	const { listFailed, listHeld, markChecked, restore } = useDispatch( store );
	const check = useAction( markChecked, ( notification ) => {
		rescueFocus( screenRef.current, notification.id );
	} );
	const { run: runCheck } = check;
	const putBack = useAction( restore, () => setSelection( [] ) );
	const { run: runRestore } = putBack;
	const [ isNoneLeft, setIsNoneLeft ] = useState( false );
	const { reload: reloadHealth } = health;
	const { reload: reloadList } = history;
	const review = ( found: Notification[] ) => {
		if ( found.length > 0 ) {
			setResending( found );
			return;
		}
		// Somebody else was faster.
		setIsNoneLeft( true );
		reloadHealth();
		reloadList();
	};
	const failed = useAction( listFailed, review );
	const held = useAction( listHeld, review );

	const actions = useMemo(
		() => ( {
			resend: setResending,
			link: ( { id }: Notification ) => navigate( { detail: id } ),
			markChecked: ( { id }: Notification ) => void runCheck( id ),
			dismiss: setDismissing,
			restore: ( items: Notification[] ) =>
				void runRestore( items.map( ( { id } ) => id ) ),
		} ),
		[ navigate, runCheck, runRestore ]
	);

	const hasDetail = view.detail !== null;
	const room = useRoom( hasDetail );

	const showNew = () => {
		window.scrollTo( { top: 0 } );
		if ( view.cursor === null ) {
			history.reload();
		} else {
			navigate( { cursor: null } );
		}
		// The button that said so is gone.
		rescueFocus( screenRef.current, undefined );
	};

	/** The notification of the row above (-1) or below (1) the open one. */
	const neighbour = ( distance: number ): number | undefined => {
		const items = history.page?.items ?? [];
		const at = items.findIndex( ( { id } ) => id === view.detail );
		return at < 0 ? undefined : items[ at + distance ]?.id;
	};

	const closeDetail = () => {
		const id = view.detail;
		navigate( { detail: null } );
		// On a phone the list comes back only now.
		window.requestAnimationFrame( () => {
			if ( id !== null ) {
				focusRow( id );
			}
		} );
	};

	const { page, error, pollError, isLoading } = history;
	const shownQuery = JSON.stringify( toQuery( view ) );
	const announced = useRef( shownQuery );
	const count = page?.items.length ?? 0;
	useEffect( () => {
		// A search, a filter or another page: who sees the list sees what came of it.
		if ( ! isLoading && ! error && announced.current !== shownQuery ) {
			announced.current = shownQuery;
			speak( rowsText( count ) );
		}
	}, [ shownQuery, isLoading, error, count ] );

	return (
		<div
			className={ `telaris-history is-${ room }` }
			ref={ screenRef }
			tabIndex={ -1 }
		>
			<Problems problems={ health.data?.problems ?? [] } />
			{ health.data && (
				<HoldNotice
					health={ health.data }
					onReview={ () => held.run() }
					isOpeningReview={ held.isRunning }
				/>
			) }
			{ held.error && <Failure error={ held.error } /> }
			{ health.error && ! health.data ? (
				<Failure
					error={ health.error }
					title={ __(
						'It could not be found out how it stands.',
						'telaris-for-woocommerce'
					) }
					onRetry={ health.reload }
				/>
			) : (
				<Summary
					health={ health.data }
					navigate={ navigate }
					onReview={ () => failed.run( {} ) }
					isOpeningReview={ failed.isRunning }
					isAside={ hasDetail }
				/>
			) }
			{ failed.error && <Failure error={ failed.error } /> }
			{ isNoneLeft && (
				<Notice status="info" onRemove={ () => setIsNoneLeft( false ) }>
					{ __(
						'There is nothing to re-send.',
						'telaris-for-woocommerce'
					) }
				</Notice>
			) }
			{ error && (
				<Failure
					error={ error }
					title={
						page
							? __(
									'The history could not be loaded. The list is the one from before.',
									'telaris-for-woocommerce'
								)
							: __(
									'The history could not be loaded.',
									'telaris-for-woocommerce'
								)
					}
					onRetry={ history.reload }
				/>
			) }
			{ ! error && pollError && <Failure error={ pollError } /> }
			{ check.error && <Failure error={ check.error } /> }
			{ putBack.error && <Failure error={ putBack.error } /> }
			<div className="telaris-history__columns">
				{ ! ( hasDetail && room === 'narrow' ) &&
					( page || ! error ) && (
						<div
							className="telaris-card telaris-history__list"
							ref={ listRef }
						>
							<HistoryTable
								history={ history }
								view={ view }
								room={ room }
								navigate={ navigate }
								arrangement={ arrangement }
								onReview={ () =>
									failed.run( toFilter( view ) )
								}
								actions={ actions }
								selection={ selection }
								onChangeSelection={ setSelection }
								onShowNew={ showNew }
								empty={
									isFiltered( view ) ||
									view.cursor !== null ? (
										<NothingFound navigate={ navigate } />
									) : (
										<NothingYet
											health={ health.data }
											navigate={ navigate }
										/>
									)
								}
							/>
						</div>
					) }
				{ view.detail !== null && (
					<DetailPanel
						key={ view.detail }
						id={ view.detail }
						onResend={ ( notification ) =>
							setResending( [ notification ] )
						}
						previous={ neighbour( -1 ) }
						next={ neighbour( 1 ) }
						navigate={ navigate }
						onDismiss={ ( notification ) =>
							setDismissing( [ notification ] )
						}
						onClose={ closeDetail }
					/>
				) }
			</div>
			{ dismissing.length > 0 && (
				<DismissDialog
					notifications={ dismissing }
					onClose={ () => {
						setDismissing( [] );
						setSelection( [] );
						rescueFocus( screenRef.current, dismissing[ 0 ]?.id );
					} }
				/>
			) }
			{ view.review !== null && (
				<Review
					key={ view.review }
					review={ view.review }
					leftOut={ view.leftOut }
					more={ view.more }
					onClose={ () => {
						navigate( { review: null, leftOut: 0, more: 0 } );
						rescueFocus( screenRef.current, undefined );
					} }
				/>
			) }
			{ resending.length > 0 && (
				<ResendDialog
					notifications={ resending }
					onClose={ () => {
						setResending( [] );
						setSelection( [] );
						rescueFocus( screenRef.current, resending[ 0 ]?.id );
					} }
				/>
			) }
		</div>
	);
}
