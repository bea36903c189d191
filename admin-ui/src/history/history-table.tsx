import { Button } from '@wordpress/components';
import { DataViews } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';

import type { Notification } from '../api/types';
import { notificationName } from '../text/names';
import { ViewLink } from '../ui/view-link';
import type { SavedArrangement } from '../hooks/use-arrangement';
import type { History } from '../hooks/use-history';
import type { Navigate } from '../hooks/use-view-state';
import { fromDataView, layoutOf, toDataView } from '../url/data-view';
import type { Room } from '../url/data-view';
import { isArranged, PAGE_SIZES, UNARRANGED } from '../url/view-state';
import type { ViewState } from '../url/view-state';
import { rowActions } from './actions';
import { BulkBar } from './bulk-bar';
import type { RowActions } from './actions';
import { ExportButton } from './export-button';
import { columnsOf, historyFields } from './fields';
import { NewRows } from './new-rows';
import { Pager } from './pager';
import { ViewsMenu } from './views-menu';

const LAYOUTS = { table: {}, list: {} };
const CONFIG = { perPageSizes: [ ...PAGE_SIZES ] };

const idOf = ( { id }: Notification ) => String( id );

const rowLinkId = ( id: number ) => `telaris-notification-${ id }`;

/**
 * Brings the focus back to what opened the details of a row.
 *
 * @param id The notification.
 */
export function focusRow( id: number ): void {
	const opener =
		document.getElementById( rowLinkId( id ) ) ??
		// DataViews' list makes a button of each row and names it itself.
		document.querySelector< HTMLElement >(
			`.dataviews-view-list [id$="-${ id }-item-wrapper"]`
		);
	opener?.focus();
}

interface HistoryTableProps {
	history: History;
	view: ViewState;
	room: Room;
	navigate: Navigate;
	arrangement: SavedArrangement;
	/** Opens the re-send dialog for what failed and matches the filter. */
	onReview: () => void;
	actions: RowActions;
	selection: string[];
	onChangeSelection: ( selection: string[] ) => void;
	/** Said where there are no rows. */
	empty: ReactNode;
	onShowNew: () => void;
}

/**
 * The rows with search, filters and pages, put together from DataViews' parts,
 * since its own pager knows page numbers only.
 */
export function HistoryTable( {
	history,
	view,
	room,
	navigate,
	arrangement,
	onReview,
	actions,
	selection,
	onChangeSelection,
	empty,
	onShowNew,
}: HistoryTableProps ) {
	const isList = layoutOf( view, room ) === 'list';
	const fields = useMemo( () => historyFields( isList ), [ isList ] );
	const columns = useMemo( () => columnsOf( fields ), [ fields ] );
	const shown = toDataView( view, room, columns );
	const dataActions = useMemo(
		() => rowActions( actions, room === 'wide' || room === 'medium' ),
		[ actions, room ]
	);
	const { page, isLoading, newCount } = history;
	const items = page?.items ?? [];
	const selected = items.filter(
		( item ) =>
			selection.includes( idOf( item ) ) &&
			! isList &&
			dataActions.some(
				( { isEligible, supportsBulk } ) =>
					supportsBulk && ( isEligible?.( item ) ?? true )
			)
	);
	const openDetail = view.detail === null ? [] : [ String( view.detail ) ];

	return (
		<DataViews
			view={ shown }
			onChangeView={ ( next ) => {
				const change = fromDataView( next, shown, columns );
				arrangement.save( change );
				navigate( change );
			} }
			onReset={
				isArranged( view ) &&
				( () => {
					arrangement.reset();
					navigate( UNARRANGED );
				} )
			}
			config={ CONFIG }
			fields={ fields }
			actions={ dataActions }
			data={ items }
			getItemId={ idOf }
			isLoading={ isLoading }
			defaultLayouts={ LAYOUTS }
			paginationInfo={ { totalItems: items.length, totalPages: 1 } }
			// In a list the selected row is the one whose details are open.
			selection={ isList ? openDetail : selection }
			onChangeSelection={ ( ids ) => {
				if ( ! isList ) {
					onChangeSelection( ids );
				} else if ( ids[ 0 ] ) {
					navigate( { detail: Number( ids[ 0 ] ) } );
				}
			} }
			renderItemLink={ ( { item, children, ...props } ) => (
				<ViewLink
					{ ...props }
					id={ rowLinkId( item.id ) }
					to={ { detail: item.id } }
					navigate={ navigate }
					aria-current={
						item.id === view.detail ? 'true' : undefined
					}
				>
					{ children }
					<span className="screen-reader-text">
						{ sprintf(
							/* translators: %s: for example "Order #1043". */
							__( 'Details of %s', 'telaris-for-woocommerce' ),
							notificationName( item )
						) }
					</span>
				</ViewLink>
			) }
			empty={ empty }
		>
			<div className="telaris-toolbar">
				<DataViews.Search
					label={ __(
						'Search numbers, customer or email',
						'telaris-for-woocommerce'
					) }
				/>
				<NewRows count={ newCount } onShow={ onShowNew } />
				<div className="telaris-toolbar__tools">
					{ view.state === 'failed' &&
						( ! page || items.length > 0 ) && (
							<Button
								variant="secondary"
								size="compact"
								// Its place is kept until it is known whether there are any.
								disabled={ ! page }
								accessibleWhenDisabled
								onClick={ onReview }
							>
								{ __(
									'Review all of these…',
									'telaris-for-woocommerce'
								) }
							</Button>
						) }
					<ViewsMenu view={ view } navigate={ navigate } />
					<ExportButton view={ view } />
					{ room !== 'beside' && room !== 'narrow' && (
						<>
							<DataViews.LayoutSwitcher />
							<DataViews.ViewConfig />
						</>
					) }
				</div>
			</div>
			<div
				className={ `telaris-filters ${ selected.length > 0 ? 'has-selection' : '' }` }
			>
				<DataViews.Filters className="telaris-filters__list" />
				{ selected.length > 0 && (
					<BulkBar
						selected={ selected }
						actions={ dataActions }
						onClear={ () => onChangeSelection( [] ) }
					/>
				) }
			</div>
			<DataViews.Layout />
			{ page && items.length > 0 && (
				<div className="telaris-footer">
					<Pager
						newer={ page.newer }
						older={ page.older }
						isNewest={ view.cursor === null }
						navigate={ navigate }
					/>
				</div>
			) }
		</DataViews>
	);
}
