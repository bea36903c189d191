/** The grounds that everything is tried on, as test/matrix.json has them. */
import { existsSync } from 'node:fs';
import data from '../matrix.json';
import { cacheFolder } from '../shop/paths';
import type { ShopOptions } from '../shop';

export interface Row {
	readonly name: string;
	readonly shop: Omit< ShopOptions, 'name' | 'log' >;
	/** Files of test/http/, in place of the usual ones of the matrix. */
	readonly http?: readonly string[];
	/** Files of test/e2e/, in place of the usual ones. */
	readonly e2e?: readonly string[];
	/** Files that this row has besides. */
	readonly also?: { readonly http?: readonly string[] };
	/** Holds the contract on it as well. */
	readonly contract?: boolean;
}

export interface Matrix {
	readonly wordpress: { readonly oldest: string; readonly newest: string };
	readonly woocommerce: { readonly oldest: string; readonly newest: string };
	readonly php: {
		readonly oldest: string;
		readonly versions: readonly string[];
	};
	readonly suites: {
		readonly http: readonly string[];
		readonly e2e: readonly string[];
	};
	readonly rows: readonly Row[];
}

export const matrix = data as Matrix;

/**
 * @param  names By commas; all rows if not said.
 * @throws {Error} For a row that there is not.
 */
export function rowsNamed( names: string | undefined ): readonly Row[] {
	if ( names === undefined ) {
		return matrix.rows;
	}
	return names.split( ',' ).map( ( name ) => {
		const row = matrix.rows.find( ( one ) => one.name === name );
		if ( ! row ) {
			throw new Error(
				`--row=${ name }: one of ${ matrix.rows.map( ( one ) => one.name ).join( ', ' ) }.`
			);
		}
		return row;
	} );
}

/** Why a row cannot be run here; empty where it can. */
export function whyNot( { shop }: Row ): string {
	if ( shop.standIn ) {
		return '';
	}
	const woocommerce = shop.woocommerce ?? matrix.woocommerce.newest;
	if ( ! isCached( 'woocommerce', woocommerce, 'woocommerce.php' ) ) {
		return `WooCommerce ${ woocommerce } is not in the cache`;
	}
	return shop.wordpress &&
		! isCached( 'wordpress', shop.wordpress, 'wp-load.php' )
		? `WordPress ${ shop.wordpress } is not in the cache`
		: '';
}

function isCached( what: string, version: string, file: string ): boolean {
	return existsSync( cacheFolder( what, version, file ) );
}

/** A row as arguments of test/run.ts. */
export function argumentsOf( row: Row ): string[] {
	const { shop } = row;
	const http = [
		...( row.http ?? matrix.suites.http ),
		...( row.also?.http ?? [] ),
	];
	const flag = ( name: string, isSet: boolean | undefined ) =>
		isSet ? [ `--${ name }` ] : [];
	const value = ( name: string, asked: string | undefined ) =>
		asked ? [ `--${ name }=${ asked }` ] : [];
	return [
		...value( 'wordpress', shop.wordpress ),
		...( shop.standIn
			? [ '--stand-in' ]
			: value(
					'woocommerce',
					shop.woocommerce ?? matrix.woocommerce.newest
				) ),
		...value( 'db', shop.db ),
		...value( 'server', shop.server ),
		...value( 'locale', shop.locale ),
		...flag( 'no-hpos', shop.hpos === false ),
		...flag( 'hpos-sync', shop.sync ),
		...flag( 'plain-permalinks', shop.permalinks === false ),
		...flag( 'multisite', shop.multisite ),
		`--only=${ [ 'http', 'e2e', ...( row.contract ? [ 'contract' ] : [] ) ].join( ',' ) }`,
		`--files=${ http.join( ',' ) }`,
		`--specs=${ ( row.e2e ?? matrix.suites.e2e ).join( ',' ) }`,
	];
}
