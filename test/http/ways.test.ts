/**
 * What other plug-ins do while an order becomes Completed, or have done to its status before, by each way in that
 * completes orders: the same outcome, said in the row, with no hook, email or payment twice or left out.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import {
	assertCompletedOnce,
	customerEmails,
	newSubject,
	type Subject,
} from './support/orders';
import type { ProbedOrder, Row } from './support/probe';
import { changeSettings, keyIdOf } from './support/settings';
import { attach } from './support/suite';
import { heal } from './support/time';
import {
	callCore,
	completingWays,
	keepPending,
	sendBatch,
	sendOne,
} from './support/ways';

const suite = attach();
const plugIn = new FixturePlugIn( suite, 'ways' );

const PRINTED = '<div class="notice">The payment was not captured.</div>';

/** What the log has of it: not the text, which may be about a customer. */
const PRINTED_LOG = {
	plug_in: 'Fixture Pay',
	place: 'wp-content/mu-plugins/fixture-ways.php',
	bytes: PRINTED.length,
	source: 'telaris-for-woocommerce',
};

/** A payment plug-in, which does to an order what the option `fixture_ways` has for its id. */
const PLUG_IN = `
/* Plugin Name: Fixture Pay */
$does = static fn ( $id ) => ( (array) json_decode( (string) get_option( 'fixture_ways' ), true ) )[ $id ] ?? '';
add_filter( 'woocommerce_payment_gateways', static function ( $gateways ) {
	if ( ! class_exists( 'Fixture_Gateway' ) ) {
		class Fixture_Gateway extends WC_Payment_Gateway {
			public function __construct() {
				$this->id = 'fixture';
				add_action( 'woocommerce_order_status_completed', static fn ( $id ) => wc_get_order( $id )->add_order_note( 'Payment captured.' ) );
			}
		}
	}
	return array( ...$gateways, 'Fixture_Gateway' );
} );
// As WooCommerce Subscriptions does around its own email.
foreach ( array( 9 => 'remove_action', 11 => 'add_action' ) as $priority => $change ) {
	add_action( 'woocommerce_order_status_completed', static function ( $id ) use ( $does, $change ) {
		if ( $does( $id ) === 'takes_email_over' ) {
			$change( 'woocommerce_order_status_completed', array( 'WC_Emails', 'send_transactional_email' ), 10, 10 );
		}
	}, $priority );
}
add_action( 'woocommerce_order_status_completed', static function ( $id ) use ( $does ) {
	global $wpdb;
	switch ( $does( $id ) ) {
		case 'throws':
			throw new Exception( 'The service cannot be reached.' );
		case 'prints_and_puts_back':
			echo '${ PRINTED }';
			wc_get_order( $id )->update_status( 'on-hold' );
			break;
		case 'opens_transaction':
			$wpdb->query( 'START TRANSACTION' );
			break;
		case 'opens_transaction_and_throws':
			wc_transaction_query( 'start' );
			throw new Exception( 'The service cannot be reached.' );
		case 'switches_autocommit_off_and_puts_back':
			$wpdb->query( 'SET autocommit = 0' );
			wc_get_order( $id )->update_status( 'on-hold' );
			break;
		case 'completes_another_and_exits':
			$request = new WP_REST_Request( 'PUT', '/wc/v3/orders/' . get_option( 'fixture_other' ) );
			$request->set_body_params( array( 'status' => 'completed' ) );
			get_current_user_id() || wp_set_current_user( 1 );
			rest_do_request( $request );
			exit;
	}
}, 20 );
add_filter( 'woocommerce_logger_log_message', static function ( $message, $level, $context ) {
	if ( 'Output was kept out of an answer.' === $message ) {
		// Asked once for each place where WooCommerce keeps its log.
		$entry = array_intersect_key( $context, array( 'plug_in' => 1, 'place' => 1, 'bytes' => 1, 'source' => 1 ) );
		add_option( 'fixture_logged_' . md5( serialize( $entry ) ), $entry );
	}
	return $message;
}, 10, 3 );
add_action( 'woocommerce_order_status_completed_notification', static function ( $id, $order, $transition = array() ) {
	$order->add_order_note( 'The email came from ' . ( $transition['from'] ?? 'nowhere' ) . '.' );
}, 10, 3 );
`;

/** What is recorded about an order. */
interface Recorded {
	readonly notification: Row;
	readonly attempts: Row[];
	readonly email: Row | undefined;
}

interface Seen extends Recorded {
	readonly order: Subject;
	readonly now: ProbedOrder;
	/** How often WooCommerce's hooks were stopped before. */
	readonly stopped: number;
}

interface Deed {
	readonly title: string;
	readonly does?: string;
	readonly from?: string;
	/** The status that the database has of the order by then, which nobody knows. */
	readonly stored?: string;
	/** As the database has it in the end; null for none. */
	readonly status: string | null;
	readonly http: number;
	readonly code: string;
	readonly emails: number;
	readonly check?: ( seen: Seen ) => Promise< unknown > | void;
}

const notes = ( { notes: all }: ProbedOrder, text: string ) =>
	all.filter( ( note ) => note.includes( text ) ).length;

function isHeld( { notification, email }: Seen ): void {
	assert.equal( notification[ 'needs_check' ], '1' );
	assert.equal( email?.[ 'state' ], 'held' );
	assert.deepEqual( JSON.parse( notification[ 'params' ] ?? '' ), {
		error: 'The service cannot be reached.',
		who: 'Fixture Pay',
	} );
}

const isNamed = ( { notification }: Seen ) =>
	assert.deepEqual( JSON.parse( notification[ 'params' ] ?? '' ), {
		status: 'on-hold',
		who: 'Fixture Pay',
	} );

const isOnce = ( { order, stopped }: Seen ) =>
	assertCompletedOnce( suite, order.id, { stopped } );

/** Refused once and for all, until a person says otherwise. */
const isRefused =
	( status: string ) =>
	( { notification, attempts, now, stopped }: Seen ): void => {
		assert.equal( notification[ 'state' ], 'failed' );
		assert.equal( notification[ 'next_attempt_at' ], null );
		assert.equal( attempts.length, 1 + stopped );
		assert.deepEqual( JSON.parse( notification[ 'params' ] ?? '' ), {
			status,
			overridable: 'yes',
		} );
		assert.ok( now.hooks.completed <= stopped );
	};

const COMPLETED = { status: 'completed', http: 200, code: 'completed' };
const REVERTED = { status: 'on-hold', http: 409, code: 'reverted', emails: 0 };
const REFUSED = { http: 409, code: 'status_not_allowed', emails: 0 };
const UNCERTAIN = { ...COMPLETED, code: 'side_effects_uncertain', emails: 0 };

const DEEDS: Deed[] = [
	{
		title: 'a gateway that hooks in its constructor captures once, and the email knows where the order came from',
		from: 'on-hold',
		...COMPLETED,
		emails: 1,
		check: async ( { order, now, stopped } ) => {
			await assertCompletedOnce( suite, order.id, {
				from: 'on-hold',
				stopped,
			} );
			assert.equal( notes( now, 'Payment captured.' ), 1 );
			assert.equal( notes( now, 'The email came from on-hold.' ), 1 );
		},
	},
	{
		title: 'a listener that throws: the email is held, and the row has the error and the plug-in',
		does: 'throws',
		...UNCERTAIN,
		check: isHeld,
	},
	{
		title: 'a listener that prints, and puts the order back',
		does: 'prints_and_puts_back',
		...REVERTED,
		check: isNamed,
	},
	{
		title: 'a listener that switches autocommit off, and puts the order back',
		does: 'switches_autocommit_off_and_puts_back',
		...REVERTED,
		check: isNamed,
	},
	{
		title: 'a listener that leaves a transaction open',
		does: 'opens_transaction',
		...COMPLETED,
		emails: 1,
		check: isOnce,
	},
	{
		title: 'a listener that opens a transaction, and throws',
		does: 'opens_transaction_and_throws',
		...UNCERTAIN,
		check: isHeld,
	},
	{
		title: 'a plug-in that takes the email over, as Subscriptions does for renewals',
		does: 'takes_email_over',
		...COMPLETED,
		emails: 0,
		check: ( { email } ) =>
			assert.deepEqual(
				[ email?.[ 'state' ], email?.[ 'reason' ] ],
				[ 'skipped', 'taken_off' ]
			),
	},
	{
		title: 'a status of a plug-in that is gone, cut off to what the column takes',
		stored: 'wc-in-transit-to-cus',
		...REFUSED,
		status: 'in-transit-to-cus',
		check: isRefused( 'in-transit-to-cus' ),
	},
	{
		title: 'a status that got lost',
		stored: '',
		...REFUSED,
		status: null,
		check: isRefused( '' ),
	},
];

/** Takes the orders' statuses to what the database has by then. */
async function storeStatuses( pairs: [ Deed, Subject ][] ): Promise< void > {
	for ( const [ { stored }, { id } ] of pairs ) {
		if ( stored !== undefined ) {
			await suite.probe.sql(
				`UPDATE {prefix}wc_orders SET status = '${ stored }' WHERE id = ${ id }`
			);
		}
	}
}

before( async () => {
	await suite.ready;
	if ( ! suite.shop.ground.standIn ) {
		await plugIn.install( PLUG_IN );
		await changeSettings( suite, { marked_key: await keyIdOf( suite ) } );
	}
} );
after( async () => {
	if ( ! suite.shop.ground.standIn ) {
		await plugIn.remove();
		await suite.probe.setOptions( {
			fixture_ways: null,
			fixture_other: null,
		} );
		await changeSettings( suite, { marked_key: null } );
	}
} );
afterEach( () => suite.probe.clearFaults() );

/** Asked of the database: the screen would load the shop for each order. */
async function recordedAbout(
	orders: readonly Subject[]
): Promise< Recorded[] > {
	const [ notifications, attempts, emails ] = await Promise.all( [
		suite.probe.rows( 'notifications' ),
		suite.probe.rows( 'attempts' ),
		suite.probe.rows( 'outbox' ),
	] );
	return orders.map( ( { id } ) => {
		const about = notifications.filter(
			( row ) => row[ 'integration_reference' ] === String( id )
		);
		assert.equal( about.length, 1, `rows about order ${ id }` );
		const notification = about[ 0 ] as Row;
		return {
			notification,
			attempts: attempts.filter(
				( row ) => row[ 'notification_id' ] === notification[ 'id' ]
			),
			email: emails.find( ( row ) => row[ 'order_id' ] === String( id ) ),
		};
	} );
}

/** What was logged of printed text since the last time. */
async function loggedOutput(): Promise< unknown[] > {
	const printed = await suite.probe.php(
		`global $wpdb;
		$names = $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE 'fixture_logged_%'" );
		echo wp_json_encode( array_map( 'get_option', $names ) );
		array_map( 'delete_option', $names );`
	);
	return JSON.parse( printed );
}

/** An order for each deed, which the plug-in knows. */
async function newOrders(): Promise< [ Deed, Subject ][] > {
	const pairs: [ Deed, Subject ][] = [];
	for ( const deed of DEEDS ) {
		pairs.push( [
			deed,
			await newSubject( suite, { status: deed.from ?? 'processing' } ),
		] );
	}
	await suite.probe.setOptions( {
		fixture_ways: JSON.stringify(
			Object.fromEntries(
				pairs.map( ( [ { does }, { id } ] ) => [ id, does ?? '' ] )
			)
		),
	} );
	return pairs;
}

describe( 'what other plug-ins do comes to the same by', () => {
	for ( const way of completingWays( suite ) ) {
		test( way.name, async ( t ) => {
			if (
				way.isCore
					? suite.needsWooCommerceApi( t )
					: suite.needsWooCommerce( t )
			) {
				return;
			}
			const pairs = await newOrders();
			const orders = pairs.map( ( [ , order ] ) => order );
			const answers = await way.complete( orders, () =>
				storeStatuses( pairs )
			);
			await suite.probe.waitForEnd();
			const logged = await loggedOutput();
			assert.deepEqual(
				logged.map( ( entry: any ) => ( {
					...entry,
					place: entry.place.replace( /:\d+$/, '' ),
				} ) ),
				way.isUnanswered ? [] : [ PRINTED_LOG ]
			);
			const recorded = await recordedAbout( orders );
			for ( const [ at, [ deed, order ] ] of pairs.entries() ) {
				const answer = answers[ order.id ];
				if ( way.isCore ) {
					assert.equal(
						answer.status,
						deed.status ?? '',
						deed.title
					);
				} else if ( answer ) {
					assert.deepEqual(
						[ answer.status, answer.code ],
						[ deed.http, deed.code ],
						deed.title
					);
				}
				assert.equal(
					recorded[ at ]?.notification[ 'code' ],
					deed.code,
					deed.title
				);
			}

			// What a transaction took along would be done again now.
			await heal( suite, 2 );
			const healed = await recordedAbout( orders );
			for ( const [ at, [ deed, order ] ] of pairs.entries() ) {
				const now = await suite.probe.order( order.id );
				const { status } = now;
				assert.deepEqual(
					{ status, emails: customerEmails( now ).length },
					{ status: deed.status, emails: deed.emails },
					deed.title
				);
				const is = healed[ at ] as Recorded;
				assert.deepEqual(
					is.attempts,
					recorded[ at ]?.attempts,
					deed.title
				);
				const stopped = way.isLater ? 1 : 0;
				await deed.check?.( { ...is, order, now, stopped } );
			}
			suite.expectPhpErrors();
		} );
	}
} );

/** How an order is asked for that ends the process, and the HTTP status of the answer. */
const CUT_OFF: Readonly<
	Record< string, ( order: Subject ) => Promise< number > >
> = {
	'a signed message': async ( order ) =>
		( await sendOne( suite, order.invoiced ) ).status,
	'a message at ?wc-api=': async ( order ) =>
		( await sendOne( suite, order.invoiced, { entryPoint: 'wc-api' } ) )
			.status,
	'a batch': async ( order ) =>
		( await sendBatch( suite, [ order.invoiced ] ) ).status,
	'the marked key': async ( { id } ) =>
		(
			await callCore( suite, 'put', `orders/${ id }`, {
				status: 'completed',
			} )
		).http,
	'a batch of the marked key': async ( { id } ) =>
		(
			await callCore( suite, 'post', 'orders/batch', {
				update: [ { id, status: 'completed' } ],
			} )
		).http,
	'a re-send on the screen': async ( order ) => {
		const [ id ] = await keepPending( suite, [ order ] );
		const admin = await suite.admin();
		const { status } = await admin.call(
			'POST',
			`/notifications/${ id }/resend`,
			{}
		);
		return status;
	},
};

describe( 'a listener that completes another order through WooCommerce’s API and exits: each has its outcome at once, by', () => {
	for ( const [ name, ask ] of Object.entries( CUT_OFF ) ) {
		test( name, async ( t ) => {
			if ( suite.needsWooCommerceApi( t ) ) {
				return;
			}
			const order = await newSubject( suite );
			const other = await newSubject( suite );
			await suite.probe.setOptions( {
				fixture_ways: JSON.stringify( {
					[ order.id ]: 'completes_another_and_exits',
				} ),
				fixture_other: other.id,
			} );
			suite.expectPhpErrors();
			assert.equal( await ask( order ), 503 );
			await suite.probe.waitForEnd();
			const [ row ] = await recordedAbout( [ order ] );
			assert.equal(
				row?.notification[ 'code' ],
				'side_effects_uncertain'
			);
			const lock = ( await suite.probe.rows( 'orders' ) ).find(
				( { order_id: id } ) => Number( id ) === order.id
			);
			assert.equal( lock?.[ 'lease_token' ], null, 'it holds nobody up' );
			await assertCompletedOnce( suite, other.id );
			const now = await suite.probe.order( order.id );
			assert.deepEqual(
				[ now.status, customerEmails( now ).length ],
				[ 'completed', 0 ]
			);
			if ( name.includes( 'marked key' ) ) {
				const [ inner ] = await recordedAbout( [ other ] );
				assert.equal( inner?.notification[ 'code' ], 'completed' );
			}
		} );
	}
} );
