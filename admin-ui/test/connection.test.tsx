import { act, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import { makeHealth, makeLine, makeRefusedCall } from './fixtures';
import { overridden } from './overridden';
import { renderApp } from './render-app';
import { server } from './server';

const openConnection = ( options?: Parameters< typeof renderApp >[ 1 ] ) =>
	renderApp( '&tab=connection', options );

it( 'says where Telaris calls, and what must be true for it', async () => {
	const shop = new FakeShop();
	shop.checklist.lines = [
		makeLine( 'address', { shown: 'HTTP 200' } ),
		makeLine( 'clock', {
			label: 'Clocks',
			status: 'problem',
			status_label: 'Problem',
			sentence: 'The clocks differ.',
			what_to_do: 'Have the clock checked.',
			codes: [ 'timestamp_out_of_tolerance' ],
			link: { label: 'Open the keys', url: 'https://shop.example/keys' },
		} ),
	];
	openConnection();
	expect( await screen.findByLabelText( 'Delivery URL' ) ).toHaveValue(
		shop.health.delivery_url
	);
	const [ address, clock ] = await screen.findAllByRole( 'listitem' );
	expect( address ).toHaveTextContent(
		/Delivery URL In order.*reaches the plugin.*What came back.*HTTP 200/
	);
	expect( clock ).toHaveTextContent(
		/Clocks Problem.*The clocks differ.*Have the clock checked/
	);
	expect(
		within( clock as HTMLElement ).getByRole( 'link', {
			name: 'Open the keys',
		} )
	).toHaveAttribute( 'href', 'https://shop.example/keys' );
	expect( screen.getByText( '1 thing is to be put right.' ) ).toBeVisible();
} );

it( 'tests the connection when a person asks for it', async () => {
	const shop = new FakeShop();
	const user = openConnection();
	const button = await screen.findByRole( 'button', {
		name: 'Test the connection',
	} );
	shop.checklist = {
		tested_at: new Date().toISOString(),
		lines: [
			makeLine( 'address', {
				status: 'problem',
				sentence: 'Cloudflare stands in front of this address.',
			} ),
		],
	};
	await user.click( button );
	expect( await screen.findByText( /Cloudflare stands/ ) ).toBeVisible();
	expect( screen.getByText( /The shop called itself/ ) ).toBeVisible();
	expect( shop.calls ).toEqual( [ { route: 'test', body: null } ] );
} );

it( 'waits for a call, shows what is refused, and turns green', async () => {
	jest.useFakeTimers();
	const shop = new FakeShop();
	shop.refusedCalls = [ makeRefusedCall( { times: 2 } ) ];
	const user = openConnection( {
		advanceTimers: jest.advanceTimersByTime.bind( jest ),
	} );
	await user.click(
		await screen.findByRole( 'button', { name: 'Wait for Telaris’s call' } )
	);
	expect(
		await screen.findByText( 'Waiting for a call from Telaris…' )
	).toBeVisible();
	expect( screen.queryByText( /was refused\.$/ ) ).not.toBeInTheDocument();

	shop.refusedCalls = [
		makeRefusedCall( {
			code: 'signature_invalid',
			message: 'The signature does not fit.',
			webhook_id: null,
			from: '203.0.113.0/24',
		} ),
		...shop.refusedCalls,
	];
	await act( () => jest.advanceTimersByTimeAsync( 3_500 ) );
	expect(
		await screen.findByText( '1 call from 203.0.113.0/24 was refused.' )
	).toBeVisible();

	shop.health = makeHealth( { last_contact_at: new Date().toISOString() } );
	await act( () => jest.advanceTimersByTimeAsync( 3_500 ) );
	expect( await screen.findByText( /Telaris got through/ ) ).toBeVisible();
	const waited = shop.calls.length;
	await act( () => jest.advanceTimersByTimeAsync( 10_000 ) );
	expect( shop.calls ).toHaveLength( waited );

	await user.click(
		screen.getByRole( 'button', { name: 'Wait for another call' } )
	);
	await user.click(
		await screen.findByRole( 'button', { name: 'Stop waiting' } )
	);
	expect(
		screen.queryByText( 'Waiting for a call from Telaris…' )
	).not.toBeInTheDocument();
	jest.useRealTimers();
} );

it( 'lists what was refused, with why and the numbers to find it by', async () => {
	const shop = new FakeShop();
	shop.refusedCalls = [
		makeRefusedCall( { times: 3 } ),
		makeRefusedCall( {
			code: 'signature_invalid',
			message: 'The signature does not fit.',
			webhook_id: null,
			type: null,
			telaris_order: null,
			integration_reference: null,
			invoice_number: null,
		} ),
	];
	openConnection();
	const table = within(
		( await screen.findByText( 'Refused calls' ) ).closest(
			'section'
		) as HTMLElement
	);
	const [ , first, second ] = await table.findAllByRole( 'row' );
	expect( first ).toHaveTextContent(
		/3 calls.*order\.invocied.*Telaris order 10021.*Order 1043.*Invoice 50012.*msg_refused.*is not known.*unknown_type/
	);
	expect( second ).toHaveTextContent(
		/The signature does not fit\. *signature_invalid/
	);
} );

it( 'switches a webhook to Telaris on again that WooCommerce disabled', async () => {
	const shop = new FakeShop();
	const sentence = 'WooCommerce’s webhook to Telaris, "Orders", is disabled.';
	shop.checklist.lines = [
		makeLine( 'webhook', {
			status: 'problem',
			sentence,
			codes: [ 'webhook_broken' ],
		} ),
	];
	const user = openConnection();
	const button = await screen.findByRole( 'button', {
		name: 'Switch the webhook on again',
	} );
	shop.checklist = { tested_at: null, lines: [] };
	await user.click( button );
	await waitFor( () =>
		expect( screen.queryByText( sentence ) ).not.toBeInTheDocument()
	);
	expect( shop.calls ).toEqual( [
		{ route: 'enable webhooks', body: null },
	] );
} );

it( 'says nothing of refused calls where there are none', async () => {
	new FakeShop();
	openConnection();
	await screen.findByLabelText( 'Delivery URL' );
	expect( screen.queryByText( 'Refused calls' ) ).not.toBeInTheDocument();
} );

it( 'copies the address', async () => {
	const shop = new FakeShop();
	const user = openConnection();
	const copy = jest.spyOn( window.navigator.clipboard, 'writeText' );
	await user.click( await screen.findByRole( 'button', { name: 'Copy' } ) );
	expect(
		await screen.findByRole( 'button', { name: 'Copied' } )
	).toBeVisible();
	expect( copy ).toHaveBeenCalledWith( shop.health.delivery_url );
} );

it( 'makes the first secret at once and shows it once', async () => {
	const shop = new FakeShop();
	shop.health = makeHealth( { secrets: [] } );
	const user = openConnection();
	await user.click(
		await screen.findByRole( 'button', { name: 'Make a new secret' } )
	);
	const dialog = within(
		await screen.findByRole( 'dialog', { name: 'The new secret' } )
	);
	expect( dialog.getByLabelText( 'Secret' ) ).toHaveValue( 'whsec_c2VjcmV0' );
	expect( dialog.getByText( /not shown again/ ) ).toBeVisible();
	await user.click( dialog.getByRole( 'button', { name: 'Done' } ) );
	expect(
		screen.queryByDisplayValue( 'whsec_c2VjcmV0' )
	).not.toBeInTheDocument();
	expect( shop.calls ).toEqual( [
		{ route: 'secret', body: { overlap_hours: 0 } },
	] );
} );

it( 'asks how long the secret before stays valid', async () => {
	const shop = new FakeShop();
	const user = openConnection();
	await user.click(
		await screen.findByRole( 'button', { name: 'Make a new secret' } )
	);
	const dialog = within( await screen.findByRole( 'dialog' ) );
	await user.selectOptions(
		dialog.getByRole( 'combobox', {
			name: 'The secret before it stays valid',
		} ),
		'For 7 days'
	);
	await user.click(
		dialog.getByRole( 'button', { name: 'Make the secret' } )
	);
	await screen.findByRole( 'dialog', { name: 'The new secret' } );
	expect( shop.calls ).toEqual( [
		{ route: 'secret', body: { overlap_hours: 168 } },
	] );
} );

it( 'says which secret a further one ends, before it is made', async () => {
	const shop = new FakeShop();
	const [ secret ] = makeHealth().secrets;
	shop.health = makeHealth( {
		secrets: secret
			? [
					{ ...secret, id: '33333333' },
					{ ...secret, id: '22222222', ends_with_next: true },
					{ ...secret, id: '11111111' },
				]
			: [],
	} );
	const user = openConnection();
	await user.click(
		await screen.findByRole( 'button', { name: 'Make a new secret' } )
	);
	const dialog = within( await screen.findByRole( 'dialog' ) );
	expect( dialog.getByText( /ends secret 22222222/ ) ).toBeVisible();
	await user.selectOptions(
		dialog.getByRole( 'combobox', {
			name: 'The secret before it stays valid',
		} ),
		'Not at all: it is known to others'
	);
	expect( dialog.queryByText( /22222222/ ) ).not.toBeInTheDocument();
	expect( shop.calls ).toEqual( [] );
} );

it( 'asks before it ends a secret', async () => {
	const shop = new FakeShop();
	const user = openConnection();
	const end = await screen.findByRole( 'button', {
		name: 'End secret 0a1b2c3d…',
	} );
	await user.click( end );
	await user.click( screen.getByRole( 'button', { name: 'Cancel' } ) );
	expect( shop.calls ).toEqual( [] );

	await user.click( end );
	await user.click(
		screen.getByRole( 'button', { name: 'End the secret' } )
	);
	await waitFor( () =>
		expect( screen.queryByText( '0a1b2c3d' ) ).not.toBeInTheDocument()
	);
	expect( shop.calls ).toEqual( [
		{ route: 'revoke 0a1b2c3d', body: null },
	] );
} );

it( 'says when a secret could not be ended', async () => {
	new FakeShop();
	server.use(
		overridden( 'DELETE', `${ API }/secrets/:id`, () =>
			refusal( 500, 'internal_error', 'Out of order.' )
		)
	);
	const user = openConnection();
	await user.click(
		await screen.findByRole( 'button', { name: /End secret/ } )
	);
	await user.click(
		screen.getByRole( 'button', { name: 'End the secret' } )
	);
	const dialog = within( screen.getByRole( 'dialog' ) );
	expect( await dialog.findByText( 'Out of order.' ) ).toBeVisible();
} );

it( 'points at a secret that cannot be read any more', async () => {
	const shop = new FakeShop();
	const [ secret ] = makeHealth().secrets;
	shop.health = makeHealth( {
		secrets: secret ? [ { ...secret, readable: false } ] : [],
	} );
	openConnection();
	expect( await screen.findByText( /salts were changed/ ) ).toBeVisible();
} );

it( 'can be loaded again after an error', async () => {
	new FakeShop();
	server.use(
		http.get(
			`${ API }/health`,
			() => refusal( 500, 'internal_error', 'Out of order.' ),
			{ once: true }
		)
	);
	const user = openConnection();
	await user.click(
		await screen.findByRole( 'button', { name: 'Try again' } )
	);
	expect( await screen.findByLabelText( 'Delivery URL' ) ).toBeVisible();
} );

it( 'lets somebody confirm that the shop has moved', async () => {
	const shop = new FakeShop();
	shop.checklist.lines = [
		makeLine( 'shop', {
			status: 'problem',
			sentence: 'The address of this shop changed.',
			codes: [ 'shop_moved' ],
		} ),
	];
	const user = openConnection();
	const button = await screen.findByRole( 'button', {
		name: /confirm its new address/,
	} );
	shop.checklist.lines = [];
	await user.click( button );
	await waitFor( () =>
		expect(
			screen.queryByText( 'The address of this shop changed.' )
		).not.toBeInTheDocument()
	);
	expect( shop.calls ).toEqual( [
		{ route: 'confirm address', body: null },
	] );
} );
