import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';

import type { Preview } from '../src/api/types';
import { API, FakeShop, refusal } from './fake-shop';
import {
	CANCELLED,
	COMPLETED,
	makeBlocked,
	makeHealth,
	makeNotification,
	makeResult,
	makeUnlinked,
} from './fixtures';
import { addressQuery, renderApp } from './render-app';
import { server } from './server';

const REVERTED = makeResult(
	'reverted',
	'order_blocked',
	'The order was set to Completed, then Klarna put it back to On hold.',
	'Capture the payment.'
);

/** A failed notification that nothing stands against any more. */
const makeOpen = ( id: number ) =>
	makeNotification( id, {
		state: 'failed',
		result: REVERTED,
		can_resend: true,
	} );

const openRow = async ( user: UserEvent, order: string ) => {
	const row = ( await screen.findByText( order ) ).closest( 'tr' );
	await user.click(
		within( row as HTMLElement ).getByRole( 'button', { name: 'Re-send…' } )
	);
	return within( await screen.findByRole( 'dialog' ) );
};

/** Waits until it is known what will be done. */
const clickStart = async (
	user: UserEvent,
	dialog: ReturnType< typeof within >,
	name = 'Set to Completed'
) => {
	const button = await dialog.findByRole( 'button', { name } );
	await waitFor( () =>
		expect( button ).not.toHaveAttribute( 'aria-disabled', 'true' )
	);
	await user.click( button );
};

/** The button above the table, which is for all selected rows. */
const clickBulkResend = async ( user: UserEvent ) => {
	const bar = within(
		screen.getByRole( 'group', { name: 'Selected orders' } )
	);
	await user.click( bar.getByRole( 'button', { name: 'Re-send…' } ) );
	return within( await screen.findByRole( 'dialog' ) );
};

const selectAll = async ( user: UserEvent ) => {
	const [ all ] = await screen.findAllByRole( 'checkbox', {
		name: 'Select all',
	} );
	await user.click( all as HTMLElement );
};

/** Not the cross in the corner, which has the same name. */
const clickClose = async ( user: UserEvent ) => {
	const [ close ] = screen
		.getAllByRole( 'button', { name: 'Close' } )
		.slice( -1 );
	await user.click( close as HTMLElement );
};

describe( 'one order', () => {
	it( 'says first what it will do, and does nothing on Cancel', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );

		expect(
			screen.getByRole( 'dialog', { name: 'Re-send: Order #1041' } )
		).toBeVisible();
		expect(
			dialog.getByText(
				'Orders are set to Completed here in the shop. Nothing is sent to Telaris.'
			)
		).toBeVisible();
		expect( dialog.getByText( /Klarna put it back/ ) ).toBeVisible();
		await user.click( dialog.getByRole( 'button', { name: 'Cancel' } ) );
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
		expect( shop.calls ).toEqual( [] );
	} );

	it( 'shows in the list what came of it', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await clickStart( user, dialog );

		expect(
			await dialog.findByText( '1 order is Completed.' )
		).toBeVisible();
		expect( shop.calls ).toEqual( [
			{
				route: 'resend 41',
				body: { send_email: true, complete_anyway: false },
			},
		] );
		await clickClose( user );
		const row = screen.getByText( '#1041' ).closest( 'tr' );
		expect(
			within( row as HTMLElement ).getByText( 'Set to Completed.' )
		).toBeVisible();
		expect(
			within( row as HTMLElement ).queryByRole( 'button' )
		).not.toBeInTheDocument();
	} );

	it( 'sends no email when that is not wanted', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await user.click(
			dialog.getByRole( 'checkbox', { name: /Order complete/ } )
		);
		await clickStart( user, dialog );
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls[ 0 ]?.body ).toMatchObject( { send_email: false } );
	} );

	it( 'says what will be done to the order, and who gets the email', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		shop.previews[ 41 ] = { effects: [ 'marks_paid', 'reduces_stock' ] };
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		expect(
			await dialog.findByText(
				'Will be set to Completed. Then the order counts as paid. Stock that was not reduced is reduced. Kari N. gets the email.'
			)
		).toBeVisible();
		await user.click(
			dialog.getByRole( 'checkbox', { name: /Order complete/ } )
		);
		expect( dialog.getByText( /Kari N\. gets no email\.$/ ) ).toBeVisible();
	} );

	it.each( [
		[
			{ email: 'already_sent' },
			'Will be set to Completed. Kari N. already had the email.',
			true,
		],
		[
			{ email: 'switched_off' },
			'Will be set to Completed. The email is switched off in WooCommerce.',
			true,
		],
		[
			{ will: 'already_completed' },
			'The order is Completed already: it is not changed, only the history is put right.',
			true,
		],
		[
			{ will: 'needs_link', against: 'It is not linked.' },
			'It is not linked.',
			false,
		],
		[ { will: 'nothing' }, 'There is nothing to re-send.', false ],
		[
			{ will: 'blocked', against: 'It is refunded.' },
			'It is refunded.',
			false,
		],
	] satisfies [ Partial< Preview >, string, boolean ][] )(
		'says what %p means, and starts only what can work',
		async ( preview, text, canStart ) => {
			const shop = new FakeShop( [ makeOpen( 41 ) ] );
			shop.previews[ 41 ] = preview;
			const user = renderApp();
			const dialog = await openRow( user, '#1041' );
			expect( await dialog.findByText( text ) ).toBeVisible();
			const button = dialog.getByRole( 'button', {
				name: canStart ? 'Set to Completed' : 'No order to complete',
			} );
			expect( button.getAttribute( 'aria-disabled' ) === 'true' ).toBe(
				! canStart
			);
			expect(
				dialog.queryByRole( 'checkbox', { name: /Complete anyway/ } )
			).not.toBeInTheDocument();
			await user.click( button );
			expect( shop.calls ).toHaveLength( canStart ? 1 : 0 );
		}
	);

	it( 'starts nothing before it is known what will be done', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		server.use(
			http.post(
				`${ API }/notifications/preview`,
				() => refusal( 500, 'internal_error', 'Out of order.' ),
				{ once: true }
			)
		);
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		expect( await dialog.findByText( /Out of order/ ) ).toBeVisible();
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		expect( shop.calls ).toEqual( [] );
		await user.click( dialog.getByRole( 'button', { name: 'Try again' } ) );
		await clickStart( user, dialog );
		expect(
			await dialog.findByText( '1 order is Completed.' )
		).toBeVisible();
	} );

	it( 'overrides only what somebody ticked', async () => {
		const shop = new FakeShop( [ makeBlocked( 43 ) ] );
		shop.previews[ 43 ] = { effects: [ 'marks_paid' ] };
		const user = renderApp();
		const dialog = await openRow( user, '#1043' );
		const anyway = await dialog.findByRole( 'checkbox', {
			name: 'Complete anyway: Order #1043',
		} );
		expect( dialog.getByText( /^The order had the status/ ) ).toBeVisible();
		expect(
			dialog.getByText( /^Then the order counts as paid\./ )
		).toBeVisible();
		await user.click(
			dialog.getByRole( 'button', { name: 'No order to complete' } )
		);
		expect( shop.calls ).toEqual( [] );

		await user.click( anyway );
		expect(
			dialog.getByText(
				'Order #1043 is set to Completed. 1 customer gets an email.'
			)
		).toBeVisible();
		await clickStart( user, dialog );
		expect(
			await dialog.findByText( '1 order is Completed.' )
		).toBeVisible();
		expect( shop.calls.map( ( { body } ) => body ) ).toEqual( [
			{ send_email: true, complete_anyway: true },
		] );
	} );

	it( 'says what has come to stand against it meanwhile', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await dialog.findByText( /^Will be set to Completed/ );
		shop.change( 41, { can_override: true, result: CANCELLED } );
		await clickStart( user, dialog );
		expect(
			await dialog.findByText( '0 of 1 order is Completed.' )
		).toBeVisible();
		expect( dialog.getByText( /The order had the status/ ) ).toBeVisible();
	} );

	it( 'does not pretend to know when no answer came', async () => {
		new FakeShop( [ makeOpen( 41 ) ] );
		server.use(
			http.post( `${ API }/notifications/41/resend`, () =>
				HttpResponse.error()
			)
		);
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await clickStart( user, dialog );
		expect(
			await dialog.findByText( /it is not known whether/ )
		).toBeVisible();
	} );

	it( 'shows in the list what was done although no answer came', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		server.use(
			http.post( `${ API }/notifications/41/resend`, () => {
				shop.change( 41, {
					state: 'completed',
					result: COMPLETED,
					can_resend: false,
				} );
				return HttpResponse.error();
			} )
		);
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await clickStart( user, dialog );
		await dialog.findByText( /it is not known whether/ );
		await clickClose( user );
		expect( await screen.findByText( 'Set to Completed.' ) ).toBeVisible();
		expect(
			screen.queryByRole( 'button', { name: 'Re-send…' } )
		).not.toBeInTheDocument();
	} );

	it( 'is sent once, however often one clicks', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const dialog = await openRow( user, '#1041' );
		await dialog.findByText( /^Will be set to Completed/ );
		await user.dblClick(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		expect( shop.calls ).toHaveLength( 1 );
	} );
} );

describe( 'many orders', () => {
	it( 'sums up which worked and which did not', async () => {
		const shop = new FakeShop( [
			makeOpen( 43 ),
			makeBlocked( 42 ),
			makeOpen( 41 ),
		] );
		server.use(
			http.post( `${ API }/notifications/41/resend`, () =>
				refusal( 409, 'in_progress', 'Another change is under way.' )
			)
		);
		const user = renderApp();
		await selectAll( user );
		const dialog = await clickBulkResend( user );
		await clickStart( user, dialog, 'Set 2 orders to Completed' );

		expect(
			await dialog.findByText( '1 of 3 orders are Completed.' )
		).toBeVisible();
		const part = ( name: string ) =>
			within(
				dialog
					.getByRole( 'heading', { name } )
					.closest( 'section' ) as HTMLElement
			);
		expect(
			part( '1 order is Completed now' )
				.getAllByRole( 'listitem' )
				.map( ( item ) => item.textContent )
		).toEqual( [
			'Order #1043 · Kari N. · 499,00 kr · Now: CompletedThe email to the customer is on its way.',
		] );
		expect(
			part( '2 orders still need you' ).getAllByRole( 'listitem' )
		).toHaveLength( 2 );
		expect( dialog.getByText( 'Order #1042' ) ).toBeVisible();
		expect( dialog.getByText( /The order had the status/ ) ).toBeVisible();
		expect( dialog.getByText( 'Order #1041' ) ).toBeVisible();
		expect(
			dialog.getByText( 'Another change is under way.' )
		).toBeVisible();
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 43',
		] );
	} );

	it( 'stops after the order that is under way', async () => {
		const shop = new FakeShop( [ makeOpen( 43 ), makeOpen( 42 ) ] );
		let answer: () => void = () => undefined;
		const isAsked = new Promise< void >( ( resolve ) => {
			answer = resolve;
		} );
		server.use(
			http.post( `${ API }/notifications/:id/resend`, async () => {
				await isAsked;
				return undefined;
			} )
		);
		const user = renderApp();
		await screen.findByText( '#1043' );
		await user.click(
			screen.getByRole( 'checkbox', { name: 'Order #1043' } )
		);
		await user.click(
			screen.getByRole( 'checkbox', { name: 'Order #1042' } )
		);
		const dialog = await clickBulkResend( user );
		await clickStart( user, dialog, 'Set 2 orders to Completed' );
		expect(
			dialog.getByRole( 'progressbar', {
				name: 'Setting order 1 of 2 to Completed…',
			} )
		).toBeVisible();
		await user.click( dialog.getByRole( 'button', { name: 'Stop' } ) );
		answer();
		expect(
			await dialog.findByText( '1 order was not tried.' )
		).toBeVisible();
		expect( shop.calls ).toHaveLength( 1 );
	} );

	it( 'tries no further order when the shop cannot be reached', async () => {
		new FakeShop( [ makeOpen( 43 ), makeOpen( 42 ) ] );
		let calls = 0;
		server.use(
			http.post( `${ API }/notifications/:id/resend`, () => {
				calls++;
				return HttpResponse.error();
			} )
		);
		const user = renderApp();
		await selectAll( user );
		const dialog = await clickBulkResend( user );
		await clickStart( user, dialog, 'Set 2 orders to Completed' );
		await dialog.findByText( '1 order was not tried.' );
		expect( calls ).toBe( 1 );
	} );
} );

describe( 'what stands against orders', () => {
	it( 'says first what can be done at once, then what needs a word, then what needs a link', async () => {
		new FakeShop( [
			makeUnlinked( 44 ),
			makeBlocked( 43 ),
			makeOpen( 42 ),
			makeBlocked( 41 ),
		] ).health = makeHealth( { failed: 4 } );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Review 4 orders' } )
		);
		const dialog = within( await screen.findByRole( 'dialog' ) );
		await dialog.findByText( 'Order #1042' );
		expect(
			dialog
				.getAllByRole( 'heading', { level: 3 } )
				.map( ( { textContent } ) => textContent )
		).toEqual( [
			'1 order can be completed at once',
			'2 orders only if you say so',
			'1 order has to be linked first',
		] );
		// Never a button that can do nothing, and never "again".
		expect(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		).not.toHaveAttribute( 'aria-disabled', 'true' );
		expect( dialog.queryByText( /again/ ) ).not.toBeInTheDocument();
	} );

	it( 'takes one tick for all of a kind, or one each', async () => {
		const shop = new FakeShop(
			[ 45, 44, 43, 42, 41 ].map( ( id ) => makeBlocked( id ) )
		);
		shop.health = makeHealth( { failed: 5 } );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Review 5 orders' } )
		);
		const dialog = within( await screen.findByRole( 'dialog' ) );
		const all = await dialog.findByRole( 'checkbox', {
			name: 'Complete these 5 anyway',
		} );
		expect(
			dialog.getAllByText( /^The order had the status/ )
		).toHaveLength( 1 );
		// Folded away, so that many orders take no more room than few.
		expect(
			dialog.getByText( /Order #1043/, { selector: 'label' } )
		).not.toBeVisible();
		await user.click( all );
		await user.click( dialog.getByText( 'The 5 orders' ) );
		await user.click(
			dialog.getByRole( 'checkbox', { name: /Order #1043/ } )
		);
		await clickStart( user, dialog, 'Set 4 orders to Completed' );
		await dialog.findByText( '4 of 5 orders are Completed.' );
		expect( shop.calls.map( ( { route } ) => route ) ).toEqual( [
			'resend 45',
			'resend 44',
			'resend 42',
			'resend 41',
		] );
	} );

	it( 'counts the emails beside the button, and none without the tick', async () => {
		const shop = new FakeShop( [ makeOpen( 42 ), makeOpen( 41 ) ] );
		shop.previews[ 41 ] = { email: 'already_sent' };
		shop.health = makeHealth( { failed: 2 } );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Review 2 orders' } )
		);
		const dialog = within( await screen.findByRole( 'dialog' ) );
		expect(
			await dialog.findByText(
				'2 orders are set to Completed. 1 customer gets an email.'
			)
		).toBeVisible();
		await user.click(
			dialog.getByRole( 'checkbox', { name: /Order complete/ } )
		);
		expect(
			dialog.getByText(
				'2 orders are set to Completed. No customer gets an email.'
			)
		).toBeVisible();
	} );
} );

describe( 'by keyboard', () => {
	it( 'opens, closes with Escape and gives the focus back', async () => {
		new FakeShop( [ makeOpen( 41 ) ] );
		const user = renderApp();
		const row = ( await screen.findByText( '#1041' ) ).closest( 'tr' );
		const button = within( row as HTMLElement ).getByRole( 'button', {
			name: 'Re-send…',
		} );
		button.focus();
		await user.keyboard( '{Enter}' );
		const dialog = await screen.findByRole( 'dialog' );
		await waitFor( () =>
			expect(
				dialog.contains( dialog.ownerDocument.activeElement )
			).toBe( true )
		);
		await user.keyboard( '{Escape}' );
		await waitFor( () =>
			expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument()
		);
		expect( button ).toHaveFocus();
	} );
} );

describe( 'what was chosen in WooCommerce’s list of orders', () => {
	it( 'is reviewed before anything is done, and what is left out is said', async () => {
		const shop = new FakeShop( [ makeOpen( 41 ), makeOpen( 42 ) ] );
		const user = renderApp( '&review=41-42&left_out=3&more=1' );
		const dialog = within(
			await screen.findByRole( 'dialog', { name: 'Re-send 2 orders' } )
		);
		expect(
			dialog.getByText(
				'3 chosen orders are left out: nothing about them failed. 1 more is for the next time: that is too many at once.'
			)
		).toBeVisible();
		await user.click(
			await dialog.findByRole( 'button', { name: 'Cancel' } )
		);
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
		expect( shop.calls ).toEqual( [] );
		// Loading the page again does not open it again.
		expect( addressQuery() ).toBe( '' );
	} );

	it( 'may have been removed from the history meanwhile', async () => {
		new FakeShop();
		renderApp( '&review=7' );
		expect(
			(
				await screen.findAllByText( 'There is nothing to re-send.' )
			)[ 0 ]
		).toBeVisible();
	} );

	it( 'is nothing where the address makes no sense', async () => {
		new FakeShop( [ makeOpen( 41 ) ] );
		renderApp( '&review=1;2' );
		expect( await screen.findByText( '#1041' ) ).toBeVisible();
		expect( screen.queryByRole( 'dialog' ) ).not.toBeInTheDocument();
	} );
} );
