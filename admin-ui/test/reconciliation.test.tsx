import { screen, waitFor, within } from '@testing-library/react';

import type { Difference, LastReconciliation } from '../src/api/types';
import { FakeShop } from './fake-shop';
import { makeBlocked, makeNotification } from './fixtures';
import { renderApp } from './render-app';

const makeDifference = ( change: Partial< Difference > ): Difference => ( {
	kind: 'not_told',
	telaris_order: '10050',
	invoice_number: '50050',
	other_invoice: null,
	order: null,
	notification: null,
	settled: false,
	...change,
} );

const makeLast = ( differences: Difference[] ): LastReconciliation => ( {
	at: new Date( Date.now() - 3_600_000 ).toISOString(),
	from: '2026-11-01',
	to: '2026-11-30',
	compared: 98,
	agree: 98 - differences.length,
	count: differences.length,
	differences,
} );

const open = async () => {
	const user = renderApp( '&tab=awaiting' );
	const section = await screen.findByRole( 'region', {
		name: 'Reconciliation with Telaris',
	} );
	return { user, section: within( section ) };
};

it( 'is not there where Telaris never compared anything', async () => {
	new FakeShop();
	renderApp( '&tab=awaiting' );
	await screen.findByText( 'No order waits to be invoiced.' );
	expect( screen.queryByText( /Reconciliation/ ) ).not.toBeInTheDocument();
} );

it( 'says when nothing differed', async () => {
	const shop = new FakeShop();
	shop.reconciliation = makeLast( [] );
	const { section } = await open();
	expect(
		section.getByText( '98 invoices compared: no differences.' )
	).toBeVisible();
	expect( section.queryByRole( 'button' ) ).not.toBeInTheDocument();
} );

it( 'says what differs, and puts right what can be through the review', async () => {
	const blocked = makeBlocked( 43 );
	const shop = new FakeShop( [ blocked ] );
	shop.reconciliation = makeLast( [
		makeDifference( {} ),
		makeDifference( {
			kind: 'failed',
			invoice_number: '50043',
			order: { ...blocked.order!, status_label: 'Cancelled' },
			notification: blocked,
		} ),
		makeDifference( {
			kind: 'other_invoice',
			invoice_number: '50051',
			other_invoice: '49999',
			notification: makeNotification( 44 ),
		} ),
		makeDifference( { kind: 'not_in_list', invoice_number: '50052' } ),
		makeDifference( { kind: 'not_completed', invoice_number: '50053' } ),
		makeDifference( { kind: 'waiting', invoice_number: '50054' } ),
		makeDifference( {
			kind: 'failed',
			invoice_number: '50055',
			settled: true,
			notification: makeBlocked( 45 ),
		} ),
	] );
	shop.reconciliation.count = 9;
	const { user, section } = await open();
	expect(
		section.getByText( '98 invoices compared: 8 differences.' )
	).toBeVisible();
	const rows = section.getAllByRole( 'listitem' );
	expect( rows ).toHaveLength( 6 );
	[
		/Invoice 50050 · Telaris order 10050.*the shop got no message/,
		/Invoice 50043 .*Order #1043 · Cancelled.*had the status "Cancelled"/,
		/completed with invoice 49999/,
		/not among Telaris’s invoices/,
		/not Completed any more/,
		/no longer in the history/,
	].forEach( ( text, place ) =>
		expect( rows[ place ] ).toHaveTextContent( text )
	);
	expect( section.getByText( 'Only the first 7 are shown.' ) ).toBeVisible();

	await user.click(
		section.getByRole( 'button', { name: 'Put 1 order right…' } )
	);
	const dialog = within( await screen.findByRole( 'dialog' ) );
	await user.click(
		await dialog.findByRole( 'checkbox', { name: /Complete/ } )
	);
	shop.reconciliation = makeLast( [] );
	await user.click(
		dialog.getByRole( 'button', { name: 'Set to Completed' } )
	);
	await waitFor( () =>
		expect( shop.calls.map( ( { route } ) => route ) ).toContain(
			'resend 43'
		)
	);
	await dialog.findByText( '1 order is Completed.' );
	await user.keyboard( '{Escape}' );
	expect(
		await screen.findByText( '98 invoices compared: no differences.' )
	).toBeVisible();
} );
