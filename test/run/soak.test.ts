/** The soak sees what is wrong: a suite that finds nothing may as well be blind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProbedOrder, Row } from '../http/support/probe';
import { subjectOf } from '../http/support/orders';
import type { Sent } from '../soak/traffic';
import { verdictOf } from '../soak/verdict';

const order = subjectOf( 7 );

const INVOICED: Sent = {
	id: 'msg_1',
	message: order.invoiced,
	order,
	ends: 'completed',
	codes: [ 'completed', 'side_effects_uncertain' ],
	from: 'processing',
	during: 'nothing',
};

const CANCELLED: Sent = {
	...INVOICED,
	ends: 'failed',
	codes: [ 'status_not_allowed' ],
	from: 'cancelled',
};

const MAIL = { to: 'kari@example.com', subject: '', at: '' };

function seen(
	hooks: Partial< ProbedOrder[ 'hooks' ] > = {},
	more: Partial< ProbedOrder > = {}
): ProbedOrder {
	return {
		id: 7,
		number: '7',
		status: 'completed',
		notes: [],
		meta: {},
		emails: [ MAIL ],
		...more,
		hooks: {
			completed: 1,
			processing_to_completed: 1,
			status_changed: 1,
			completed_notification: 1,
			...hooks,
		},
	};
}

function row( more: Row = {} ): Row {
	return { state: 'completed', code: 'completed', needs_check: '0', ...more };
}

function wrongs(
	sent: Sent,
	one: Row | undefined,
	probed: ProbedOrder
): string[] {
	return verdictOf( sent, one, probed, one ? [ one ] : [] ).wrong.map(
		( { how } ) => how
	);
}

const UNTOUCHED = seen(
	{
		completed: 0,
		processing_to_completed: 0,
		status_changed: 0,
		completed_notification: 0,
	},
	{ status: 'cancelled', emails: [] }
);
const FAILED = row( { state: 'failed', code: 'status_not_allowed' } );

test( 'nothing is wrong with what ended as it should', () => {
	assert.deepEqual( wrongs( INVOICED, row(), seen() ), [] );
	assert.deepEqual( wrongs( CANCELLED, FAILED, UNTOUCHED ), [] );
	assert.deepEqual(
		wrongs(
			INVOICED,
			row( { code: 'side_effects_uncertain', needs_check: '1' } ),
			seen( { status_changed: 0 }, { emails: [] } )
		),
		[]
	);
} );

const FAULTS: readonly [ string, string[], () => string[] ][] = [
	[ 'no row', [ 'lost' ], () => wrongs( INVOICED, undefined, seen() ) ],
	[
		'a row that waits for ever',
		[ 'lost' ],
		() => wrongs( INVOICED, row( { state: 'pending' } ), seen() ),
	],
	[
		'an order that is not Completed',
		[ 'lost' ],
		() => wrongs( INVOICED, row(), seen( {}, { status: 'processing' } ) ),
	],
	[
		'hooks that ran twice',
		[ 'doubled hooks' ],
		() => wrongs( INVOICED, row(), seen( { completed: 2 } ) ),
	],
	[
		'two emails',
		[ 'doubled emails' ],
		() => wrongs( INVOICED, row(), seen( {}, { emails: [ MAIL, MAIL ] } ) ),
	],
	[
		'hooks cut short, and nobody is told',
		[ 'unreported' ],
		() => wrongs( INVOICED, row(), seen( { status_changed: 0 } ) ),
	],
	[
		'no email, and nobody is told',
		[ 'unreported' ],
		() => wrongs( INVOICED, row(), seen( {}, { emails: [] } ) ),
	],
	[
		'another reason than the true one',
		[ 'untrue' ],
		() =>
			wrongs(
				CANCELLED,
				row( { state: 'failed', code: 'order_not_found' } ),
				UNTOUCHED
			),
	],
	[
		'a cancelled order that was completed',
		[ 'untrue', 'doubled hooks', 'doubled emails' ],
		() => wrongs( CANCELLED, FAILED, seen() ),
	],
];

for ( const [ what, expected, found ] of FAULTS ) {
	test( what, () => assert.deepEqual( found(), expected ) );
}
