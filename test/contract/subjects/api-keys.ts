import assert from 'node:assert/strict';
import { contract, type Look } from '../contract';
import type { ApiKey } from '../../shop';

interface Answer {
	readonly status: number;
	readonly code?: string;
	readonly login?: string;
	readonly may?: boolean;
	readonly seen?: { key: number; user: number } | null;
	readonly [ more: string ]: unknown;
}

interface Call {
	readonly method?: string;
	readonly path?: string;
	readonly key?: ApiKey;
	/** Whether the call looks as though it came over TLS. */
	readonly tls?: boolean;
	readonly headers?: Record< string, string >;
}

const WHO = '/wp-json/wc-contract/v1/who';

async function call(
	{ shop }: Look,
	{ method = 'GET', path = WHO, key, tls = true, headers = {} }: Call
): Promise< Answer > {
	const response = await fetch( shop.url + path, {
		method,
		headers: {
			...( key
				? {
						Authorization: `Basic ${ Buffer.from( `${ key.key }:${ key.secret }` ).toString( 'base64' ) }`,
					}
				: {} ),
			...( tls ? { 'X-Forwarded-Proto': 'https' } : {} ),
			...headers,
		},
	} );
	return {
		...( ( await response.json() ) as object ),
		status: response.status,
	};
}

function recognised( answer: Answer ): void {
	assert.equal( answer.status, 200 );
	assert.equal( answer.login, 'telaris' );
	assert.equal( answer.may, true );
}

function anonymous( answer: Answer ): void {
	assert.equal( answer.status, 401 );
	assert.equal( answer.code, 'rest_forbidden' );
}

contract(
	'An API key',
	{
		'logs its user in for reading and writing, and a filter hears which key it was':
			async ( look ) => {
				for ( const method of [ 'GET', 'POST' ] ) {
					const answer = await call( look, {
						method,
						key: look.shop.keys.readWrite,
					} );
					recognised( answer );
					assert.ok( answer.seen && answer.seen.key > 0 );
					assert.equal( answer.seen.user, answer[ 'user' ] );
				}
			},
		'for reading does not write': async ( look ) => {
			recognised( await call( look, { key: look.shop.keys.readOnly } ) );
			const answer = await call( look, {
				method: 'POST',
				key: look.shop.keys.readOnly,
			} );
			assert.equal( answer.status, 401 );
			assert.equal(
				answer.code,
				'woocommerce_rest_authentication_error'
			);
		},
		'with a wrong secret is refused': async ( look ) => {
			const answer = await call( look, {
				key: { ...look.shop.keys.readWrite, secret: 'cs_wrong' },
			} );
			assert.equal( answer.status, 401 );
			assert.equal(
				answer.code,
				'woocommerce_rest_authentication_error'
			);
		},
		'that nobody knows leaves the caller anonymous': async ( look ) => {
			anonymous(
				await call( look, {
					key: { key: 'ck_unknown', secret: 'cs_unknown' },
				} )
			);
		},
		'does not count without TLS': async ( look ) => {
			anonymous(
				await call( look, {
					key: look.shop.keys.readWrite,
					tls: false,
				} )
			);
		},
		'opens no namespace but wc/ and wc-': async ( look ) => {
			const key = look.shop.keys.readWrite;
			anonymous(
				await call( look, { path: '/wp-json/contract/v1/who', key } )
			);
			recognised(
				await call( look, {
					path: '/wp-json/contract/v1/who',
					key,
					headers: { 'X-Contract-Open': 'yes' },
				} )
			);
		},
		'does not count under ?rest_route= unless a filter says so': async (
			look
		) => {
			const path = '/?rest_route=/wc-contract/v1/who';
			const key = look.shop.keys.readWrite;
			anonymous( await call( look, { path, key } ) );
			recognised(
				await call( look, {
					path,
					key,
					headers: { 'X-Contract-Open': 'yes' },
				} )
			);
		},
		'reads an order of wc/v3': async ( look ) => {
			const { id } = await look.observe< { id: number } >( 'order' );
			const key = look.shop.keys.readOnly;
			const answer = await call( look, {
				path: `/wp-json/wc/v3/orders/${ id }`,
				key,
			} );
			const { status: _, ...order } = answer;
			assert.equal( order[ 'id' ], id );
			assert.equal( order[ 'number' ], String( id ) );
			assert.equal( order[ 'total' ], '499.00' );
			assert.equal( order[ 'currency' ], 'NOK' );
			const unknown = await call( look, {
				path: '/wp-json/wc/v3/orders/99999999',
				key,
			} );
			assert.deepEqual(
				[ unknown.status, unknown.code ],
				[ 404, 'woocommerce_rest_shop_order_invalid_id' ]
			);
			const nobody = await call( look, {
				path: `/wp-json/wc/v3/orders/${ id }`,
			} );
			assert.deepEqual(
				[ nobody.status, nobody.code ],
				[ 401, 'woocommerce_rest_cannot_view' ]
			);
		},
		'goes with its user': async ( { observe } ) => {
			assert.deepEqual( await observe( 'key-owner' ), {
				before: 1,
				after: 0,
			} );
		},
		'notes when it was last used': async ( look ) => {
			const used = () =>
				look.observe< { last_access: string | null } >(
					'order',
					'read'
				);
			await call( look, { key: look.shop.keys.readOnly } );
			assert.match( String( ( await used() ).last_access ), /^\d{4}-/ );
		},
	},
	{
		'completes an order through wc/v3': async ( look ) => {
			const { id } = await look.observe< { id: number } >( 'order' );
			const response = await fetch(
				`${ look.shop.url }/wp-json/wc/v3/orders/${ id }`,
				{
					method: 'PUT',
					headers: {
						Authorization: `Basic ${ Buffer.from( `${ look.shop.keys.readWrite.key }:${ look.shop.keys.readWrite.secret }` ).toString( 'base64' ) }`,
						'X-Forwarded-Proto': 'https',
						'Content-Type': 'application/json',
					},
					body: JSON.stringify( { status: 'completed' } ),
				}
			);
			assert.equal( response.status, 200 );
			assert.equal(
				( ( await response.json() ) as Answer )[ 'status' ],
				'completed'
			);
		},
	}
);
