/**
 * The main job on each version of PHP that the plugin is for: install, activate, a signed call, a batch, a re-send, what
 * the screen reads, remove. `npm run test:php-versions`; PHP_VERSIONS=8.5 for one of them.
 *
 * Fails on every notice and deprecation that names a file of ours.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebhookEndpoint } from '../http/support/endpoint';
import { SignedIn } from '../http/support/wp-admin';
import { matrix } from '../run/matrix';
import * as messages from '../telaris/messages';
import {
	fetchPlayground,
	makeBase,
	startSite,
	type Base,
	type Site,
} from './site';

const versions =
	process.env[ 'PHP_VERSIONS' ]?.split( ',' ) ?? matrix.php.versions;

const OURS = 'plugins/telaris-for-woocommerce';
const PLUGIN = 'telaris-for-woocommerce/telaris-for-woocommerce';

/** Why nothing can be tried here; empty where it can. */
let hindrance = '';
let base: Base;

before( async () => {
	hindrance = await fetchPlayground();
	if ( ! hindrance ) {
		base = await makeBase( ( line ) =>
			process.stderr.write( `${ line }\n` )
		);
	}
} );

function check( title: string, holds: () => Promise< void > ): void {
	test( title, ( t ) => ( hindrance ? t.skip( hindrance ) : holds() ) );
}

// Two at a time: each keeps one processor at work.
describe( 'The main job', { concurrency: 2 }, () => {
	for ( const version of versions ) {
		describe( `PHP ${ version }`, { concurrency: 1 }, () => {
			let site: Site;
			let admin: SignedIn;
			let endpoint: WebhookEndpoint;

			/** Calls a REST route of WordPress's or WooCommerce's as the admin. */
			async function rest< Body >(
				method: string,
				route: string,
				fields: Record< string, string > = {}
			): Promise< Body > {
				const query = new URLSearchParams( {
					...fields,
					_wpnonce: admin.nonce,
				} );
				return JSON.parse(
					await admin.page( `wp-json/${ route }?${ query }`, {
						method,
						status:
							method === 'POST' && route.endsWith( 'orders' )
								? 201
								: 200,
					} )
				) as Body;
			}

			async function newOrder( status: string ) {
				const { id, number } = await rest< {
					id: number;
					number: string;
				} >( 'POST', 'wc/v3/orders', {
					status,
					'billing[email]': 'kunde@nordlys.example',
				} );
				const order = {
					telarisOrder: `T-${ id }`,
					integrationReference: String( id ),
					orderNumber: number,
				};
				return {
					id,
					invoiced: messages.invoiced( order, {
						number: `F-${ id }`,
					} ),
				};
			}

			const statusOf = async ( id: number ) =>
				(
					await rest< { status: string } >(
						'GET',
						`wc/v3/orders/${ id }`
					)
				).status;

			before( async () => {
				if ( hindrance ) {
					return;
				}
				site = await startSite( base, version );
				assert.ok(
					site.php.startsWith( `${ version }.` ),
					`It runs on PHP ${ site.php }.`
				);
				const { url } = site;
				admin = await SignedIn.signIn(
					new WebhookEndpoint( {
						url,
						webhookSecret: '',
						permalinks: true,
					} ),
					site.admin.user,
					site.admin.password
				);
			} );
			after( () => site?.stop() );

			check( 'it is activated, and gives a secret', async () => {
				await rest( 'POST', `wp/v2/plugins/${ PLUGIN }`, {
					status: 'active',
				} );
				const { json } = await admin.call( 'POST', '/secrets' );
				const { url } = site;
				endpoint = new WebhookEndpoint( {
					url,
					webhookSecret: json.secret,
					permalinks: true,
				} );
				const { json: answer } = await endpoint.send( messages.ping() );
				assert.equal( answer.code, 'pong' );
			} );

			check( 'a signed call completes its order, once', async () => {
				const order = await newOrder( 'processing' );
				const { json } = await endpoint.send( order.invoiced, {
					id: `msg_${ order.id }`,
				} );
				assert.equal( json.code, 'completed' );
				assert.equal( await statusOf( order.id ), 'completed' );
				const again = await endpoint.send( order.invoiced, {
					id: `msg_${ order.id }`,
				} );
				assert.equal( again.headers[ 'idempotent-replayed' ], 'true' );
			} );

			check( 'a batch answers each of its messages', async () => {
				const good = await newOrder( 'on-hold' );
				const bad = await newOrder( 'cancelled' );
				const { json } = await endpoint.send(
					{
						notifications: [ good, bad ].map(
							( { id, invoiced } ) => ( {
								...invoiced,
								id: `msg_b${ id }`,
							} )
						),
					},
					{ route: '/notifications/batch' }
				);
				assert.deepEqual(
					json.results.map( ( { code }: { code: string } ) => code ),
					[ 'completed', 'status_not_allowed' ]
				);
			} );

			check( 'a re-send completes what was blocked', async () => {
				const order = await newOrder( 'cancelled' );
				const { json } = await endpoint.send( order.invoiced );
				assert.equal( json.code, 'status_not_allowed' );
				await rest( 'PUT', `wc/v3/orders/${ order.id }`, {
					status: 'processing',
				} );
				const { json: resent } = await admin.call(
					'POST',
					`/notifications/${ json.notification_id }/resend`
				);
				assert.equal( resent.state, 'completed' );
				assert.equal( await statusOf( order.id ), 'completed' );
				const { json: detail } = await admin.call(
					'GET',
					`/notifications/${ json.notification_id }`
				);
				assert.deepEqual(
					detail.attempts.map(
						( { trigger }: { trigger: string } ) => trigger
					),
					[ 'telaris', 'shop', 'resend' ]
				);
			} );

			check( 'the screen gets what it reads', async () => {
				for ( const route of [
					'/notifications',
					'/awaiting',
					'/stats',
					'/health',
					'/settings',
				] ) {
					const { status, text } = await admin.call( 'GET', route );
					assert.equal( status, 200, `${ route }: ${ text }` );
				}
				assert.match(
					await admin.page(
						'wp-admin/admin.php?page=telaris-for-woocommerce'
					),
					/id="telaris-for-woocommerce"/
				);
			} );

			check( 'it is removed', async () => {
				await rest( 'POST', `wp/v2/plugins/${ PLUGIN }`, {
					status: 'inactive',
				} );
				const gone = await rest< { deleted: boolean } >(
					'DELETE',
					`wp/v2/plugins/${ PLUGIN }`
				);
				assert.equal( gone.deleted, true );
			} );

			check( 'PHP complained of nothing of ours', async () => {
				const entries = await site.log();
				assert.deepEqual(
					entries.filter( ( entry ) => entry.includes( OURS ) ),
					[]
				);
			} );
		} );
	}
} );
