import type { ComponentProps } from 'react';

import type { Navigate } from '../hooks/use-view-state';
import { changeView, parseAddress, toAddress } from '../url/view-state';
import type { ViewState } from '../url/view-state';

interface ViewLinkProps extends ComponentProps< 'a' > {
	to: Partial< ViewState >;
	navigate: Navigate;
}

/**
 * A link to another view: a real address, so that it opens in a new tab as
 * well, but without loading the page again.
 */
export function ViewLink( {
	to,
	navigate,
	children,
	...props
}: ViewLinkProps ) {
	const { search } = window.location;
	return (
		<a
			{ ...props }
			href={ toAddress(
				changeView( parseAddress( search ), to ),
				search
			) }
			onClick={ ( event ) => {
				const isPlain = ! (
					event.metaKey ||
					event.ctrlKey ||
					event.shiftKey ||
					event.altKey
				);
				if ( isPlain && event.button === 0 ) {
					event.preventDefault();
					navigate( to );
				}
			} }
		>
			{ children }
		</a>
	);
}
