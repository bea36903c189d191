import { DropdownMenu, Icon, MenuGroup, MenuItem } from '@wordpress/components';
import { getSettings } from '@wordpress/date';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { check, chevronDown } from '@wordpress/icons';

import { useAnswer } from '../hooks/use-answer';
import { useSavedViews } from '../hooks/use-saved-views';
import type { Navigate } from '../hooks/use-view-state';
import {
	failedThisWeek,
	filterOf,
	isSameList,
	openView,
} from '../url/saved-views';
import { today } from '../url/shop-day';
import { isFiltered, toFilter, UNFILTERED } from '../url/view-state';
import type { ViewFilter, ViewState } from '../url/view-state';
import { SaveViewDialog } from './save-view-dialog';

/** Those that everybody has. */
function usualViews( day: string ): { name: string; filter: ViewFilter }[] {
	return [
		{
			name: __( 'Not set to Completed', 'telaris-for-woocommerce' ),
			filter: { ...UNFILTERED, state: 'failed' },
		},
		{
			name: __(
				'Not set to Completed, this week',
				'telaris-for-woocommerce'
			),
			filter: failedThisWeek( day, getSettings().l10n.startOfWeek ),
		},
		{
			name: __( 'Needs a check', 'telaris-for-woocommerce' ),
			filter: {
				...UNFILTERED,
				heading: 'needs_check',
				state: 'completed',
			},
		},
	];
}

interface ViewItemProps {
	name: string;
	filter: ViewFilter;
	isSelected: boolean;
	onSelect: () => void;
}

/** What stands at the end of a view's line: the number of its rows, and whether it is shown. */
function ViewSuffix( {
	count = '',
	isSelected,
}: {
	count?: string;
	isSelected: boolean;
} ) {
	return (
		<span className="telaris-views__suffix">
			{ count }
			{ isSelected ? <Icon icon={ check } /> : null }
		</span>
	);
}

/** A view to go to, with the number of its rows. */
function ViewItem( { name, filter, isSelected, onSelect }: ViewItemProps ) {
	// A help only: where it cannot be had, none is shown.
	const { data } = useAnswer( 'getCount', toFilter( filter ) );
	const count = data ? `${ data.count }${ data.more ? '+' : '' }` : '';
	return (
		<MenuItem
			role="menuitemradio"
			isSelected={ isSelected }
			onClick={ onSelect }
			suffix={ <ViewSuffix count={ count } isSelected={ isSelected } /> }
		>
			{ name }
		</MenuItem>
	);
}

interface ViewsMenuProps {
	view: ViewState;
	navigate: Navigate;
}

/**
 * Views of the history to come back to: those that everybody has, and those
 * that the person keeps.
 */
export function ViewsMenu( { view, navigate }: ViewsMenuProps ) {
	const { views, hasRoom, save, remove } = useSavedViews();
	const [ isSaving, setIsSaving ] = useState( false );
	const day = today();
	const shown = filterOf( view );
	const isShown = ( filter: ViewFilter ) => isSameList( filter, shown, day );
	const own = views.map( ( saved ) => ( {
		name: saved.name,
		filter: openView( saved, day ),
	} ) );
	const ownShown = own.find( ( { filter } ) => isShown( filter ) );

	return (
		<>
			<DropdownMenu
				icon={ chevronDown }
				text={ __( 'Views', 'telaris-for-woocommerce' ) }
				label={ __( 'Views', 'telaris-for-woocommerce' ) }
				toggleProps={ {
					variant: 'tertiary',
					size: 'compact',
					iconPosition: 'right',
					showTooltip: false,
				} }
				popoverProps={ { className: 'telaris-views' } }
			>
				{ ( { onClose } ) => {
					const item = ( {
						name,
						filter,
					}: {
						name: string;
						filter: ViewFilter;
					} ) => (
						<ViewItem
							key={ name }
							name={ name }
							filter={ filter }
							isSelected={ isShown( filter ) }
							onSelect={ () => {
								navigate( filter );
								onClose();
							} }
						/>
					);
					return (
						<>
							<MenuGroup>
								<MenuItem
									role="menuitemradio"
									isSelected={ isShown( UNFILTERED ) }
									suffix={
										<ViewSuffix
											isSelected={ isShown( UNFILTERED ) }
										/>
									}
									onClick={ () => {
										navigate( UNFILTERED );
										onClose();
									} }
								>
									{ __( 'All', 'telaris-for-woocommerce' ) }
								</MenuItem>
								{ usualViews( day ).map( item ) }
							</MenuGroup>
							{ own.length > 0 && (
								<MenuGroup
									label={ __(
										'Your own',
										'telaris-for-woocommerce'
									) }
								>
									{ own.map( item ) }
								</MenuGroup>
							) }
							<MenuGroup>
								<MenuItem
									disabled={ ! isFiltered( view ) }
									{ ...( ! isFiltered( view ) && {
										info: __(
											'Search or filter first.',
											'telaris-for-woocommerce'
										),
									} ) }
									onClick={ () => {
										setIsSaving( true );
										onClose();
									} }
								>
									{ __(
										'Save this view…',
										'telaris-for-woocommerce'
									) }
								</MenuItem>
								{ ownShown && (
									<MenuItem
										onClick={ () => {
											remove( ownShown.name );
											onClose();
										} }
									>
										{ sprintf(
											/* translators: %s: what a person calls a view of the history. */
											__(
												'Remove "%s"',
												'telaris-for-woocommerce'
											),
											ownShown.name
										) }
									</MenuItem>
								) }
							</MenuGroup>
						</>
					);
				} }
			</DropdownMenu>
			{ isSaving && (
				<SaveViewDialog
					view={ view }
					today={ day }
					names={ views.map( ( { name } ) => name ) }
					hasRoom={ hasRoom }
					onSave={ save }
					onClose={ () => setIsSaving( false ) }
				/>
			) }
		</>
	);
}
