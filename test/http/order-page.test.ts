/** What of Telaris is seen on the order itself: the box in wp-admin, and the line in the customer's email. */
import assert from 'node:assert/strict';
import {
	after,
	afterEach,
	before,
	describe,
	test,
	type TestContext,
} from 'node:test';
import * as messages from '../telaris/messages';
import type { Message } from '../telaris/types';
import { newId } from './support/endpoint';
import { FixturePlugIn } from './support/fixture-plug-in';
import { eventually, newSubject, type Subject } from './support/orders';
import { SmtpCatcher } from './support/smtp';
import { attach } from './support/suite';

const suite = attach();
const BOX =
	/<div id="telaris-for-woocommerce" class="postbox[\s\S]*?(?=<div id="[\w-]+" class="postbox|<\/form>)/;

/** 2026-11-23 as the shop writes days. */
let day = '';
before( async () => {
	await suite.ready;
	day = await suite.probe.php(
		"echo wp_date( get_option( 'date_format' ), strtotime( '2026-11-23 12:00:00 UTC' ) );"
	);
} );

/** The box on the order's page, as text and links; undefined where there is none. */
async function boxOf(
	id: number
): Promise< { html: string; text: string; page: string } | undefined > {
	const url = await suite.probe.php(
		`echo wc_get_order( ${ id } )->get_edit_order_url();`
	);
	const admin = await suite.admin();
	const page = await admin.page(
		new URL( url ).pathname + new URL( url ).search
	);
	assert.ok(
		page.includes( 'woocommerce-order-data' ),
		'this is the order’s page'
	);
	const html = BOX.exec( page )?.[ 0 ];
	return html === undefined
		? undefined
		: {
				html,
				page,
				text: html.replace( /<[^>]+>/g, ' ' ).replace( /\s+/g, ' ' ),
			};
}

describe( 'on the order’s page in wp-admin', () => {
	test( 'are Telaris’s order, the invoice, and the way to the history', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const box = await boxOf( order.id );
		assert.ok( box, 'there is a box' );
		assert.ok(
			box.text.includes( `Telaris order: ${ order.telarisOrder }` ),
			box.text
		);
		assert.ok(
			box.text.includes( `Invoice: ${ order.invoiceNumber }` ),
			box.text
		);
		assert.ok( box.text.includes( `Invoice date: ${ day }` ), box.text );
		const href =
			/href="([^"]+)"[^>]*>Sync history</
				.exec( box.html )?.[ 1 ]
				?.replaceAll( '&#038;', '&' ) ?? '';
		const link = new URL( href );
		assert.equal(
			link.searchParams.get( 'page' ),
			'telaris-for-woocommerce'
		);
		const found = await (
			await suite.admin()
		).call(
			'GET',
			`/notifications?search=${ encodeURIComponent( link.searchParams.get( 'search' ) ?? '' ) }`
		);
		assert.deepEqual(
			found.json.map(
				( row: { order: { id: number } } ) => row.order.id
			),
			[ order.id ]
		);
		assert.equal(
			box.page.includes( '_telaris_' ),
			false,
			'the keys are not among the custom fields'
		);
	} );

	test( 'is nothing where Telaris has nothing to do with the order', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		assert.equal(
			await boxOf( ( await newSubject( suite ) ).id ),
			undefined
		);
	} );

	test( 'is the link alone, once the order is imported', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		const box = await boxOf( order.id );
		assert.ok(
			box?.text.includes( `Telaris order: ${ order.telarisOrder }` ),
			box?.text
		);
		assert.equal( box?.text.includes( 'Invoice' ), false, box?.text );
	} );

	test( 'is said why it was not completed, and what to do', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite, { status: 'cancelled' } );
		await suite.endpoint.send( order.invoiced );
		const box = await boxOf( order.id );
		assert.match(
			box?.text ?? '',
			/Order blocked\. The order had the status &quot;Cancelled&quot;\. Such orders are not completed automatically\. If it is/
		);
	} );

	test( 'nothing can be smuggled in', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.imported );
		await suite.probe.php( `$order = wc_get_order( ${ order.id } );
			$order->update_meta_data( '_telaris_invoice_number', '<script>alert(1)</script>' );
			$order->update_meta_data( '_telaris_invoice_date', 'never' );
			$order->save();` );
		const box = await boxOf( order.id );
		assert.ok( box?.html.includes( '&lt;script&gt;alert(1)' ), box?.html );
		assert.equal( box?.html.includes( '<script>alert' ), false );
	} );
} );

describe( 'in the customer’s email', () => {
	const catcher = new SmtpCatcher();
	const plugIn = new FixturePlugIn( suite, 'email-line' );

	before( () => catcher.listen() );
	after( () => catcher.close() );
	afterEach( async () => {
		await plugIn.remove();
		await suite.probe.clearFaults();
		await suite.probe.setOptions( {
			telaris_for_woocommerce_settings: [],
			woocommerce_customer_completed_order_settings: null,
		} );
	} );

	/** Has Telaris invoice an order, and gives the email that the customer gets. */
	async function emailAbout(
		t: TestContext,
		change: ( order: Subject ) => Message = ( order ) => order.invoiced
	) {
		if ( suite.needsWooCommerce( t ) ) {
			return undefined;
		}
		const address = `kunde-${ newId() }@example.com`;
		const order = await newSubject( suite, { email: address } );
		await suite.probe.faults( { smtp_port: catcher.port } );
		const reply = await suite.endpoint.send( change( order ) );
		assert.equal( reply.json.code, 'completed', reply.text );
		const mails = await eventually(
			async () => catcher.messagesTo( address ),
			( found ) => found.length > 0
		);
		assert.equal( mails.length, 1, 'the email arrives' );
		return { order, source: decoded( mails[ 0 ]?.source ?? '' ) };
	}

	test( 'stands the invoice', async ( t ) => {
		const mail = await emailAbout( t );
		if ( mail ) {
			assert.ok( mail.source.includes( `<p` ), 'an HTML email' );
			assert.match(
				mail.source,
				new RegExp(
					`>Invoice ${ mail.order.invoiceNumber } of ${ day }</p>`
				)
			);
		}
	} );

	test( 'stands it in plain text, too', async ( t ) => {
		if ( ! suite.shop.ground.standIn ) {
			await suite.probe.setOptions( {
				woocommerce_customer_completed_order_settings: {
					enabled: 'yes',
					email_type: 'plain',
				},
			} );
		}
		const mail = await emailAbout( t );
		if ( mail ) {
			assert.match(
				mail.source,
				new RegExp(
					`^Invoice ${ mail.order.invoiceNumber } of ${ day }\\r?$`,
					'm'
				)
			);
			assert.equal( mail.source.includes( '<p' ), false );
		}
	} );

	test( 'stands no day where Telaris gave none', async ( t ) => {
		const mail = await emailAbout( t, ( order ) =>
			messages.invoiced(
				{
					telarisOrder: order.telarisOrder,
					integrationReference: String( order.id ),
				},
				{ number: order.invoiceNumber }
			)
		);
		if ( mail ) {
			assert.match(
				mail.source,
				new RegExp( `>Invoice ${ mail.order.invoiceNumber }</p>` )
			);
		}
	} );

	test( 'stands nothing where Telaris sent no invoice', async ( t ) => {
		const mail = await emailAbout( t, ( order ) =>
			messages.invoiced( {
				telarisOrder: order.telarisOrder,
				integrationReference: String( order.id ),
			} )
		);
		if ( mail ) {
			assert.doesNotMatch( mail.source, /Invoice/ );
		}
	} );

	test( 'stands nothing where the merchant switched it off', async ( t ) => {
		await suite.probe.setOptions( {
			telaris_for_woocommerce_settings: { email_line: false },
		} );
		const mail = await emailAbout( t );
		if ( mail ) {
			assert.equal(
				mail.source.includes( mail.order.invoiceNumber ),
				false
			);
		}
	} );

	test( 'stands what another plug-in makes of it', async ( t ) => {
		await plugIn.install(
			`add_filter( 'telaris_for_woocommerce_email_line', static fn ( $line, $order ) => "Faktura <{$order->get_id()}>: $line", 10, 2 );`
		);
		const mail = await emailAbout( t );
		if ( mail ) {
			assert.ok(
				mail.source.includes(
					`Faktura &lt;${ mail.order.id }&gt;: Invoice ${ mail.order.invoiceNumber }`
				),
				mail.source
			);
		}
	} );

	test( 'is in no other email', async ( t ) => {
		if ( suite.needsWooCommerce( t ) ) {
			return;
		}
		const order = await newSubject( suite );
		await suite.endpoint.send( order.invoiced );
		const has = await suite.probe
			.php( `$order = wc_get_order( ${ order.id } );
			foreach ( WC()->mailer()->get_emails() as $email ) {
				if ( in_array( $email->id, [ 'new_order', 'customer_invoice', 'customer_processing_order', 'customer_completed_order' ], true ) ) {
					$email->object = $order;
					$email->placeholders = [];
					foreach ( [ 'html', 'plain' ] as $kind ) {
						$content = 'html' === $kind ? $email->get_content_html() : $email->get_content_plain();
						echo $email->id, ' ', $kind, ' ', str_contains( $content, '${ order.invoiceNumber }' ) ? 'yes' : 'no', PHP_EOL;
					}
				}
			}` );
		const lines = has
			.split( '\n' )
			.filter( ( line ) => / (yes|no)$/.test( line ) );
		assert.equal( lines.length, 8, has );
		assert.deepEqual(
			lines.filter( ( line ) => line.endsWith( 'yes' ) ),
			[
				'customer_completed_order html yes',
				'customer_completed_order plain yes',
			]
		);
	} );
} );

/** The text of a mail, whatever its transfer encoding. */
function decoded( source: string ): string {
	const [ head = '', ...body ] = source.split( /\r?\n\r?\n/ );
	const text = body.join( '\n\n' );
	if ( /^content-transfer-encoding: base64/im.test( head ) ) {
		return Buffer.from( text, 'base64' ).toString( 'utf8' );
	}
	return /^content-transfer-encoding: quoted-printable/im.test( head )
		? text
				.replace( /=\r?\n/g, '' )
				.replace( /=([0-9A-F]{2})/g, ( _, hex ) =>
					String.fromCharCode( parseInt( hex, 16 ) )
				)
		: text;
}
