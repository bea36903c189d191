/**
 * What in a new openapi.json breaks a caller that was written for the old one.
 *
 * Of the routes that Telaris calls: those of the screen ship with it. A request may not be asked for more, an answer
 * may not promise less. Beyond that additions are allowed, of codes and types too: docs/operating.md says so.
 */

type Json =
	null | boolean | number | string | Json[] | { [ key: string ]: Json };
type Item = { [ key: string ]: Json };

/** Who sends what a schema describes: the caller's may not become narrower, the shop's not wider. */
type Side = 'request' | 'response';

const METHODS = [ 'get', 'put', 'post', 'delete', 'patch' ];

/** Limits of a request: at most so much, at least so much. */
const UPPER = [ 'maxLength', 'maximum', 'exclusiveMaximum', 'maxItems' ];
const LOWER = [ 'minLength', 'minimum', 'exclusiveMinimum', 'minItems' ];

/** Schemas lie in each other no deeper; the contract has no circles. */
const DEEPEST = 16;

const isItem = ( value: Json | undefined ): value is Item =>
	typeof value === 'object' && value !== null && ! Array.isArray( value );
const item = ( value: Json | undefined ): Item =>
	isItem( value ) ? value : {};
const list = ( value: Json | undefined ): Json[] =>
	Array.isArray( value ) ? value : [];
const texts = ( value: Json | undefined ): string[] =>
	list( value ).filter( ( one ) => typeof one === 'string' );

/** One of the two documents, with its references followed. */
class Contract {
	constructor( private readonly document: Item ) {}

	resolve( value: Json | undefined ): Item {
		const ref = item( value )[ '$ref' ];
		if ( typeof ref !== 'string' ) {
			return item( value );
		}
		const target = ref
			.replace( /^#\//, '' )
			.split( '/' )
			.reduce< Json | undefined >(
				( at, key ) => item( at )[ key ],
				this.document
			);
		return { ...this.resolve( target ), ...without( value, '$ref' ) };
	}

	/** A schema with its parts in one. */
	schema( value: Json | undefined ): Item {
		const schema = this.resolve( value );
		return list( schema[ 'allOf' ] )
			.map( ( part ) => this.schema( part ) )
			.reduce< Item >(
				( merged, part ) => ( {
					...merged,
					...part,
					properties: {
						...item( merged[ 'properties' ] ),
						...item( part[ 'properties' ] ),
					},
					required: [
						...list( merged[ 'required' ] ),
						...list( part[ 'required' ] ),
					],
				} ),
				without( schema, 'allOf' )
			);
	}

	/** The operations that Telaris calls, by method and path. */
	operations(): Map< string, Item > {
		const found = new Map< string, Item >();
		for ( const [ path, methods ] of Object.entries(
			item( this.document[ 'paths' ] )
		) ) {
			for ( const method of METHODS ) {
				const operation = item( methods )[ method ];
				if (
					isItem( operation ) &&
					! texts( operation[ 'tags' ] ).includes( 'admin' )
				) {
					found.set( `${ method } ${ path }`, operation );
				}
			}
		}
		return found;
	}
}

function without( value: Json | undefined, key: string ): Item {
	const { [ key ]: _, ...rest } = item( value );
	return rest;
}

/**
 * Compares two contracts.
 *
 * @param before The last release's.
 * @param after  The one of now.
 * @return What breaks, a sentence each, with its place.
 */
export function breakingChanges( before: unknown, after: unknown ): string[] {
	const [ old, now ] = [ before, after ].map(
		( document ) => new Contract( item( document as Json ) )
	) as [ Contract, Contract ];
	const faults: string[] = [];
	const known = now.operations();
	for ( const [ name, was ] of old.operations() ) {
		const is = known.get( name );
		if ( is ) {
			faults.push( ...ofOperation( name, old, was, now, is ) );
		} else {
			faults.push( `${ name }: is gone` );
		}
	}
	return [ ...new Set( faults ) ];
}

function ofOperation(
	name: string,
	old: Contract,
	was: Item,
	now: Contract,
	is: Item
): string[] {
	const compare = new Comparison( old, now );
	const faults: string[] = [];
	const parameters = ( contract: Contract, operation: Item ) =>
		list( operation[ 'parameters' ] ).map( ( one ) =>
			contract.resolve( one )
		);
	for ( const parameter of parameters( now, is ) ) {
		const before = parameters( old, was ).find(
			( one ) =>
				one[ 'name' ] === parameter[ 'name' ] &&
				one[ 'in' ] === parameter[ 'in' ]
		);
		const place = `${ name } ${ parameter[ 'name' ] }`;
		if ( parameter[ 'required' ] && ! before?.[ 'required' ] ) {
			faults.push( `${ place }: must be sent now` );
		}
		if ( before ) {
			faults.push(
				...compare.schemas(
					`${ place }`,
					before[ 'schema' ],
					parameter[ 'schema' ],
					'request'
				)
			);
		}
	}
	const [ asked, asks ] = [
		old.resolve( was[ 'requestBody' ] ),
		now.resolve( is[ 'requestBody' ] ),
	];
	if ( asks[ 'required' ] && ! asked[ 'required' ] ) {
		faults.push( `${ name }: a body must be sent now` );
	}
	faults.push(
		...compare.contents( `${ name } request`, asked, asks, 'request' )
	);
	for ( const [ status, response ] of Object.entries(
		item( was[ 'responses' ] )
	) ) {
		const answer = item( is[ 'responses' ] )[ status ];
		const place = `${ name } ${ status }`;
		faults.push(
			...( answer === undefined
				? [ `${ place }: is not answered any more` ]
				: compare.contents(
						place,
						old.resolve( response ),
						now.resolve( answer ),
						'response'
					) )
		);
	}
	const ways = texts(
		list( was[ 'security' ] ).map( ( one ) => JSON.stringify( one ) )
	);
	const left = list( is[ 'security' ] ).map( ( one ) =>
		JSON.stringify( one )
	);
	faults.push(
		...ways
			.filter( ( way ) => ! left.includes( way ) )
			.map( ( way ) => `${ name }: ${ way } does not open it any more` )
	);
	return faults;
}

class Comparison {
	constructor(
		private readonly old: Contract,
		private readonly now: Contract
	) {}

	contents( place: string, was: Item, is: Item, side: Side ): string[] {
		return Object.entries( item( was[ 'content' ] ) ).flatMap(
			( [ type, content ] ) => {
				const after = item( is[ 'content' ] )[ type ];
				return after === undefined
					? [ `${ place }: ${ type } is gone` ]
					: this.schemas(
							place,
							item( content )[ 'schema' ],
							item( after )[ 'schema' ],
							side
						);
			}
		);
	}

	schemas(
		place: string,
		before: Json | undefined,
		after: Json | undefined,
		side: Side,
		depth = 0
	): string[] {
		const [ was, is ] = [
			this.old.schema( before ),
			this.now.schema( after ),
		];
		if ( depth > DEEPEST ) {
			return [];
		}
		const below = ( name: string, one: Json, other: Json ) =>
			this.schemas( `${ place }${ name }`, one, other, side, depth + 1 );
		return [
			...ofTypes( place, was, is, side ),
			...( side === 'request'
				? ofLimits( place, was, is )
				: ofPromises( place, was, is ) ),
			...this.alternatives( place, was, is, side, depth ),
			...Object.entries( item( was[ 'properties' ] ) ).flatMap(
				( [ name, property ] ) => {
					const same = item( is[ 'properties' ] )[ name ];
					return same === undefined
						? [ `${ place }.${ name }: is gone` ]
						: below( `.${ name }`, property, same );
				}
			),
			...( isItem( was[ 'items' ] ) && isItem( is[ 'items' ] )
				? below( '[]', was[ 'items' ], is[ 'items' ] )
				: [] ),
		];
	}

	/** Each that could be sent still can be; each that may come could come before. */
	private alternatives(
		place: string,
		was: Item,
		is: Item,
		side: Side,
		depth: number
	): string[] {
		for ( const kind of [ 'anyOf', 'oneOf' ] ) {
			const [ before, after ] = [
				list( was[ kind ] ),
				list( is[ kind ] ),
			];
			const [ each, others ] =
				side === 'request' ? [ before, after ] : [ after, before ];
			for ( const [ index, one ] of before.length > 0
				? each.entries()
				: [] ) {
				const found = others.map( ( other ) =>
					side === 'request'
						? this.schemas( place, one, other, side, depth + 1 )
						: this.schemas( place, other, one, side, depth + 1 )
				);
				if ( ! found.some( ( faults ) => faults.length === 0 ) ) {
					// What is at the same place was most likely meant.
					return (
						found[ index ] ?? [
							`${ place }: one of ${ kind } is not as before`,
						]
					);
				}
			}
		}
		return [];
	}
}

function ofTypes( place: string, was: Item, is: Item, side: Side ): string[] {
	const types = ( schema: Item ) => {
		const { type } = schema;
		const named = typeof type === 'string' ? [ type ] : texts( type );
		// A whole number is a number.
		return named.includes( 'number' ) ? [ ...named, 'integer' ] : named;
	};
	const [ before, after ] = [ types( was ), types( is ) ];
	if ( side === 'request' ) {
		const lost =
			after.length === 0
				? []
				: ( before.length === 0 ? [ 'any type' ] : before ).filter(
						( type ) => ! after.includes( type )
					);
		return lost.map( ( type ) => `${ place }: ${ type } is not taken now` );
	}
	const more =
		before.length === 0
			? []
			: ( after.length === 0 ? [ 'any type' ] : after ).filter(
					( type ) => ! before.includes( type )
				);
	return more.map( ( type ) => `${ place }: may be ${ type } now` );
}

function ofLimits( place: string, was: Item, is: Item ): string[] {
	const faults: string[] = [];
	for ( const name of texts( is[ 'required' ] ) ) {
		if ( ! texts( was[ 'required' ] ).includes( name ) ) {
			faults.push( `${ place }.${ name }: must be sent now` );
		}
	}
	for ( const limit of [ ...UPPER, ...LOWER ] ) {
		const [ before, after ] = [ was[ limit ], is[ limit ] ];
		const isTighter =
			typeof before !== 'number' ||
			( UPPER.includes( limit )
				? Number( after ) < before
				: Number( after ) > before );
		if ( typeof after === 'number' && isTighter ) {
			faults.push( `${ place }: ${ limit } is ${ after } now` );
		}
	}
	for ( const rule of [ 'pattern', 'format', 'const', 'multipleOf' ] ) {
		if ( is[ rule ] !== undefined && is[ rule ] !== was[ rule ] ) {
			faults.push( `${ place }: another ${ rule }` );
		}
	}
	if (
		is[ 'additionalProperties' ] === false &&
		was[ 'additionalProperties' ] !== false
	) {
		faults.push( `${ place }: fields beside these are not taken now` );
	}
	if ( Array.isArray( is[ 'enum' ] ) ) {
		const lost = Array.isArray( was[ 'enum' ] )
			? was[ 'enum' ].filter(
					( value ) => ! list( is[ 'enum' ] ).includes( value )
				)
			: [ 'other values' ];
		faults.push(
			...lost.map( ( value ) => `${ place }: no ${ value } any more` )
		);
	}
	return faults;
}

function ofPromises( place: string, was: Item, is: Item ): string[] {
	return texts( was[ 'required' ] )
		.filter( ( name ) => ! texts( is[ 'required' ] ).includes( name ) )
		.map( ( name ) => `${ place }.${ name }: may be missing now` );
}
