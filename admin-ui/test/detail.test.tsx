import { screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';

import { API, FakeShop, refusal } from './fake-shop';
import {
	makeAttempt,
	makeBlocked,
	makeCandidate,
	makeDelivery,
	makeNotification,
	makeResult,
	makeUnlinked,
} from './fixtures';
import { overridden } from './overridden';
import { addressQuery, renderApp } from './render-app';
import { server } from './server';
import { PHONE, setWidth } from './viewport';

const findPanel = async ( name: string ) =>
	within( await screen.findByRole( 'complementary', { name } ) );

describe( 'the details', () => {
	it( 'tell what was tried, by whom and what came of it', async () => {
		new FakeShop( [
			makeBlocked( 43, {
				attempts: [
					makeAttempt( {
						id: 1,
						status_before_label: 'Processing',
						status_after_label: 'On hold',
						result: makeResult(
							'reverted',
							'order_blocked',
							'Klarna put it back to On hold.'
						),
					} ),
					makeAttempt( {
						id: 2,
						trigger: 'resend',
						user: 'Ingrid',
						duration_ms: 1234,
					} ),
				],
			} ),
		] );
		renderApp( '&notification=43' );
		const panel = await findPanel( 'Order #1043' );
		const [ first, second ] = panel.getAllByRole( 'listitem' );
		expect( first ).toHaveTextContent( 'Telaris called' );
		expect( first ).toHaveTextContent( 'Processing → Completed → On hold' );
		expect( first ).toHaveTextContent( '0.4 sec' );
		expect( first ).toHaveTextContent( 'reverted' );
		expect( second ).toHaveTextContent( 'Re-sent by Ingrid' );
		expect( second ).toHaveTextContent( '1.2 sec' );
		expect( second ).toHaveTextContent( 'Processing → Completed' );
		expect( panel.getByText( /re-send and tick/ ) ).toBeVisible();
		expect(
			panel.getByRole( 'link', { name: 'Open order' } )
		).toHaveAttribute( 'href', expect.stringContaining( 'id=1043' ) );
	} );

	it( 'show on demand what went over the wire', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp( '&notification=41' );
		const panel = await findPanel( 'Order #1041' );
		expect(
			panel.getByText( /"telaris_order": "10041"/ )
		).not.toBeVisible();
		await user.click( panel.getByText( 'What Telaris sent' ) );
		expect( panel.getByText( /"telaris_order": "10041"/ ) ).toBeVisible();
		await user.click( panel.getByText( 'What the shop answered' ) );
		expect( panel.getByText( /"status": 200/ ) ).toBeVisible();
	} );

	it( 'show each request with its answer, and say where there was none', async () => {
		const [ request, response ] = [ 'request', 'response' ].map(
			( part ) => ( {
				...makeDelivery( 43 )[ part as 'request' ],
				is_exact: false,
			} )
		);
		new FakeShop( [
			makeBlocked( 43, {
				attempts: [
					makeAttempt( { id: 1 } ),
					makeAttempt( {
						id: 2,
						trigger: 'resend',
						started_at: '2026-11-20T18:00:00Z',
					} ),
					makeAttempt( {
						id: 3,
						trigger: 'core_api',
						started_at: '2026-11-20T19:00:00Z',
					} ),
					makeAttempt( {
						id: 4,
						started_at: '2026-11-20T20:00:00Z',
					} ),
				],
				deliveries: [
					makeDelivery( 43, {
						status: 409,
						request: { ...request!, is_cut: true },
						response: response!,
					} ),
					makeDelivery( 43, {
						attempt_id: null,
						replayed: true,
						times: 3,
						received_at: '2026-11-20T18:30:00Z',
					} ),
				],
			} ),
		] );
		renderApp( '&notification=43' );
		const panel = await findPanel( 'Order #1043' );
		const [ called, resent, replayed, core, unkept ] =
			panel.getAllByRole( 'listitem' );
		expect( called ).toHaveTextContent( 'HTTP 409 in 84 ms' );
		expect( called ).toHaveTextContent( 'What Telaris sent · 61 bytes' );
		expect( called ).toHaveTextContent( 'webhook-id: msg_43' );
		expect( called ).toHaveTextContent( 'Only the first 8 KiB are kept.' );
		expect( called ).toHaveTextContent( 'Not letter by letter' );
		expect( resent ).toHaveTextContent(
			'Done by the shop: Telaris sent nothing for this.'
		);
		expect( replayed ).toHaveTextContent( 'Sent again by Telaris 3 times' );
		expect( replayed ).not.toHaveTextContent( 'Not letter by letter' );
		expect( core ).toHaveTextContent( 'a request to WooCommerce' );
		expect( unkept ).toHaveTextContent( 'came before the plugin kept it' );
	} );

	it( 'show what the shop understood where nothing is kept', async () => {
		new FakeShop( [ makeNotification( 41, { deliveries: [] } ) ] );
		renderApp( '&notification=41' );
		const panel = await findPanel( 'Order #1041' );
		expect( panel.queryByText( 'What Telaris sent' ) ).toBeNull();
		expect(
			panel.getByText( 'The message, as the shop understood it' )
		).toBeVisible();
		expect(
			panel.getByText( /"telaris_order": "10041"/ )
		).toBeInTheDocument();
	} );

	it( 'say why nothing can be re-sent', async () => {
		new FakeShop( [
			makeNotification( 41 ),
			makeNotification( 40, {
				state: 'ignored',
				result: makeResult(
					'not_synced',
					'not_invoiced',
					'Telaris reported another change.'
				),
			} ),
		] );
		const user = renderApp( '&notification=41' );
		expect(
			await screen.findByText(
				/The order is Completed: there is nothing/
			)
		).toBeVisible();
		await user.click(
			screen.getByRole( 'link', { name: /Details of Order #1040/ } )
		);
		expect(
			await screen.findByText( /did not say that the order is invoiced/ )
		).toBeVisible();
	} );

	it( 'are in the address, and closed by Escape', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		const user = renderApp();
		const opener = await screen.findByRole( 'link', {
			name: /Details of Order #1041/,
		} );
		await user.click( opener );
		await findPanel( 'Order #1041' );
		expect( addressQuery() ).toBe( 'notification=41' );
		expect(
			screen.getByRole( 'heading', { name: 'Order #1041' } )
		).toHaveFocus();

		await user.keyboard( '{Escape}' );
		expect( screen.queryByRole( 'complementary' ) ).not.toBeInTheDocument();
		expect( addressQuery() ).toBe( '' );
		await waitFor( () =>
			expect(
				screen.getByRole( 'link', { name: /Details of Order #1041/ } )
			).toHaveFocus()
		);
	} );

	it( 'take the whole width of a phone, and lead back to the list', async () => {
		setWidth( PHONE );
		new FakeShop( [ makeNotification( 41 ), makeNotification( 40 ) ] );
		const user = renderApp();
		const row = await screen.findByRole( 'button', { name: /#1041/ } );
		await user.click( row );
		await findPanel( 'Order #1041' );
		expect( screen.queryByRole( 'grid' ) ).not.toBeInTheDocument();
		await user.click(
			screen.getByRole( 'button', { name: 'Close details' } )
		);
		const list = within( await screen.findByRole( 'grid' ) );
		await waitFor( () =>
			expect(
				list.getByRole( 'button', { name: /#1041/ } )
			).toHaveFocus()
		);
	} );

	it( 'can be loaded again after an error', async () => {
		new FakeShop( [ makeNotification( 41 ) ] );
		server.use(
			http.get(
				`${ API }/notifications/41`,
				() => refusal( 500, 'internal_error', 'Out of order.' ),
				{ once: true }
			)
		);
		const user = renderApp( '&notification=41' );
		await user.click(
			await screen.findByRole( 'button', { name: 'Try again' } )
		);
		const panel = await findPanel( 'Order #1041' );
		expect( panel.getByText( 'Telaris called' ) ).toBeVisible();
	} );

	it( 'follow a re-send', async () => {
		new FakeShop( [ makeBlocked( 43, { can_override: false } ) ] );
		const user = renderApp( '&notification=43' );
		const panel = await findPanel( 'Order #1043' );
		await user.click( panel.getByRole( 'button', { name: 'Re-send…' } ) );
		const dialog = within( await screen.findByRole( 'dialog' ) );
		await dialog.findByText( /^Will be set to Completed/ );
		await user.click(
			dialog.getByRole( 'button', { name: 'Set to Completed' } )
		);
		await dialog.findByText( '1 order is Completed.' );
		await user.keyboard( '{Escape}' );
		expect(
			await panel.findByText( /The order is Completed: there is nothing/ )
		).toBeVisible();
	} );
} );

describe( 'a missing link', () => {
	it( 'is mended here, and the order then completed', async () => {
		const shop = new FakeShop( [ makeUnlinked( 42 ) ] );
		shop.orders = [ makeCandidate( 77 ) ];
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Link to an order…' } )
		);
		const panel = await findPanel( 'Order #1042' );
		expect(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		).toHaveAttribute( 'aria-disabled', 'true' );
		await user.type(
			panel.getByRole( 'searchbox', {
				name: 'Search by order number, name or email',
			} ),
			'Kari N.'
		);
		await user.click( await panel.findByRole( 'radio', { name: /^#77/ } ) );
		await user.click(
			panel.getByRole( 'checkbox', { name: /^Send the customer/ } )
		);
		await user.click(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		);
		expect(
			await panel.findByText( /The order is Completed: there is nothing/ )
		).toBeVisible();
		expect( shop.calls ).toEqual( [
			{
				route: 'link 77',
				body: { telaris_order: '10042', send_email: false },
			},
		] );
	} );

	it( 'names the likely order, which is linked by a button that says what it does', async () => {
		const shop = new FakeShop( [ makeUnlinked( 42 ) ] );
		shop.candidates = [ makeCandidate( 1042 ) ];
		const user = renderApp( '&notification=42' );
		const panel = await findPanel( 'Order #1042' );
		expect(
			await panel.findByText( /Kari N\. · .* · same order number/ )
		).toBeVisible();
		expect( panel.getByRole( 'radio', { name: /^#1042/ } ) ).toBeChecked();
		expect(
			panel.getByText(
				'Sets the order to Completed at once, and the customer gets the email.'
			)
		).toBeVisible();
		await user.click(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		);
		await panel.findByText( /The order is Completed: there is nothing/ );
		expect( shop.calls ).toEqual( [
			{
				route: 'link 1042',
				body: { telaris_order: '10042', send_email: true },
			},
		] );
	} );

	it( 'takes no order away from another link in passing', async () => {
		const shop = new FakeShop( [ makeUnlinked( 42 ) ] );
		shop.candidates = [ makeCandidate( 77, { telaris_order: '9' } ) ];
		const user = renderApp( '&notification=42' );
		const panel = await findPanel( 'Order #1042' );
		await user.click( await panel.findByRole( 'radio', { name: /^#77/ } ) );
		expect(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click(
			panel.getByRole( 'checkbox', {
				name: 'Replace the link that is there',
			} )
		);
		await user.click(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		);
		await panel.findByText( /The order is Completed: there is nothing/ );
		expect( shop.calls ).toEqual( [
			{
				route: 'link 77',
				body: {
					telaris_order: '10042',
					send_email: true,
					replace: true,
				},
			},
		] );
	} );

	it( 'tells two companies with the same order number apart', async () => {
		const shop = new FakeShop( [
			makeUnlinked( 42, { company: 'Nord AS' } ),
		] );
		shop.candidates = [
			makeCandidate( 77, { telaris_order: '10042', company: 'Sør AS' } ),
			makeCandidate( 78, { telaris_order: '10042' } ),
		];
		const user = renderApp( '&notification=42' );
		const panel = await findPanel( 'Order #1042' );
		expect( panel.getByText( '10042 (Nord AS)' ) ).toBeVisible();
		await user.click(
			await panel.findByRole( 'radio', { name: /10042 \(Sør AS\)/ } )
		);
		expect(
			panel.getByRole( 'checkbox', {
				name: 'Replace the link that is there',
			} )
		).not.toBeChecked();
		await user.click( panel.getByRole( 'radio', { name: /^#78/ } ) );
		await user.click(
			panel.getByRole( 'button', { name: 'Link and complete' } )
		);
		await panel.findByText( /The order is Completed: there is nothing/ );
		expect( shop.calls ).toEqual( [
			{
				route: 'link 78',
				body: {
					telaris_order: '10042',
					company: 'Nord AS',
					send_email: true,
				},
			},
		] );
	} );

	it( 'replaces another link only when that is ticked', async () => {
		new FakeShop( [ makeUnlinked( 42 ) ] ).candidates = [
			makeCandidate( 1042 ),
		];
		const bodies: unknown[] = [];
		server.use(
			overridden(
				'PUT',
				`${ API }/orders/1042/link`,
				async ( { request } ) => {
					const body = ( await request.clone().json() ) as {
						replace?: boolean;
					};
					bodies.push( body );
					return body.replace
						? undefined
						: refusal(
								409,
								'link_mismatch',
								'It has another link.'
							);
				}
			)
		);
		const user = renderApp( '&notification=42' );
		const panel = await findPanel( 'Order #1042' );
		const button = panel.getByRole( 'button', {
			name: 'Link and complete',
		} );
		await panel.findByRole( 'radio', { name: /^#1042/ } );
		await user.click( button );
		expect(
			await panel.findByText( 'It has another link.' )
		).toBeVisible();
		await user.click(
			panel.getByRole( 'checkbox', {
				name: 'Replace the link that is there',
			} )
		);
		await user.click( button );
		await panel.findByText( /The order is Completed: there is nothing/ );
		expect( bodies ).toEqual( [
			{ telaris_order: '10042', send_email: true },
			{ telaris_order: '10042', send_email: true, replace: true },
		] );
	} );
} );

describe( 'a check', () => {
	const uncertain = () =>
		makeNotification( 40, {
			needs_check: true,
			result: makeResult(
				'side_effects_uncertain',
				'needs_check',
				'The order is Completed, but the shop stopped in the middle.',
				'Look at the order.'
			),
		} );

	it( 'is marked as done in the details', async () => {
		const shop = new FakeShop( [ uncertain() ] );
		const user = renderApp( '&notification=40' );
		const panel = await findPanel( 'Order #1040' );
		await user.click(
			panel.getByRole( 'checkbox', { name: /^Send the customer/ } )
		);
		await user.click(
			panel.getByRole( 'button', { name: 'Mark as checked' } )
		);
		await waitFor( () =>
			expect(
				screen.queryByRole( 'button', { name: 'Mark as checked' } )
			).not.toBeInTheDocument()
		);
		expect( shop.calls ).toEqual( [
			{ route: 'check 40', body: { send_email: false } },
		] );
		// The button that had the focus is gone.
		await waitFor( () =>
			expect(
				panel.getByRole( 'heading', { name: 'Order #1040' } )
			).toHaveFocus()
		);
	} );

	it( 'is marked as done in the list', async () => {
		const shop = new FakeShop( [ uncertain() ] );
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Mark as checked' } )
		);
		await waitFor( () =>
			expect(
				screen.queryByRole( 'button', { name: 'Mark as checked' } )
			).not.toBeInTheDocument()
		);
		expect( shop.calls ).toHaveLength( 1 );
		await waitFor( () =>
			expect(
				screen
					.getByText( '#1040' )
					.closest( 'tr' )
					?.querySelector( ':focus' )
			).toBeInTheDocument()
		);
	} );

	it( 'says when it could not be noted', async () => {
		new FakeShop( [ uncertain() ] );
		server.use(
			http.post( `${ API }/notifications/40/check`, () =>
				refusal( 500, 'internal_error', 'Out of order.' )
			)
		);
		const user = renderApp();
		await user.click(
			await screen.findByRole( 'button', { name: 'Mark as checked' } )
		);
		expect( await screen.findByText( 'Out of order.' ) ).toBeVisible();
	} );
} );
