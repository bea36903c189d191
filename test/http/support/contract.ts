/** Holds answers to plugin/openapi.json. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface ResponseObject {
	$ref?: string;
	content?: Record< string, { schema: object } >;
}
type Operation = { responses: Record< string, ResponseObject > };

interface OpenApi {
	paths: Record< string, Record< string, Operation > >;
	components: { responses: Record< string, ResponseObject > };
}

const document = JSON.parse(
	readFileSync(
		path.resolve( __dirname, '../../../plugin/openapi.json' ),
		'utf8'
	)
) as OpenApi;

const ajv = new Ajv2020( { strict: false, allErrors: true } );
addFormats( ajv );
ajv.addSchema( document, 'openapi' );

const validators = new Map< string, ValidateFunction >();

/** Each operation of the contract, as "post /notifications/{id}/resend". */
export const operations: string[] = Object.entries( document.paths ).flatMap(
	( [ route, methods ] ) =>
		Object.keys( methods )
			.filter( ( method ) =>
				/^(get|post|put|patch|delete)$/.test( method )
			)
			.map( ( method ) => `${ method } ${ route }` )
);

/**
 * Says what is wrong with an answer.
 *
 * @param method
 * @param route  Below wc-telaris/v1, with real ids: "/notifications/12".
 * @param status
 * @param body
 * @return Faults in words; none where the answer is as promised, or the route is not part of the contract.
 */
export function contractFaults(
	method: string,
	route: string,
	status: number,
	body: unknown
): string[] {
	const template = findTemplate( route );
	const operation =
		template && document.paths[ template ]?.[ method.toLowerCase() ];
	if ( ! operation ) {
		// Not an operation of the contract (a wrong method, say): errors still have the one shape.
		return status >= 400
			? validate( '#/components/schemas/Error', body )
			: [];
	}
	const key = [
		String( status ),
		`${ Math.floor( status / 100 ) }XX`,
		'default',
	].find( ( candidate ) => operation.responses[ candidate ] );
	if ( ! key ) {
		return [ `${ method } ${ template } never answers ${ status }` ];
	}
	const pointer = operation.responses[ key ]?.$ref
		? `${ operation.responses[ key ]?.$ref }`
		: `#/paths/${ escape( template ) }/${ method.toLowerCase() }/responses/${ key }`;
	return validate( `${ pointer }/content/application~1json/schema`, body );
}

/**
 * Validates against one schema of the contract.
 *
 * @param pointer "#/components/schemas/Notification"
 * @param body
 */
export function validate( pointer: string, body: unknown ): string[] {
	let validator = validators.get( pointer );
	if ( ! validator ) {
		validator = ajv.compile( {
			// Inside a URI fragment the braces of "/notifications/{id}" have to be written as %7B and %7D.
			$ref: `openapi${ pointer.replace( /[{}]/g, encodeURIComponent ) }`,
		} );
		validators.set( pointer, validator );
	}
	if ( validator( body ) ) {
		return [];
	}
	return ( validator.errors ?? [] ).map(
		( error ) => `${ error.instancePath || '/' } ${ error.message ?? '' }`
	);
}

function findTemplate( route: string ): string | undefined {
	// A path without parameters goes before one with, as OpenAPI has it.
	return route in document.paths
		? route
		: Object.keys( document.paths ).find( ( template ) =>
				new RegExp(
					`^${ template.replace( /\{[^}]+\}/g, '[^/]+' ) }$`
				).test( route )
			);
}

function escape( segment: string ): string {
	return segment.replace( /~/g, '~0' ).replace( /\//g, '~1' );
}
