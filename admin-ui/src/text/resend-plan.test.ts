import { resetLocaleData, setLocaleData } from '@wordpress/i18n';

import { makeNotification } from '../../test/fixtures';
import { readyText, startText } from './resend-plan';

test( 'an email that was held is said, and how it is sent', () => {
	expect(
		readyText(
			{
				notification: makeNotification( 1 ),
				order: null,
				will: 'already_completed',
				against: null,
				can_override: false,
				effects: [],
				email: 'held',
			},
			true
		)
	).toBe(
		'The order is Completed already: it is not changed, only the history is put right. The customer’s email was not sent, because the steps after Completed were cut off. Mark the notification as checked to send it.'
	);
} );

describe( 'in Norwegian', () => {
	beforeEach( () =>
		setLocaleData(
			{
				'Set to Completed': [ 'Satt til Fullført' ],
				'button\u0004Set to Completed': [ 'Sett til Fullført' ],
			},
			'telaris-for-woocommerce'
		)
	);
	afterEach( () => resetLocaleData( {}, 'telaris-for-woocommerce' ) );

	it( 'the button says what it does, not what was done', () => {
		expect( startText( 1 ) ).toBe( 'Sett til Fullført' );
	} );
} );
