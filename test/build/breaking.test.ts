import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from './breaking';

const text = readFileSync(
	join( __dirname, '../../plugin/openapi.json' ),
	'utf8'
);

type Change = ( document: any, schemas: any ) => void;

const changed = ( change: Change ) => {
	const document = JSON.parse( text );
	change( document, document.components.schemas );
	return breakingChanges( JSON.parse( text ), document );
};

const drop = ( from: string[], name: string ) =>
	from.splice( from.indexOf( name ), 1 );

it.each< [ string, Change, RegExp ] >( [
	[
		'a property of an answer that is gone',
		( _, { Answer } ) => delete Answer.properties.code,
		/^post \/notifications 200.*\.code: is gone$/,
	],
	[
		'a property of an answer that may be missing',
		( _, { Answer } ) => drop( Answer.required, 'retry_after' ),
		/\.retry_after: may be missing now$/,
	],
	[
		'a property of an answer of another type',
		( _, { Answer } ) => ( Answer.properties.status.type = 'string' ),
		/\.status: may be string now$/,
	],
	[
		'a property of an answer that may be null',
		( _, { Answer } ) =>
			( Answer.properties.id.type = [ 'string', 'null' ] ),
		/\.id: may be null now$/,
	],
	[
		'an optional field that must be sent',
		( _, { MessageData } ) => ( MessageData.required = [ 'order_number' ] ),
		/^post \/notifications request\.data\.order_number: must be sent now$/,
	],
	[
		'an optional field of a batch that must be sent',
		( _, { Message } ) => Message.required.push( 'timestamp' ),
		/^post \/notifications\/batch request.*\.timestamp: must be sent now$/,
	],
	[
		'a field that is not taken as a number',
		( _, { MessageData } ) =>
			( MessageData.properties.telaris_order.type = 'string' ),
		/telaris_order: integer is not taken now$/,
	],
	[
		'a shorter text',
		( _, { MessageData } ) =>
			( MessageData.properties.telaris_order.maxLength = 10 ),
		/telaris_order: maxLength is 10 now$/,
	],
	[
		'another pattern',
		( _, { Invoice } ) =>
			( Invoice.properties.number.pattern = '^[0-9]+$' ),
		/number: another pattern$/,
	],
	[
		'a type of message that is gone',
		( _, { MessageType } ) => drop( MessageType.enum, 'order.credited' ),
		/\.type: no order\.credited any more$/,
	],
	[
		'a route that is gone',
		( { paths } ) => delete paths[ '/notifications/batch' ],
		/^post \/notifications\/batch: is gone$/,
	],
	[
		'a status that is not answered',
		( { paths } ) => {
			const { responses } = paths[ '/notifications' ].post;
			delete responses[ Object.keys( responses ).at( -1 ) ?? '' ];
		},
		/^post \/notifications \w+: is not answered any more$/,
	],
	[
		'a way in that is closed',
		( { paths } ) => paths[ '/notifications' ].post.security.pop(),
		/^post \/notifications: .* does not open it any more$/,
	],
	[
		'a parameter that must be sent',
		( { paths } ) =>
			( paths[ '/notifications/by-id/{webhook_id}' ].get.parameters = [
				...paths[ '/notifications/by-id/{webhook_id}' ].get.parameters,
				{ name: 'x', in: 'query', required: true },
			] ),
		/ x: must be sent now$/,
	],
] )( 'names %s', ( _, change, fault ) => {
	const faults = changed( change );
	expect( faults.filter( ( one ) => fault.test( one ) ) ).not.toEqual( [] );
} );

it.each< [ string, Change ] >( [
	[ 'nothing', () => undefined ],
	[
		'a new field',
		( _, { MessageData } ) => ( MessageData.properties.x = {} ),
	],
	[
		'a new property of an answer',
		( _, { Answer } ) => {
			Answer.properties.x = { type: 'string' };
			Answer.required.push( 'x' );
		},
	],
	[ 'a new code', ( _, { Code } ) => Code.enum.push( 'x' ) ],
	[
		'a new type of message',
		( _, { MessageType } ) => MessageType.enum.push( 'order.x' ),
	],
	[
		'a longer text',
		( _, { MessageData } ) =>
			( MessageData.properties.telaris_order.maxLength = 100 ),
	],
	[ 'another description', ( { info } ) => ( info.description = 'x' ) ],
	[ 'a new route', ( { paths } ) => ( paths[ '/x' ] = paths[ '/stats' ] ) ],
	[
		'a route of the screen that is gone',
		( { paths } ) => delete paths[ '/stats' ],
	],
] )( 'allows %s', ( _, change ) => {
	expect( changed( change ) ).toEqual( [] );
} );

it( 'allows anything before the first release', () => {
	expect( breakingChanges( { paths: {} }, JSON.parse( text ) ) ).toEqual(
		[]
	);
} );
