/** The plugin's own tables: refused by the database, lost, and put right again; and what is said meanwhile. */
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { FixturePlugIn } from './support/fixture-plug-in';
import { assertCompletedOnce, eventually, newSubject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();
const refusing = new FixturePlugIn( suite, 'no-alter' );

const VERSION = 'telaris_for_woocommerce_schema';
const TRIED = 'telaris_for_woocommerce_schema_tried';

afterEach( async () => {
	await refusing.remove();
	await suite.probe.setOptions( { [ VERSION ]: '', [ TRIED ]: 0 } );
	await suite.health();
} );
after( () => refusing.remove() );

const problems = async () =>
	( await suite.health() ).problems.filter(
		( { code } ) => code === 'tables_incomplete'
	);

test( 'an update with a database user without ALTER is not taken for done, is said, and heals by itself', async () => {
	await suite.probe.sql(
		'ALTER TABLE {prefix}telaris_notifications DROP COLUMN shop_number'
	);
	await refusing.install(
		`add_filter( 'query', fn ( $sql ) => preg_match( '/^\\s*ALTER/i', $sql ) ? 'ALTER TABLE nowhere_at_all ADD COLUMN x int' : $sql );`
	);
	await suite.probe.setOptions( { [ VERSION ]: 'of before', [ TRIED ]: 0 } );

	const order = await newSubject( suite );
	const refused = await suite.endpoint.send( order.invoiced );
	assert.equal( refused.status, 503, refused.text );
	const [ problem ] = await problems();
	assert.match( problem?.sentence ?? '', /notifications\.shop_number/ );
	const page = await (
		await suite.admin()
	).page( 'wp-admin/site-health.php' );
	assert.match( page, /notifications\.shop_number/ );
	assert.match( page, /"critical"/ );

	await refusing.remove();
	await suite.probe.setOptions( { [ TRIED ]: 0 } );
	assert.deepEqual( await problems(), [] );
	// The first order is held for ten minutes by the attempt that was cut off.
	const other = await newSubject( suite );
	const reply = await suite.endpoint.send( other.invoiced );
	assert.equal( reply.json.code, 'completed', reply.text );
	await assertCompletedOnce( suite, other.id );
} );

for ( const table of [
	'outbox',
	'attempts',
	'counters',
	'orders',
	'refused_calls',
	'deliveries',
] ) {
	test( `a lost table is made again: ${ table }`, async () => {
		await suite.probe.sql( `DROP TABLE {prefix}telaris_${ table }` );
		const order = await newSubject( suite );
		const first = await suite.endpoint.send( order.invoiced, {
			id: `lost_${ order.telarisOrder }`,
		} );
		assert.ok( [ 200, 503 ].includes( first.status ), first.text );
		// What was cut off in the middle keeps the order for ten minutes.
		await suite.probe
			.sql( 'UPDATE {prefix}telaris_orders SET lease_until = 1' )
			.catch( () => undefined );
		const reply = await eventually(
			() =>
				suite.endpoint.send( order.invoiced, {
					id: `lost_${ order.telarisOrder }`,
				} ),
			( { status } ) => status === 200
		);
		assert.match( reply.json.code, /^(already_)?completed$/, reply.text );
		assert.deepEqual( await problems(), [] );
	} );
}

test( 'a shop of the version before gets what is new, and keeps its rows', async () => {
	const order = await newSubject( suite );
	const reply = await suite.endpoint.send( order.invoiced );
	const row = async () =>
		( await suite.probe.rows( 'notifications' ) ).filter(
			( { id } ) => Number( id ) === reply.json.notification_id
		);
	const before = await row();
	assert.equal( before.length, 1 );
	// As version 9 had it.
	await suite.probe.sql( 'DROP TABLE {prefix}telaris_deliveries' );
	await suite.probe.setOptions( { [ VERSION ]: '9', [ TRIED ]: 0 } );
	assert.deepEqual( await problems(), [] );
	assert.deepEqual( await row(), before );
	const again = await suite.endpoint.send( order.invoiced, {
		id: `after_${ order.telarisOrder }`,
	} );
	assert.equal( again.status, 200, again.text );
	const kept = await eventually(
		() => suite.probe.rows( 'deliveries' ),
		( rows ) => rows.length > 0
	);
	assert.match( String( kept[ 0 ]?.[ 'request' ] ), /order\.invoiced/ );
} );

test( '`wp telaris run` in a moved shop says that it did nothing, and why', async () => {
	const known = 'telaris_for_woocommerce_address';
	const { rows } = await suite.probe.sql(
		`SELECT option_value FROM {prefix}options WHERE option_name = '${ known }'`
	);
	await suite.probe.setOptions( {
		[ known ]: Buffer.from( 'shop.example' ).toString( 'base64' ),
	} );
	try {
		await assert.rejects(
			suite.shop.wp( [ 'telaris', 'run' ] ),
			/The address of this shop changed/
		);
	} finally {
		await suite.probe.setOptions( {
			[ known ]: rows[ 0 ]?.[ 'option_value' ] ?? '',
		} );
	}
	assert.match( await suite.shop.wp( [ 'telaris', 'run' ] ), /Done/ );
} );
