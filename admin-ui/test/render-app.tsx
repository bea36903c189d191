import '@wordpress/jest-console';
import { createRegistry, RegistryProvider, useRegistry } from '@wordpress/data';
import { useState } from '@wordpress/element';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';

import { App } from '../src/app';
import { store } from '../src/store';

/**
 * Opens the screen.
 *
 * @param query   What stands in the address besides the page.
 * @param options How the person types, such as where time is a test's own.
 * @return A person, who clicks and types.
 */
export function renderApp(
	query = '',
	options: Parameters< typeof userEvent.setup >[ 0 ] = {}
) {
	window.history.replaceState(
		null,
		'',
		`/wp-admin/admin.php?page=telaris-for-woocommerce${ query }`
	);
	const user = userEvent.setup( options );
	render( <FreshApp /> );
	return user;
}

/** The screen on a page that was just loaded: its store knows nothing yet. */
export function FreshApp() {
	const parent = useRegistry();
	const [ registry ] = useState( () => {
		const fresh = createRegistry( {}, parent );
		fresh.register( store );
		return fresh;
	} );
	return (
		<RegistryProvider value={ registry }>
			<App />
		</RegistryProvider>
	);
}

/** What stands in the address besides the page. */
export function addressQuery(): string {
	const parameters = new URLSearchParams( window.location.search );
	parameters.delete( 'page' );
	return parameters.toString();
}

/**
 * Filters the history.
 *
 * @param user   The person.
 * @param filter The filter's name.
 * @param option What to filter by.
 */
export async function pickFilter(
	user: UserEvent,
	filter: string,
	option: string
): Promise< void > {
	await user.click( await screen.findByRole( 'button', { name: filter } ) );
	await user.click( await screen.findByRole( 'option', { name: option } ) );
	// DataViews' own, about the list of options that it opens.
	expect( console ).toHaveWarnedWith(
		'A composite widget with `virtualFocus` enabled requires a focusable composite element. Set the `focusable` prop to `true` or the `virtualFocus` option to `false`.'
	);
}
