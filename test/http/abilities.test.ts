/** What assistants may do through WordPress's Abilities API: the screen's routes, with the screen's permissions. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newSubject, type Subject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();
let failed: Subject;
let notification = 0;

before( async () => {
	await suite.ready;
	failed = await newSubject( suite, { status: 'cancelled' } );
	const { json } = await suite.endpoint.send( failed.invoiced );
	notification = json.notification_id;
} );

/** Runs abilities one after the other, as a user; what each gave, or the code of its error. */
async function execute(
	user: number,
	...abilities: readonly ( readonly [ string, object? ] )[]
): Promise< unknown[] > {
	const answered = await suite.probe.php( `
		wp_set_current_user( ${ user } );
		echo wp_json_encode( array_map( function ( $one ) {
			$ability = wp_get_ability( 'telaris-for-woocommerce/' . $one[0] );
			$given = $ability->execute( $one[1] ?? array() );
			return is_wp_error( $given ) ? $given->get_error_code() : $given;
		}, json_decode( '${ JSON.stringify( abilities ) }', true ) ) );` );
	return JSON.parse( answered ) as unknown[];
}

describe( 'an ability', () => {
	test( 'reads the history and the health', async () => {
		const [ rows, health, awaiting ] = await execute(
			1,
			[ 'list-notifications', { search: failed.telarisOrder } ],
			[ 'get-health' ],
			[ 'list-awaiting', {} ]
		);
		assert.deepEqual(
			( rows as { id: number }[] ).map( ( { id } ) => id ),
			[ notification ]
		);
		assert.ok( ( health as { failed: number } ).failed > 0 );
		assert.ok( Array.isArray( awaiting ) );
	} );

	test( 'previews a re-send, and changes nothing by it', async () => {
		const [ preview ] = await execute( 1, [
			'preview-resend',
			{ ids: [ notification ] },
		] );
		assert.equal( ( preview as unknown[] ).length, 1 );
		assert.equal(
			( await suite.probe.order( failed.id ) )?.status,
			'cancelled'
		);
	} );

	test( 're-sends by the screen’s rules: a guard stands unless it is overridden', async () => {
		const resend = ( more = {} ) =>
			execute( 1, [
				'resend-notification',
				{ id: notification, ...more },
			] );
		await resend();
		assert.equal(
			( await suite.probe.order( failed.id ) )?.status,
			'cancelled'
		);
		await resend( { complete_anyway: true } );
		assert.equal(
			( await suite.probe.order( failed.id ) )?.status,
			'completed'
		);
	} );

	test( 'is for nobody who may not see the screen', async () => {
		assert.deepEqual(
			await execute(
				0,
				[ 'list-notifications', {} ],
				[ 'get-health' ],
				[ 'resend-notification', { id: notification } ]
			),
			Array.from( { length: 3 }, () => 'ability_invalid_permissions' )
		);
	} );
} );
