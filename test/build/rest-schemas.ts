/**
 * Turns the OpenAPI document into what WordPress's own validator understands.
 *
 * `rest_validate_value_from_schema()` knows a subset of JSON Schema: no `$ref`,
 * no `allOf`, no `const`. The PHP side loads the result (`php/Webhook/rest-schemas.php`)
 * and hands it to WordPress as it is, so that nothing is written down twice.
 */

type Json =
	null | boolean | number | string | Json[] | { [ key: string ]: Json };

type JsonObject = { [ key: string ]: Json };

/** What WordPress validates with; every other keyword is for readers only. */
const KEYWORDS = [
	'type',
	'enum',
	'default',
	'format',
	'pattern',
	'minLength',
	'maxLength',
	'minimum',
	'maximum',
	'exclusiveMinimum',
	'exclusiveMaximum',
	'multipleOf',
	'minItems',
	'maxItems',
	'uniqueItems',
	'minProperties',
	'maxProperties',
	'required',
	// For the headers of what is to go; WordPress passes over them.
	'deprecated',
	'x-deprecated-at',
	'x-sunset',
] as const;

const METHODS = [ 'get', 'put', 'post', 'delete', 'patch' ] as const;

/** What is to go: since when that is said, and when it goes, YYYY-MM-DD. */
export interface Deprecation {
	method: string;
	/** A regular expression. */
	route: string;
	at: string;
	sunset: string;
}

/** The tables of `rest-schemas.php`. */
export interface RestSchemas {
	/** Every schema of `components.schemas`, without references. */
	schemas: Record< string, JsonObject >;
	/** Query parameters by operation id, then by name: a schema each. */
	parameters: Record< string, Record< string, JsonObject > >;
	/** Operations that are to go. */
	deprecated: Deprecation[];
	/** Whether any field of any schema is to go. */
	hasDeprecatedFields: boolean;
}

function isObject( value: Json | undefined ): value is JsonObject {
	return (
		typeof value === 'object' && value !== null && ! Array.isArray( value )
	);
}

/**
 * Follows `#/a/b/c`.
 *
 * @param  document The whole document.
 * @param  ref      The reference.
 * @return What stands there.
 * @throws {Error} When nothing stands there: the document is wrong.
 */
function lookUp( document: JsonObject, ref: string ): JsonObject {
	let target: Json | undefined = document;
	for ( const key of ref.replace( /^#\//, '' ).split( '/' ) ) {
		target = isObject( target ) ? target[ key ] : undefined;
	}
	if ( ! isObject( target ) ) {
		throw new Error( `${ ref } is not in the OpenAPI document` );
	}
	return target;
}

/**
 * Merges the parts of an `allOf` into one object schema.
 *
 * @param parts Schemas that were simplified already.
 * @return One schema; properties and `required` of all parts.
 */
function merge( parts: JsonObject[] ): JsonObject {
	const merged: JsonObject = {};
	for ( const part of parts ) {
		const properties = {
			...( isObject( merged[ 'properties' ] )
				? merged[ 'properties' ]
				: {} ),
			...( isObject( part[ 'properties' ] ) ? part[ 'properties' ] : {} ),
		};
		const required = [ merged, part ].flatMap( ( { required: names } ) =>
			Array.isArray( names ) ? names : []
		);
		Object.assign( merged, part );
		if ( Object.keys( properties ).length > 0 ) {
			merged[ 'properties' ] = properties;
		}
		if ( required.length > 0 ) {
			merged[ 'required' ] = [ ...new Set( required ) ];
		}
	}
	return merged;
}

/**
 * Rewrites one schema in WordPress's subset.
 *
 * @param  document The whole document, for references.
 * @param  schema   A schema of it.
 * @param  seen     References on the way here; a circle cannot be written out.
 * @return The schema with everything in place.
 * @throws {Error} On a circular reference or a keyword that would be lost.
 */
function simplify(
	document: JsonObject,
	schema: JsonObject,
	seen: readonly string[] = []
): JsonObject {
	const nested = ( value: Json | undefined ): JsonObject =>
		simplify( document, isObject( value ) ? value : {}, seen );

	if ( typeof schema[ '$ref' ] === 'string' ) {
		const ref = schema[ '$ref' ];
		if ( seen.includes( ref ) ) {
			throw new Error( `${ ref } refers to itself` );
		}
		const { $ref: _, ...beside } = schema;
		return merge( [
			simplify( document, lookUp( document, ref ), [ ...seen, ref ] ),
			simplify( document, beside, seen ),
		] );
	}

	for ( const lost of [ 'not', 'if', 'prefixItems', 'dependentRequired' ] ) {
		if ( lost in schema ) {
			throw new Error( `WordPress does not know the keyword ${ lost }` );
		}
	}

	if ( schema[ 'deprecated' ] === true ) {
		datesOf( schema, 'A field' );
	}
	const simple: JsonObject = {};
	for ( const keyword of KEYWORDS ) {
		const value = schema[ keyword ];
		if ( value !== undefined ) {
			simple[ keyword ] = value;
		}
	}
	if ( schema[ 'const' ] !== undefined ) {
		simple[ 'enum' ] = [ schema[ 'const' ] ];
	}
	if ( isObject( schema[ 'items' ] ) ) {
		simple[ 'items' ] = nested( schema[ 'items' ] );
	}
	const additional = schema[ 'additionalProperties' ];
	if ( additional !== undefined ) {
		simple[ 'additionalProperties' ] = isObject( additional )
			? nested( additional )
			: additional;
	}
	for ( const map of [ 'properties', 'patternProperties' ] ) {
		const properties = schema[ map ];
		if ( isObject( properties ) ) {
			simple[ map ] = Object.fromEntries(
				Object.entries( properties ).map( ( [ name, value ] ) => [
					name,
					nested( value ),
				] )
			);
		}
	}
	for ( const choice of [ 'anyOf', 'oneOf' ] ) {
		const options = schema[ choice ];
		if ( Array.isArray( options ) ) {
			simple[ choice ] = options.map( nested );
		}
	}
	return Array.isArray( schema[ 'allOf' ] )
		? merge( [ ...schema[ 'allOf' ].map( nested ), simple ] )
		: simple;
}

/**
 * Derives the tables of `php/Webhook/rest-schemas.php`.
 *
 * @param  document The OpenAPI 3.1 document.
 * @return Schemas and query parameters without references.
 * @throws {Error} When the document refers to something that is not there.
 */
export function restSchemas( document: JsonObject ): RestSchemas {
	const result: RestSchemas = {
		schemas: {},
		parameters: {},
		deprecated: [],
		hasDeprecatedFields: false,
	};

	const { schemas } = lookUp( document, '#/components' );
	for ( const [ name, schema ] of Object.entries(
		isObject( schemas ) ? schemas : {}
	) ) {
		result.schemas[ name ] = simplify(
			document,
			isObject( schema ) ? schema : {}
		);
	}

	result.hasDeprecatedFields = JSON.stringify( result.schemas ).includes(
		'"deprecated":true'
	);

	const paths = isObject( document[ 'paths' ] ) ? document[ 'paths' ] : {};
	for ( const [ route, path ] of Object.entries( paths ) ) {
		for ( const method of METHODS ) {
			const operation = isObject( path ) ? path[ method ] : undefined;
			if ( isObject( operation ) && operation[ 'deprecated' ] === true ) {
				result.deprecated.push( {
					method: method.toUpperCase(),
					route: `~/${ route
						.slice( 1 )
						.replace( /[.]/g, '\\.' )
						.replace( /\{[^}]+\}/g, '[^/]+' ) }$~`,
					...datesOf( operation, `${ method } ${ route }` ),
				} );
			}
			if (
				! isObject( operation ) ||
				typeof operation[ 'operationId' ] !== 'string'
			) {
				continue;
			}
			result.parameters[ operation[ 'operationId' ] ] = queryParameters(
				document,
				operation[ 'parameters' ]
			);
		}
	}
	return result;
}

/**
 * When something is to go.
 *
 * @param  item What is marked as deprecated.
 * @param  name What it is called.
 * @throws {Error} Where it does not say so.
 */
function datesOf(
	item: JsonObject,
	name: string
): { at: string; sunset: string } {
	const { 'x-deprecated-at': at, 'x-sunset': sunset } = item;
	if (
		typeof at !== 'string' ||
		typeof sunset !== 'string' ||
		Number.isNaN( Date.parse( at ) + Date.parse( sunset ) )
	) {
		throw new Error(
			`${ name } is deprecated: x-deprecated-at and x-sunset must be days`
		);
	}
	return { at, sunset };
}

function queryParameters(
	document: JsonObject,
	parameters: Json | undefined
): Record< string, JsonObject > {
	const byName: Record< string, JsonObject > = {};
	for ( const entry of Array.isArray( parameters ) ? parameters : [] ) {
		let parameter = isObject( entry ) ? entry : {};
		if ( typeof parameter[ '$ref' ] === 'string' ) {
			parameter = lookUp( document, parameter[ '$ref' ] );
		}
		const { name, schema, in: place, required } = parameter;
		if ( place === 'query' && typeof name === 'string' ) {
			byName[ name ] = {
				...simplify( document, isObject( schema ) ? schema : {} ),
				// WordPress marks a required argument in its own schema.
				...( required === true ? { required: true } : {} ),
			};
		}
	}
	return byName;
}

/**
 * The tables as a PHP file, which opcache keeps: JSON would be read and parsed by every call.
 *
 * @param document The OpenAPI 3.1 document.
 */
export function restSchemasFile( document: JsonObject ): string {
	const tables = JSON.parse(
		JSON.stringify( restSchemas( document ) )
	) as JsonObject;
	return `<?php\n\ndefined('ABSPATH') || exit;\n\nreturn ${ phpLiteral( tables ) };\n`;
}

function phpLiteral( value: Json ): string {
	if ( Array.isArray( value ) ) {
		return `[${ value.map( phpLiteral ).join( ', ' ) }]`;
	}
	if ( isObject( value ) ) {
		return `[${ Object.entries( value )
			.map(
				( [ key, item ] ) =>
					`${ phpLiteral( key ) } => ${ phpLiteral( item ) }`
			)
			.join( ', ' ) }]`;
	}
	return typeof value === 'string'
		? `'${ value.replace( /[\\']/g, '\\$&' ) }'`
		: JSON.stringify( value );
}
