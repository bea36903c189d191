/** The same promises wherever WooCommerce keeps its orders: own tables (HPOS), posts, and both kept in step. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { assertCompletedOnce, assertUntouched, newSubject, subjectOf } from './support/orders';
import { useShop } from './support/suite';

const suite = useShop();

const HPOS = 'woocommerce_custom_orders_table_enabled';
const SYNC = 'woocommerce_custom_orders_table_data_sync_enabled';

const SETTINGS = [
	{ name: 'own tables', options: { [ HPOS ]: 'yes', [ SYNC ]: 'no' } },
	{ name: 'own tables, posts kept in step', options: { [ HPOS ]: 'yes', [ SYNC ]: 'yes' } },
	{ name: 'posts, own tables kept in step', options: { [ HPOS ]: 'no', [ SYNC ]: 'yes' } },
	{ name: 'posts', options: { [ HPOS ]: 'no', [ SYNC ]: 'no' } },
];

after( () =>
	suite.shop.ground.standIn ? undefined : suite.probe.setOptions( { [ HPOS ]: 'yes', [ SYNC ]: 'no' } )
);

for ( const { name, options } of SETTINGS ) {
	describe( name, () => {
		test( 'a processing order is completed once, from six calls at once', async ( t ) => {
			if ( suite.needsWooCommerce( t ) ) {
				return;
			}
			await suite.probe.setOptions( options );
			const order = await newSubject( suite );
			const replies = await Promise.all( Array.from( { length: 6 }, () => suite.door.send( order.invoiced ) ) );
			assert.equal( replies.filter( ( reply ) => reply.json.code === 'completed' ).length, 1, replies.map( ( reply ) => reply.text ).join( '\n' ) );
			await assertCompletedOnce( suite, order.id );
		} );

		for ( const status of [ 'cancelled', 'refunded', 'pending', 'failed' ] ) {
			test( `a ${ status } order is refused`, async ( t ) => {
				if ( suite.needsWooCommerce( t ) ) {
					return;
				}
				await suite.probe.setOptions( options );
				const order = await newSubject( suite, { status } );
				const reply = await suite.door.send( order.invoiced );
				assert.equal( reply.json.code, 'status_not_allowed', reply.text );
				await assertUntouched( suite, order.id, status );
			} );
		}

		test( 'a trashed order, a deleted one, a refund and a page are refused', async ( t ) => {
			if ( suite.needsWooCommerce( t ) ) {
				return;
			}
			await suite.probe.setOptions( options );
			const trashed = await newSubject( suite );
			await suite.probe.trash( trashed.id );
			assert.equal( ( await suite.door.send( trashed.invoiced ) ).json.code, 'status_not_allowed' );

			const deleted = await newSubject( suite );
			await suite.probe.erase( deleted.id );
			assert.equal( ( await suite.door.send( deleted.invoiced ) ).json.code, 'order_not_found' );

			const refunded = await newSubject( suite );
			const refund = Number(
				await suite.shop.wp( [ 'eval', `echo wc_create_refund( [ 'order_id' => ${ refunded.id }, 'amount' => '10' ] )->get_id();` ] )
			);
			assert.equal( ( await suite.door.send( subjectOf( refund ).invoiced ) ).json.code, 'order_not_found' );

			const page = Number( await suite.shop.wp( [ 'post', 'create', '--post_type=page', '--post_title=Side', '--porcelain' ] ) );
			assert.equal( ( await suite.door.send( subjectOf( page ).invoiced ) ).json.code, 'order_not_found' );
		} );

		test( 'the copy that is not authoritative decides nothing', async ( t ) => {
			if ( suite.needsWooCommerce( t ) ) {
				return;
			}
			await suite.probe.setOptions( options );
			const order = await newSubject( suite );
			const inPosts = options[ HPOS ] === 'no';
			// Another head or a failed synchronisation left the copy behind.
			await suite.shop.wp( [
				'eval',
				inPosts
					? `global $wpdb; $wpdb->update( $wpdb->prefix . 'wc_orders', [ 'status' => 'wc-cancelled' ], [ 'id' => ${ order.id } ] );`
					: `global $wpdb; $wpdb->update( $wpdb->posts, [ 'post_status' => 'wc-cancelled' ], [ 'ID' => ${ order.id } ] );`,
			] );
			const reply = await suite.door.send( order.invoiced );
			assert.equal( reply.json.code, 'completed', reply.text );
			await assertCompletedOnce( suite, order.id );
		} );
	} );
}
