import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';

import type { AwaitingOrder } from '../src/api/types';
import { API, FakeShop, refusal } from './fake-shop';
import { makeBlocked, makeNotification } from './fixtures';
import { addressQuery, renderApp } from './render-app';
import { server } from './server';

const makeWaiting = (
	id: number,
	change: Partial< AwaitingOrder > = {}
): AwaitingOrder => ( {
	order: {
		id,
		number: String( id ),
		status: 'processing',
		status_label: 'Processing',
		edit_url: `https://shop.example/wp-admin/order/${ id }`,
		customer: 'Kari N.',
		total: '499,00 kr',
		exists: true,
	},
	telaris_order: String( 9000 + id ),
	company: null,
	linked_at: new Date( Date.now() - 3 * 86_400_000 ).toISOString(),
	link_source: 'import',
	told: null,
	...change,
} );

const open = ( query = '' ) => renderApp( `&tab=awaiting${ query }` );

const clickComplete = async ( user: ReturnType< typeof open > ) => {
	await user.click(
		await screen.findByRole( 'button', {
			name: 'Order #1041 is invoiced in Telaris: complete now…',
		} )
	);
	return within( await screen.findByRole( 'dialog' ) );
};

it( 'says which orders wait, since when and how they are known', async () => {
	const shop = new FakeShop();
	shop.waiting = [
		makeWaiting( 1041 ),
		makeWaiting( 1042, { link_source: 'hand' } ),
	];
	open();
	expect(
		await screen.findByRole( 'link', { name: 'Order #1041' } )
	).toHaveAttribute( 'href', 'https://shop.example/wp-admin/order/1041' );
	const [ first, second ] = screen.getAllByRole( 'listitem' ).slice( -2 );
	expect( first ).toHaveTextContent(
		/Telaris 10041, imported \w+day \d+:\d\d/
	);
	expect( first ).toHaveTextContent( 'Kari N. · 499,00 kr · Processing' );
	expect( second ).toHaveTextContent( 'linked by hand' );
} );

it( 'says what Telaris told of them besides', async () => {
	const shop = new FakeShop();
	const at = new Date( Date.now() - 2 * 3_600_000 ).toISOString();
	shop.waiting = [
		makeWaiting( 1041, { told: { type: 'order.cancelled', at } } ),
		makeWaiting( 1042, { told: { type: 'order.partially_invoiced', at } } ),
		makeWaiting( 1043 ),
	];
	open();
	await screen.findByRole( 'link', { name: 'Order #1041' } );
	const [ first, second, third ] = screen
		.getAllByRole( 'listitem' )
		.slice( -3 );
	expect( first ).toHaveTextContent(
		/Cancelled in Telaris Telaris said so 2 hours ago\. Cancel it here too/
	);
	expect( second ).toHaveTextContent(
		/Partly invoiced Telaris said so 2 hours ago\. It is completed when the rest/
	);
	expect( third ).not.toHaveTextContent( /Telaris said so/ );
} );

it( 'says when none waits', async () => {
	new FakeShop();
	open();
	expect(
		await screen.findByText( 'No order waits to be invoiced.' )
	).toBeVisible();
} );

it( 'can show only those that wait for long', async () => {
	const shop = new FakeShop();
	const user = open();
	await user.selectOptions(
		await screen.findByRole( 'combobox', { name: 'Imported' } ),
		'at least 7 days ago'
	);
	await waitFor( () =>
		expect( shop.queries.at( -1 )?.get( 'days' ) ).toBe( '7' )
	);
	expect( addressQuery() ).toBe( 'tab=awaiting&days=7' );
} );

it( 'completes an order when somebody says that it is invoiced', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	shop.waiting = [ makeWaiting( 1041 ) ];
	const user = open();
	const dialog = await clickComplete( user );
	expect(
		dialog.getByText( /if Telaris order 10041 is invoiced/ )
	).toBeVisible();
	await user.click( dialog.getByLabelText( /Send the customer/ ) );
	await user.click(
		dialog.getByRole( 'button', { name: 'Complete the order' } )
	);
	expect( await dialog.findByText( 'Set to Completed.' ) ).toBeVisible();
	expect( shop.calls ).toEqual( [
		{ route: 'complete 1041', body: { send_email: false } },
	] );
	await user.click( dialog.getByRole( 'button', { name: 'Done' } ) );
	expect(
		await screen.findByText( 'No order waits to be invoiced.' )
	).toBeVisible();
} );

it( 'does nothing on Cancel', async () => {
	const shop = new FakeShop( [ makeNotification( 41 ) ] );
	shop.waiting = [ makeWaiting( 1041 ) ];
	const user = open();
	const dialog = await clickComplete( user );
	await user.click( dialog.getByRole( 'button', { name: 'Cancel' } ) );
	expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
	expect( shop.calls ).toEqual( [] );
} );

it( 'says what stood against it', async () => {
	const shop = new FakeShop( [ makeBlocked( 41 ) ] );
	shop.waiting = [ makeWaiting( 1041 ) ];
	const user = open();
	const dialog = await clickComplete( user );
	await user.click(
		dialog.getByRole( 'button', { name: 'Complete the order' } )
	);
	expect(
		await dialog.findByText( /The order had the status/ )
	).toBeVisible();
	await user.click(
		dialog.getByRole( 'link', { name: 'Show it in the history' } )
	);
	expect( addressQuery() ).toBe( 'notification=41' );
} );

it( 'says when the orders could not be loaded, and tries again', async () => {
	new FakeShop();
	server.use(
		http.get(
			`${ API }/awaiting`,
			() => refusal( 500, 'internal_error', 'Out of order.' ),
			{ once: true }
		)
	);
	const user = open();
	expect( await screen.findByText( 'Out of order.' ) ).toBeVisible();
	await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
	expect(
		await screen.findByText( 'No order waits to be invoiced.' )
	).toBeVisible();
} );
