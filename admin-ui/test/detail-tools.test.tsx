import { screen, waitFor } from '@testing-library/react';

import { curlOf } from '../src/text/curl';
import { differenceText, moneyText } from '../src/text/money';
import { FakeShop } from './fake-shop';
import { makeBlocked, makeNotification } from './fixtures';
import { addressQuery, renderApp } from './render-app';

it( 'goes to the rows above and below by keys and buttons', async () => {
	new FakeShop( [
		makeBlocked( 43 ),
		makeNotification( 42 ),
		makeNotification( 41 ),
	] );
	const user = renderApp( '&notification=43' );
	await screen.findByRole( 'heading', { name: 'Order #1043' } );
	await screen.findByText( '#1041' );
	await user.keyboard( 'j' );
	expect(
		await screen.findByRole( 'heading', { name: 'Order #1042' } )
	).toBeVisible();
	expect( addressQuery() ).toBe( 'notification=42' );
	await user.click( screen.getByRole( 'button', { name: /^Row below/ } ) );
	await screen.findByRole( 'heading', { name: 'Order #1041' } );
	expect(
		screen.getByRole( 'button', { name: /^Row below/ } )
	).toHaveAttribute( 'aria-disabled', 'true' );
	await user.keyboard( 'k' );
	await waitFor( () => expect( addressQuery() ).toBe( 'notification=42' ) );
} );

it( 'leads to all messages about the order', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	const user = renderApp( '&notification=41' );
	await user.click(
		await screen.findByRole( 'link', {
			name: 'All messages about this order',
		} )
	);
	expect( addressQuery() ).toBe( 'search=10041' );
	await waitFor( () =>
		expect( shop.queries.at( -1 )?.get( 'search' ) ).toBe( '10041' )
	);
} );

it( 'writes a message as a command, without its signature', () => {
	const command = curlOf( 'https://shop.example/n', {
		...makeNotification( 41 ),
		deliveries: [],
		sent: { type: 'order.invoiced', data: { telaris_order: "1'2" } },
	} );
	expect( command ).toContain( "curl -X POST 'https://shop.example/n'" );
	expect( command ).toContain( "-H 'webhook-id: msg_41'" );
	expect( command ).toContain( "1'\\''2" );
	expect( command ).toContain( "'webhook-signature: v1,…'" );
	expect(
		curlOf( 'https://shop.example/n', makeNotification( 41 ) )
	).toContain(
		`--data-raw '${ makeNotification( 41 ).deliveries[ 0 ]!.request.body }'`
	);
} );

describe( 'the total of the invoice', () => {
	const order = {
		...makeNotification( 41 ).order!,
		amount: '499.00',
		currency: 'NOK',
	};
	const invoice = ( total: string, currency = 'NOK' ) => ( {
		...makeNotification( 41 ).invoice!,
		total,
		currency,
	} );

	it( 'stands beside that of the order, with the difference', async () => {
		new FakeShop( [
			makeNotification( 41, { order, invoice: invoice( '450.00' ) } ),
		] );
		renderApp( '&notification=41' );
		expect(
			await screen.findByText( /49.00 less than the order/ )
		).toBeVisible();
	} );

	it( 'is not marked where it is the same', () => {
		expect( differenceText( invoice( '499' ), order ) ).toBeNull();
		expect( differenceText( invoice( '499.5' ), order ) ).toMatch(
			/0.50 more/
		);
		expect( differenceText( invoice( '499', 'SEK' ), order ) ).toBe(
			'Another currency'
		);
		expect( moneyText( 'x', 'NOK' ) ).toBeNull();
	} );
} );
