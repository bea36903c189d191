/**
 * The customer's language, as WPML and Polylang choose it: from a meta of the order, by listeners of the hooks that
 * WooCommerce's emails hang on. The email that leaves after the answer is the one that would have left within the request.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import { eventually, newSubject, type Subject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();
const multilingual = new FixturePlugIn( suite, 'multilingual' );

before( async () => {
	await suite.ready;
	await multilingual.install( `
		add_filter( 'get_available_languages', fn( $languages ) => array_merge( $languages, array( 'nb_NO' ) ) );
		// The one switches right before WooCommerce's email, the other long before; both switch back after it.
		foreach ( array( 'wpml_language' => 9, '_polylang' => 1 ) as $meta => $priority ) {
			add_action( 'woocommerce_order_status_completed_notification', function ( $order_id ) use ( $meta ) {
				$language = wc_get_order( $order_id )->get_meta( $meta );
				if ( $language ) {
					add_filter( 'woocommerce_email_setup_locale', '__return_false', 7 );
					switch_to_locale( $language );
				}
			}, $priority );
			add_action( 'woocommerce_order_status_completed_notification', function ( $order_id ) use ( $meta ) {
				if ( wc_get_order( $order_id )->get_meta( $meta ) ) {
					restore_previous_locale();
					remove_filter( 'woocommerce_email_setup_locale', '__return_false', 7 );
				}
			}, 100 );
		}
		$is_completed = false;
		add_filter( 'woocommerce_email_subject_customer_completed_order', function ( $subject ) use ( &$is_completed ) {
			$is_completed = true;
			return $subject;
		} );
		add_filter( 'woocommerce_mail_content', function ( $content ) use ( &$is_completed ) {
			if ( $is_completed ) {
				$is_completed = false;
				$mails = json_decode( get_option( 'fixture_mails', '[]' ) );
				$mails[] = determine_locale() . ': ' . trim( preg_replace( '/\\\\s+/', ' ', wp_strip_all_tags( $content ) ) );
				update_option( 'fixture_mails', wp_json_encode( $mails ) );
			}
			return $content;
		} );
	` );
} );
after( () => multilingual.remove() );

/** Orders of a customer with WPML's language, of one with Polylang's, and of one with none. */
async function three(): Promise< Subject[] > {
	const orders = [
		await newSubject( suite ),
		await newSubject( suite ),
		await newSubject( suite ),
	];
	const [ wpml, polylang ] = orders.map( ( { id } ) => id );
	await suite.shop.wp( [
		'eval',
		`foreach ( array( 'wpml_language' => ${ wpml }, '_polylang' => ${ polylang } ) as $meta => $id ) {
			$order = wc_get_order( $id );
			$order->update_meta_data( $meta, 'nb_NO' );
			$order->save();
		}`,
	] );
	return orders;
}

/** The mails since the last look, without what differs from order to order. */
async function mails( orders: readonly Subject[] ): Promise< string[] > {
	const option = `FROM {prefix}options WHERE option_name = 'fixture_mails'`;
	const read = async () => {
		const { rows } = await suite.probe.sql(
			`SELECT option_value ${ option }`
		);
		return JSON.parse( rows[ 0 ]?.[ 'option_value' ] ?? '[]' ) as string[];
	};
	const seen = await eventually(
		read,
		( found ) => found.length >= orders.length,
		20_000
	);
	await suite.probe.sql( `DELETE ${ option }` );
	return seen
		.map( ( mail ) =>
			orders.reduce(
				( text, { id, invoiceNumber } ) =>
					text
						.replaceAll( `#${ id }`, '#ID' )
						.replaceAll( invoiceNumber, 'INVOICE' ),
				mail
			)
		)
		.sort();
}

test( 'the email speaks the order’s language, as within the request, and the next one its own', async ( t ) => {
	if ( suite.needsWooCommerce( t ) ) {
		return;
	}
	const orders = await three();
	const reply = await suite.endpoint.send(
		{
			notifications: orders.map( ( { invoiced } ) => ( {
				id: newId(),
				...invoiced,
			} ) ),
		},
		{ route: '/notifications/batch' }
	);
	assert.equal( reply.json.summary.completed, 3, reply.text );
	const ours = await mails( orders );

	// WooCommerce alone, of orders that are alike.
	const alike = await three();
	await suite.shop.wp( [
		'eval',
		alike
			.map(
				( { id, invoiceNumber } ) => `
				$order = wc_get_order( ${ id } );
				$order->update_meta_data( '_telaris_invoice_number', '${ invoiceNumber }' );
				$order->update_meta_data( '_telaris_invoice_date', '2026-11-23' );
				$order->update_status( 'completed' );`
			)
			.join( '' ),
	] );
	assert.deepEqual( ours, await mails( alike ) );
	assert.deepEqual(
		ours.map( ( mail ) => mail.split( ':' )[ 0 ] ),
		[ 'en_US', 'nb_NO', 'nb_NO' ]
	);
	assert.match( ours[ 1 ] ?? '', /Faktura/, 'Our own line, too.' );
} );
