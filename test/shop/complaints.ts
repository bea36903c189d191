import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debugLogIn } from './files';
import type { Shop } from './types';

/** One notice, warning, deprecation or error of PHP or the database. */
export interface Complaint {
	readonly message: string;
	/** Empty where a database complains. */
	readonly file: string;
	readonly line: number;
	/** Method and address; `CLI` for WP-CLI. */
	readonly request: string;
}

/** What WordPress and WooCommerce say of themselves, and what the probe does on purpose. */
const LET_THROUGH: readonly {
	readonly why: string;
	readonly message: RegExp;
	readonly file?: RegExp;
}[] = [
	{
		why: 'WooCommerce loads its words before init while it is activated by WP-CLI.',
		message:
			/^Function _load_textdomain_just_in_time was called .*<code>woocommerce<\/code>/,
	},
	{
		why: 'WordPress looks for updates and plug-ins, and there is no internet in a test shop.',
		message:
			/^(wp_(version_check|update_plugins|update_themes)|(plugins|themes|translations)_api)\(\): An unexpected error/,
	},
	{
		why: 'The SQLite driver does not take a query of WooCommerce Analytics.',
		message:
			/WordPress database error.*SELECT \w*wc_customer_lookup\.customer_id as id/,
	},
	{
		why: 'The SQLite driver does not take a query of WooCommerce 11 for the span of the reports.',
		message:
			/WordPress database error.*SELECT MIN\(date_created_gmt\) as min_date_gmt/,
	},
	{
		why: 'WooCommerce 9.9 counts orders for its dashboard.',
		message: /^array_flip\(\): Can only flip string and integer values/,
		file: /\/src\/Admin\/API\/Reports\/DataStore\.php$/,
	},
	{
		why: 'A fault that a suite asked the probe for.',
		message:
			/the_probe_makes_this_query_fail|The probe|Allowed memory size of .* exhausted/,
	},
];

/**
 * Reads everything that PHP and the database complained of in a test shop since
 * it was made, but for what is let through by name.
 *
 * Needs the probe, which keeps PHP's complaints with the request they came from.
 */
export async function complaintsOf(
	shop: Pick< Shop, 'folder' >
): Promise< readonly Complaint[] > {
	const kept = await readIfThere(
		join( shop.folder, 'probe/complaints.jsonl' )
	);
	const fromPhp = kept
		.split( '\n' )
		.filter( Boolean )
		.map( ( line ) => JSON.parse( line ) as Complaint );
	const fromDatabase = ( await readIfThere( debugLogIn( shop.folder ) ) )
		// One entry may be many lines long.
		.split( /^(?=\[\d\d-\w{3}-\d{4} )/m )
		.filter( ( entry ) => entry.includes( 'WordPress database error' ) )
		.map( ( message ) => ( {
			message: withoutTags( message ),
			file: '',
			line: 0,
			request: '',
		} ) );
	return [ ...fromPhp, ...fromDatabase ].filter(
		( complaint ) => ! isLetThrough( complaint )
	);
}

function isLetThrough( { message, file }: Complaint ): boolean {
	return LET_THROUGH.some(
		( known ) =>
			known.message.test( message ) &&
			( known.file?.test( file ) ?? true )
	);
}

/** The SQLite driver reports its errors as HTML. */
function withoutTags( text: string ): string {
	return text
		.replace( /<[^>]+>/g, ' ' )
		.replace( /\s+/g, ' ' )
		.trim();
}

function readIfThere( path: string ): Promise< string > {
	return readFile( path, 'utf8' ).catch( () => '' );
}
