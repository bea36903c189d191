/** A login that expired, a line that is cut, a server that breaks: nothing is lost, and there is a way on. */
import { fillLogin } from './support/people';
import { expect, test } from './support/test';

test.use( { ownContext: true } );

test( 'an expired login loses nothing', async ( {
	complaints,
	context,
	page,
	people,
	telaris,
	ui,
} ) => {
	complaints.expect( /40[013].*(wc-telaris|admin-ajax)/ );
	const order = await telaris.blocked();
	await ui.open();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await context.clearCookies();

	await ui.search.fill( order.telarisOrder );
	await expect( ui.failure ).toContainText( 'You are no longer logged in' );
	await expect( ui.search ).toHaveValue( order.telarisOrder );

	const opened = context.waitForEvent( 'page' );
	await ui.failure.getByRole( 'link', { name: 'Log in again' } ).click();
	const tab = await opened;
	await fillLogin( tab, await people.find( 'admin' ) );
	await expect(
		tab.locator( '#telaris-for-woocommerce' ).getByRole( 'searchbox' )
	).toHaveValue( order.telarisOrder );
	await tab.close();

	await ui.failure.getByRole( 'button', { name: 'Try again' } ).click();
	await expect( ui.rows ).toHaveCount( 1 );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await expect( ui.failure ).toHaveCount( 0 );
	await expect( page ).toHaveURL(
		new RegExp( `search=${ order.telarisOrder }` )
	);
} );

test( 'a nonce that ran out is renewed, and nobody notices', async ( {
	complaints,
	page,
	telaris,
	ui,
} ) => {
	complaints.expect( /403.*wc-telaris/ );
	const order = await telaris.blocked();
	await ui.open();
	await page.evaluate( () => {
		// Of twelve hours ago, as far as WordPress can tell.
		( window as any ).wp.apiFetch.nonceMiddleware.nonce = 'aaaaaaaaaa';
	} );
	const refused = page.waitForResponse( ( reply ) => reply.status() === 403 );
	await ui.search.fill( order.telarisOrder );
	await refused;
	await expect( ui.rows ).toHaveCount( 1 );
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await expect( ui.failure ).toHaveCount( 0 );
} );

test( 'offline, it says so and goes on by itself once the connection is back', async ( {
	complaints,
	context,
	telaris,
	ui,
} ) => {
	complaints.expect( /ERR_INTERNET_DISCONNECTED/ );
	const order = await telaris.invoiced();
	await ui.open();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await context.setOffline( true );
	await ui.search.fill( order.telarisOrder );
	await expect( ui.failure ).toContainText(
		'The shop cannot be reached. Check your internet connection.'
	);
	await context.setOffline( false );
	await expect( ui.rows ).toHaveCount( 1 );
	await expect( ui.failure ).toHaveCount( 0 );
} );

test( 'a server that breaks: the error, and Try again', async ( {
	complaints,
	page,
	telaris,
	ui,
} ) => {
	complaints.expect( /500.*wc-telaris/ );
	const order = await telaris.invoiced();
	const list = /\/wc-telaris\/v1\/notifications\?/;
	await page.route( list, ( route ) =>
		route.fulfill( {
			status: 500,
			contentType: 'text/html',
			body: '<p>There has been a critical error on this website.</p>',
		} )
	);
	await ui.open( { search: order.telarisOrder } );
	await expect( ui.failure ).toContainText(
		'The history could not be loaded.'
	);
	await expect( ui.failure ).toContainText( 'The shop could not answer.' );
	await page.unroute( list );
	await ui.failure.getByRole( 'button', { name: 'Try again' } ).click();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
	await expect( ui.failure ).toHaveCount( 0 );
} );

test( 'a database that fails for a while is said in words, too', async ( {
	complaints,
	probe,
	telaris,
	ui,
} ) => {
	complaints.expect( /50[03].*wc-telaris/ );
	const order = await telaris.invoiced();
	await probe.faults( {
		query_fails: { pattern: 'FROM \\S*telaris_notifications', nth: 0 },
		path: 'wc-telaris',
	} );
	try {
		await ui.open( { search: order.telarisOrder } );
		await expect( ui.failure ).toContainText(
			'The history could not be loaded.'
		);
	} finally {
		await probe.clearFaults();
	}
	await ui.failure
		.getByRole( 'button', { name: 'Try again' } )
		.first()
		.click();
	await expect( ui.row( order.telarisOrder ) ).toBeVisible();
} );
