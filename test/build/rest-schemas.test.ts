/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import openapi from '../../plugin/openapi.json';
import { restSchemas, restSchemasFile } from './rest-schemas';

const derive = ( schemas: object, paths: object = {} ) =>
	restSchemas(
		JSON.parse( JSON.stringify( { components: { schemas }, paths } ) )
	);

it( 'puts in place what is referred to', () => {
	const { schemas } = derive( {
		Order: {
			type: 'object',
			description: 'For readers',
			required: [ 'state' ],
			properties: {
				state: { $ref: '#/components/schemas/State' },
				lines: {
					type: 'array',
					items: { $ref: '#/components/schemas/State' },
				},
			},
			additionalProperties: false,
		},
		State: { type: 'string', enum: [ 'a' ], description: 'For readers' },
	} );
	const state = { type: 'string', enum: [ 'a' ] };
	expect( schemas[ 'Order' ] ).toEqual( {
		type: 'object',
		required: [ 'state' ],
		properties: { state, lines: { type: 'array', items: state } },
		additionalProperties: false,
	} );
} );

it( 'flattens allOf and keeps what each part asks for', () => {
	const { schemas } = derive( {
		Base: {
			type: 'object',
			required: [ 'id' ],
			properties: { id: { type: 'integer' } },
		},
		More: {
			allOf: [
				{ $ref: '#/components/schemas/Base' },
				{
					type: 'object',
					required: [ 'id', 'name' ],
					properties: { name: { const: 'x' } },
				},
			],
		},
	} );
	expect( schemas[ 'More' ] ).toEqual( {
		type: 'object',
		required: [ 'id', 'name' ],
		properties: { id: { type: 'integer' }, name: { enum: [ 'x' ] } },
	} );
} );

it( 'lists query parameters by operation', () => {
	const { parameters } = derive(
		{ State: { type: 'string', enum: [ 'a' ] } },
		{
			'/things/{id}': {
				get: {
					operationId: 'list',
					parameters: [
						{ name: 'id', in: 'path', schema: { type: 'integer' } },
						{
							name: 'state',
							in: 'query',
							required: true,
							schema: { $ref: '#/components/schemas/State' },
						},
					],
				},
			},
		}
	);
	expect( parameters ).toEqual( {
		list: { state: { type: 'string', enum: [ 'a' ], required: true } },
	} );
} );

it.each( [
	[ 'that is not there', { A: { $ref: '#/components/schemas/B' } } ],
	[ 'to itself', { A: { items: { $ref: '#/components/schemas/A' } } } ],
] )( 'refuses a reference %s', ( _, schemas ) => {
	expect( () => derive( schemas ) ).toThrow( /#\/components\/schemas/ );
} );

it( 'refuses what WordPress would silently not check', () => {
	expect( () => derive( { A: { not: { type: 'string' } } } ) ).toThrow(
		/does not know/
	);
} );

it( 'leaves nothing in the contract that WordPress does not know', () => {
	const derived = JSON.stringify(
		restSchemas( JSON.parse( JSON.stringify( openapi ) ) )
	);
	// A property may have such a name; then a schema follows, not a value.
	const isLeft = /"(\$ref|allOf|const|description)":(?!\{)/.test( derived );
	expect( isLeft ).toBe( false );
	expect( derived ).toContain( '"listNotifications"' );
} );

it( 'is the same as a PHP file', () => {
	const document = JSON.parse(
		JSON.stringify( {
			components: {
				schemas: {
					Word: {
						type: 'string',
						pattern: "^[\\\\'$a-zæ]+$",
						enum: [ "it's", 'a\\b', '$c', 'å' ],
						default: null,
						minLength: 1,
					},
				},
			},
		} )
	);
	const code = restSchemasFile( document ).replace( '<?php', '' );
	const read = execFileSync( 'php', [
		'-r',
		`define( 'ABSPATH', '/' ); echo json_encode( ( function () { ${ code } } )() );`,
	] );
	expect( JSON.parse( read.toString() ) ).toEqual( {
		...restSchemas( document ),
		// PHP cannot tell an empty object from an empty list.
		parameters: [],
	} );
} );

it( 'keeps what is to go, and since when', () => {
	const gone = {
		deprecated: true,
		'x-deprecated-at': '2027-01-01',
		'x-sunset': '2028-01-01',
	};
	const { deprecated, hasDeprecatedFields, schemas } = derive(
		{ Order: { properties: { old: { type: 'string', ...gone } } } },
		{ '/orders/{id}/x.json': { get: gone, put: {} } }
	);
	expect( schemas[ 'Order' ] ).toEqual( {
		properties: { old: { type: 'string', ...gone } },
	} );
	expect( hasDeprecatedFields ).toBe( true );
	expect( deprecated ).toEqual( [
		{
			method: 'GET',
			route: '~/orders/[^/]+/x\\.json$~',
			at: '2027-01-01',
			sunset: '2028-01-01',
		},
	] );
	expect( () =>
		derive( {}, { '/x': { get: { deprecated: true } } } )
	).toThrow( 'get /x is deprecated: x-deprecated-at and x-sunset' );
	expect( derive( {} ).hasDeprecatedFields ).toBe( false );
} );
