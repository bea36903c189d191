import type { ParseArgsConfig } from 'node:util';
import type { ShopOptions } from './types';

/** The flags by which the scripts ask for a shop. */
export const shopFlags = {
	name: { type: 'string' },
	db: { type: 'string' },
	server: { type: 'string' },
	woocommerce: { type: 'string' },
	wordpress: { type: 'string' },
	'stand-in': { type: 'boolean' },
	port: { type: 'string' },
	fresh: { type: 'boolean' },
	demo: { type: 'boolean' },
	probe: { type: 'boolean' },
	'no-hpos': { type: 'boolean' },
	'hpos-sync': { type: 'boolean' },
	locale: { type: 'string' },
	multisite: { type: 'boolean' },
	'plain-permalinks': { type: 'boolean' },
	'no-plugin': { type: 'boolean' },
	heads: { type: 'string' },
	redis: { type: 'boolean' },
} as const satisfies ParseArgsConfig[ 'options' ];

type Values = {
	[
		Flag in keyof typeof shopFlags
	]?: ( typeof shopFlags )[ Flag ][ 'type' ] extends 'string'
		? string
		: boolean;
};

/** Reads them. @throws {Error} For a value that there is not. */
export function optionsFrom( values: Values ): Omit< ShopOptions, 'name' > {
	const port = values.port === undefined ? undefined : Number( values.port );
	if ( port !== undefined && ! ( port >= 1024 && port <= 65_000 ) ) {
		throw new Error( `--port=${ values.port }: from 1024 to 65000.` );
	}
	const heads =
		values.heads === undefined ? undefined : Number( values.heads );
	if ( heads !== undefined && ! [ 1, 2, 3, 4 ].includes( heads ) ) {
		throw new Error( `--heads=${ values.heads }: from 1 to 4.` );
	}
	return {
		db: oneOf( 'db', values.db, [ 'sqlite', 'mariadb' ] ),
		server: oneOf( 'server', values.server, [ 'builtin', 'fpm' ] ),
		woocommerce: values.woocommerce,
		wordpress: values.wordpress,
		standIn: values[ 'stand-in' ],
		port,
		fresh: values.fresh,
		demo: values.demo,
		probe: values.probe,
		hpos: values[ 'no-hpos' ] ? false : undefined,
		sync: values[ 'hpos-sync' ],
		locale: values.locale,
		multisite: values.multisite,
		permalinks: values[ 'plain-permalinks' ] ? false : undefined,
		plugin: values[ 'no-plugin' ] ? false : undefined,
		heads,
		redis: values.redis,
	};
}

function oneOf< T extends string >(
	flag: string,
	value: string | undefined,
	allowed: readonly T[]
): T | undefined {
	if ( value === undefined ) {
		return undefined;
	}
	const found = allowed.find( ( one ) => one === value );
	if ( ! found ) {
		throw new Error(
			`--${ flag }=${ value }: one of ${ allowed.join( ', ' ) }.`
		);
	}
	return found;
}
