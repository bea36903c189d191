import { makeNotification } from '../../test/fixtures';
import { readyText } from './resend-plan';

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
