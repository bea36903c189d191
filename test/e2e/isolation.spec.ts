/** The plugin beside others in wp-admin: nothing of it on other pages, one React, the page's own. */
import { expect, test } from './support/test';

test( 'nothing of ours is loaded on other pages', async ( { page, shop } ) => {
	const ours: string[] = [];
	page.on( 'request', ( request ) => {
		if ( /telaris/.test( new URL( request.url() ).pathname ) ) {
			ours.push( request.url() );
		}
	} );
	const pages = [
		'/wp-admin/',
		'/wp-admin/plugins.php',
		'/wp-admin/users.php',
		'/',
	];
	for ( const address of [
		...pages,
		...( shop.ground.standIn
			? []
			: [ '/wp-admin/admin.php?page=wc-orders' ] ),
	] ) {
		await page.goto( address );
		await page.waitForLoadState( 'load' );
	}
	expect( ours ).toEqual( [] );
} );

test( 'one React draws our screen, the page’s own', async ( {
	page,
	request,
	ui,
} ) => {
	// Every copy of react-dom reports itself to this hook, if there is one.
	await page.addInitScript( () => {
		const renderers: unknown[] = [];
		Object.assign( window, {
			renderers,
			__REACT_DEVTOOLS_GLOBAL_HOOK__: {
				isDisabled: false,
				supportsFiber: true,
				renderers: new Map(),
				inject: ( renderer: unknown ) => renderers.push( renderer ),
				checkDCE: () => {},
				onCommitFiberRoot: () => {},
				onCommitFiberUnmount: () => {},
				onPostCommitFiberRoot: () => {},
			},
		} );
	} );
	await ui.open();
	await expect( ui.search ).toBeVisible();
	const seen = await page.evaluate( () => {
		const { React, renderers } = window as unknown as {
			React: { version: string };
			renderers: { version: string }[];
		};
		return {
			react: React.version,
			renderers: renderers.map( ( { version } ) => version ),
		};
	} );
	expect(
		seen.renderers.map( ( version ) => version.split( '-' )[ 0 ] )
	).toEqual( [ seen.react ] );

	const script = await page
		.locator( 'script#telaris-for-woocommerce-js' )
		.getAttribute( 'src' );
	const code = await ( await request.get( script ?? '' ) ).text();
	expect( code.length ).toBeGreaterThan( 10_000 );
	// What react's and react-dom's own code would bring along.
	for ( const trace of [
		'reactjs.org/docs/error-decoder',
		'Minified React error',
		'__reactContainer$',
	] ) {
		expect( code ).not.toContain( trace );
	}
} );

test.describe( 'somebody who is not logged in', () => {
	test.use( { person: null } );

	test( 'sees neither the page nor the history', async ( {
		page,
		request,
	} ) => {
		await page.goto( '/wp-admin/admin.php?page=telaris-for-woocommerce' );
		await expect( page ).toHaveURL( /wp-login\.php/ );
		expect(
			(
				await request.get( '/wp-json/wc-telaris/v1/notifications' )
			).status()
		).toBe( 401 );
	} );
} );
