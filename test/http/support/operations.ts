/** The operations of plugin/openapi.json, ready to be called. */
import { operations } from './contract';

/** All but Telaris's own: the routes of the screen in wp-admin. */
export const screenOperations = operations.filter(
	( operation ) =>
		! /^(post \/notifications(\/batch)?|get \/(notifications\/by-id\/.*|openapi.json))$/.test(
			operation
		)
);

/** Bodies as the contract wants them, so that nothing but the caller is wrong. */
const BODIES: Record< string, object > = {
	'put /orders/{id}/link': { telaris_order: 'A1' },
	'post /notifications/resend': { ids: [ 1 ] },
	'post /notifications/preview': { ids: [ 1 ] },
	'post /notifications/dismiss': { ids: [ 1 ], reason: 'A test order' },
	'post /notifications/restore': { ids: [ 1 ] },
};

/**
 * Gives a call of an operation, with well-formed ids.
 *
 * @param operation For example "post /notifications/resend".
 */
export function callOf( operation: string ): {
	method: string;
	route: string;
	body: object | undefined;
} {
	const [ method = '', template = '' ] = operation.split( ' ' );
	return {
		method: method.toUpperCase(),
		route: template.replace(
			'{id}',
			template.startsWith( '/secrets' ) ? '0123abcd' : '1'
		),
		body: [ 'post', 'put' ].includes( method )
			? ( BODIES[ operation ] ?? {} )
			: undefined,
	};
}
