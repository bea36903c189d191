import { screen, within } from '@testing-library/react';
import { http } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import { makeSettings } from './fixtures';
import { overridden } from './overridden';
import { renderApp } from './render-app';
import { server } from './server';

const openSettings = () => renderApp( '&tab=connection' );

const keyField = () =>
	screen.findByRole( 'combobox', { name: 'Telaris’s API key' } );

const saveButton = () =>
	screen.getByRole( 'button', { name: 'Save settings' } );

it( 'marks the key that Telaris uses, and says how far it is guarded', async () => {
	const shop = new FakeShop();
	const user = openSettings();
	await user.selectOptions(
		await keyField(),
		'Telaris import …abc1234 (kari)'
	);
	await user.click(
		screen.getByRole( 'radio', { name: /Refuse, and show it/ } )
	);
	await user.click( saveButton() );
	expect( await screen.findByText( 'Saved.' ) ).toBeVisible();
	expect( shop.calls ).toEqual( [
		{
			route: 'settings',
			body: { marked_key: 7, core_api_guard: 'protect' },
		},
	] );
} );

it( 'does not ask how far a key is guarded while none is marked', async () => {
	new FakeShop();
	openSettings();
	expect( await keyField() ).toHaveDisplayValue( 'None' );
	expect( screen.queryByRole( 'radio' ) ).not.toBeInTheDocument();
} );

it( 'offers the key that completed an order', async () => {
	const shop = new FakeShop();
	shop.settings = makeSettings( { offered_key: 8 } );
	const user = openSettings();
	expect( await screen.findByText( /“Warehouse …def5678”/ ) ).toBeVisible();
	await user.click( screen.getByRole( 'button', { name: 'Choose it' } ) );
	expect( await keyField() ).toHaveDisplayValue( 'Warehouse …def5678' );
	await user.click( saveButton() );
	await screen.findByText( 'Saved.' );
	expect( shop.calls ).toEqual( [
		{ route: 'settings', body: { marked_key: 8 } },
	] );
} );

it( 'chooses which orders are completed, the email and the days', async () => {
	const shop = new FakeShop();
	const user = openSettings();
	const group = within(
		await screen.findByRole( 'group', { name: /by itself when it is/ } )
	);
	await user.click( group.getByLabelText( 'On hold' ) );
	// The last one stays: with none, nothing would be completed any more.
	expect( group.getByLabelText( 'Processing' ) ).toBeDisabled();
	await user.click( group.getByLabelText( 'Pending payment' ) );
	await user.click( screen.getByLabelText( /linked beforehand/ ) );
	await user.click( screen.getByLabelText( /Name the invoice/ ) );
	const days = screen.getByLabelText( /Days that the history is kept/ );
	await user.clear( days );
	await user.type( days, '30' );
	await user.click( saveButton() );
	await screen.findByText( 'Saved.' );
	expect( shop.calls ).toEqual( [
		{
			route: 'settings',
			body: {
				completes_from: [ 'processing', 'pending' ],
				require_link: true,
				email_line: false,
				retention_days: 30,
			},
		},
	] );
} );

it( 'no longer says "saved" once something else is changed', async () => {
	const shop = new FakeShop();
	const user = openSettings();
	await user.click( await screen.findByLabelText( /Name the invoice/ ) );
	await user.click( saveButton() );
	await screen.findByText( 'Saved.' );
	await user.click( screen.getByLabelText( /linked beforehand/ ) );
	expect( screen.queryByText( 'Saved.' ) ).not.toBeInTheDocument();

	// What was saved before is not saved over again: somebody else may have changed it since.
	await user.click( saveButton() );
	await screen.findByText( 'Saved.' );
	expect( shop.calls.map( ( { body } ) => body ) ).toEqual( [
		{ email_line: false },
		{ require_link: true },
	] );
} );

it( 'keeps what was changed when it could not be saved', async () => {
	new FakeShop();
	server.use(
		overridden( 'PUT', `${ API }/settings`, () =>
			refusal( 400, 'rest_invalid_param', 'There is no such API key.' )
		)
	);
	const user = openSettings();
	await user.selectOptions( await keyField(), '8' );
	await user.click( saveButton() );
	expect(
		await screen.findByText( 'There is no such API key.' )
	).toBeVisible();
	expect( await keyField() ).toHaveValue( '8' );
	expect( screen.queryByText( 'Saved.' ) ).not.toBeInTheDocument();
} );

it( 'says when the settings could not be loaded, and tries again', async () => {
	new FakeShop();
	server.use(
		http.get(
			`${ API }/settings`,
			() => refusal( 500, 'internal_error', 'Out of order.' ),
			{ once: true }
		)
	);
	const user = openSettings();
	expect(
		await screen.findByText( 'The settings could not be loaded.' )
	).toBeVisible();
	await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
	expect( await keyField() ).toBeVisible();
} );

it( 'keeps what was changed while another tab is looked at', async () => {
	const shop = new FakeShop();
	const user = openSettings();
	await user.click( await screen.findByLabelText( /linked beforehand/ ) );
	expect( screen.getByText( 'Not saved yet.' ) ).toBeVisible();
	await user.click( screen.getByRole( 'link', { name: /History/ } ) );
	await user.click( screen.getByRole( 'link', { name: /Connection/ } ) );
	expect( await screen.findByLabelText( /linked beforehand/ ) ).toBeChecked();
	await user.click( saveButton() );
	await screen.findByText( 'Saved.' );
	expect( screen.queryByText( 'Not saved yet.' ) ).not.toBeInTheDocument();
	expect( shop.calls.map( ( { body } ) => body ) ).toEqual( [
		{ require_link: true },
	] );
} );

it( 'asks before the page goes with what was not saved, until it is discarded', async () => {
	new FakeShop();
	const user = openSettings();
	const leave = () => {
		const event = new Event( 'beforeunload', { cancelable: true } );
		window.dispatchEvent( event );
		return event.defaultPrevented;
	};
	const link = await screen.findByLabelText( /linked beforehand/ );
	expect( leave() ).toBe( false );
	await user.click( link );
	await user.click( screen.getByRole( 'link', { name: /History/ } ) );
	expect( leave() ).toBe( true );
	await user.click( screen.getByRole( 'link', { name: /Connection/ } ) );
	await user.click(
		await screen.findByRole( 'button', { name: 'Discard changes' } )
	);
	expect( screen.getByLabelText( /linked beforehand/ ) ).not.toBeChecked();
	expect( leave() ).toBe( false );
} );

it.each( [ '', '0', '4000', '2.5' ] )(
	'says at the field that %p are no days, and saves nothing',
	async ( text ) => {
		const shop = new FakeShop();
		const user = openSettings();
		const days = await screen.findByLabelText(
			/Days that the history is kept/
		);
		await user.clear( days );
		if ( text ) {
			await user.type( days, text );
		}
		await user.click( saveButton() );
		expect( days ).toHaveFocus();
		expect( days ).toBeInvalid();
		expect( days ).toHaveAccessibleDescription(
			'Enter a whole number of days, from 1 to 3650.'
		);
		expect( shop.calls ).toEqual( [] );

		await user.clear( days );
		await user.type( days, '30' );
		expect( days ).toBeValid();
		await user.click( saveButton() );
		await screen.findByText( 'Saved.' );
	}
);
