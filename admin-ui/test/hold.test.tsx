import { screen, within } from '@testing-library/react';

import { FakeShop } from './fake-shop';
import { makeHeld, makeHealth, makeNotification, makeResult } from './fixtures';
import { renderApp } from './render-app';

const HELD = { hold: true, held: 2 };

describe( 'the hold', () => {
	it( 'is said above the history, with what waits', async () => {
		const shop = new FakeShop( [ makeHeld( 41 ), makeHeld( 42 ) ] );
		shop.health = makeHealth( HELD );
		renderApp();
		expect(
			await screen.findByText( /Hold is on: 2 orders wait/ )
		).toBeVisible();
		expect(
			await screen.findAllByText(
				'Held back: the order would be set to Completed.'
			)
		).toHaveLength( 2 );
		expect(
			screen.getAllByRole( 'button', { name: 'Release…' } )
		).toHaveLength( 2 );
	} );

	it( 'is said where nothing waits', async () => {
		const shop = new FakeShop( [ makeNotification( 41 ) ] );
		shop.health = makeHealth( { hold: true } );
		renderApp();
		expect(
			await screen.findByText( /Hold is on: what Telaris sends/ )
		).toBeVisible();
		expect(
			screen.queryByRole( 'button', { name: /release/ } )
		).not.toBeInTheDocument();
	} );

	it( 'is not spoken of where there is none', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		renderApp();
		await screen.findByText( 'Nothing needs your attention.' );
		expect( screen.queryByText( /Hold is/ ) ).not.toBeInTheDocument();
	} );

	it( 'leaves what waits to a person, who sees first what each would do', async () => {
		const shop = new FakeShop( [
			makeNotification( 40 ),
			makeHeld( 41 ),
			makeHeld( 42, {
				result: makeResult(
					'held',
					'held',
					'Held back: the order would not be completed. The order is Cancelled.'
				),
				can_override: true,
			} ),
		] );
		shop.health = makeHealth( { hold: false, held: 2 } );
		const user = renderApp();
		expect(
			await screen.findByText( /Hold is off. 2 orders/ )
		).toBeVisible();
		await user.click(
			screen.getByRole( 'button', { name: 'Review and release 2' } )
		);
		const dialog = within(
			await screen.findByRole( 'dialog', { name: 'Release 2 orders' } )
		);
		expect(
			await dialog.findByText( '1 order can be completed at once' )
		).toBeVisible();
		expect(
			dialog.getByText( '1 order only if you say so' )
		).toBeVisible();
		expect( dialog.queryByText( /Last time/ ) ).not.toBeInTheDocument();
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		expect(
			await dialog.findByText( '1 order is Completed now' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 41',
		] );
	} );

	it( 'releases an order once, however many messages are about it', async () => {
		const first = makeHeld( 41 );
		const shop = new FakeShop( [
			first,
			makeHeld( 42, { order: first.order } ),
			makeHeld( 43 ),
		] );
		shop.health = makeHealth( { hold: true, held: 2 } );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Review and release 2',
			} )
		);
		const dialog = within(
			await screen.findByRole( 'dialog', { name: 'Release 2 orders' } )
		);
		expect(
			await dialog.findByText( '2 orders can be completed at once' )
		).toBeVisible();
		await user.click(
			dialog.getByRole( 'button', { name: 'Set 2 orders to Completed' } )
		);
		expect(
			await dialog.findByText( '2 orders are Completed now' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ).sort() ).toEqual( [
			'resend 41',
			'resend 43',
		] );
	} );

	it( 'releases an order by the message that can, where an older one is blocked', async () => {
		const first = makeHeld( 41 );
		const shop = new FakeShop( [
			first,
			makeHeld( 42, { order: first.order } ),
		] );
		shop.previews[ 41 ] = {
			will: 'blocked',
			against: 'Order 1041 has another number.',
		};
		shop.health = makeHealth( { hold: true, held: 1 } );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', {
				name: 'Review and release 1',
			} )
		);
		const dialog = within( await screen.findByRole( 'dialog' ) );
		await user.click(
			await dialog.findByRole( 'button', { name: /to Completed$/ } )
		);
		await dialog.findByText( /Completed now/ );
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 42',
		] );
	} );

	it( 'lets one be released from its details', async () => {
		new FakeShop( [ makeHeld( 41 ) ] );
		const user = renderApp( '&notification=41' );
		await user.click(
			await screen.findByRole( 'button', { name: 'Release…' } )
		);
		expect(
			await screen.findByRole( 'dialog', {
				name: 'Release: Order #1041',
			} )
		).toBeVisible();
	} );

	it( 'is begun and ended in the settings', async () => {
		const shop = new FakeShop( [] );
		const user = renderApp( '&tab=connection' );
		await user.click(
			await screen.findByRole( 'checkbox', { name: /Hold back/ } )
		);
		shop.health = makeHealth( { hold: true } );
		await user.click(
			screen.getByRole( 'button', { name: 'Save settings' } )
		);
		await screen.findByText( 'Saved.' );
		expect( shop.calls ).toEqual( [
			{ route: 'settings', body: { hold: true } },
		] );
		await user.click( screen.getByRole( 'link', { name: /History/ } ) );
		expect( await screen.findByText( /Hold is on/ ) ).toBeVisible();
	} );
} );

describe( 'what the shop tries again by itself', () => {
	const retrying = () =>
		makeNotification( 41, {
			state: 'pending',
			result: makeResult(
				'save_unconfirmed',
				'needs_check',
				'The shop could not save the change.'
			),
			next_attempt_at: new Date( Date.now() + 330_000 ).toISOString(),
			can_resend: true,
			can_retry: true,
		} );

	it( 'is tried now', async () => {
		const shop = new FakeShop( [ retrying() ] );
		const user = renderApp( '&notification=41' );
		const panel = within(
			await screen.findByRole( 'complementary', { name: 'Order #1041' } )
		);
		expect( panel.getByText( /The shop tries again/ ) ).toHaveTextContent(
			'in 5 minutes'
		);
		await user.click( panel.getByRole( 'button', { name: 'Try now' } ) );
		expect( await panel.findByText( 'Nothing.' ) ).toBeVisible();
		expect(
			panel.queryByRole( 'button', { name: 'Try now' } )
		).not.toBeInTheDocument();
		expect( shop.calls ).toEqual( [ { route: 'retry 41', body: null } ] );
	} );

	it( 'is left, when a person says so', async () => {
		const shop = new FakeShop( [ retrying() ] );
		const user = renderApp( '&notification=41' );
		await user.click(
			await screen.findByRole( 'button', { name: 'Cancel retries' } )
		);
		expect(
			await screen.findByRole( 'button', { name: 'Re-send…' } )
		).toBeVisible();
		expect(
			screen.queryByRole( 'button', { name: 'Cancel retries' } )
		).not.toBeInTheDocument();
		expect( shop.calls ).toEqual( [ { route: 'cancel 41', body: null } ] );
	} );
} );
