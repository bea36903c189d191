/** The words of the shop module, for the suites, the sender and the scripts. */

export type Database = 'sqlite' | 'mariadb';
export type Server = 'builtin' | 'fpm';

/** Takes one line that tells a person what is going on. */
export type Log = ( line: string ) => void;

export interface ShopOptions {
	/** Names the shop and its folder, `.shop/<name>`. */
	readonly name: string;
	/** SQLite if not said. */
	readonly db?: Database | undefined;
	/** PHP's built-in server if not said. */
	readonly server?: Server | undefined;
	/** A WooCommerce version of the cache folder; the newest if not said. */
	readonly woocommerce?: string | undefined;
	/** A WordPress version of the cache folder; the pinned one if not said. */
	readonly wordpress?: string | undefined;
	/** Takes the stand-in even where a WooCommerce is to be had. */
	readonly standIn?: boolean | undefined;
	/** Makes a new shop even if there is one. */
	readonly fresh?: boolean | undefined;
	/** The port to try first; the next free one is taken if it is busy. */
	readonly port?: number | undefined;
	/** Fills a new shop with a few weeks of Norwegian orders. */
	readonly demo?: boolean | undefined;
	/** Installs the probe, which suites count hooks with and make faults with. */
	readonly probe?: boolean | undefined;
	/** Keeps orders in tables of their own (HPOS), as a new WooCommerce does. Default true. */
	readonly hpos?: boolean | undefined;
	/** Keeps posts and the tables of HPOS in step, whichever of them decides. Default false. */
	readonly sync?: boolean | undefined;
	/** Pretty permalinks. Default true. */
	readonly permalinks?: boolean | undefined;
	/** The language of the site, for instance `nb_NO`; English if not said. */
	readonly locale?: string | undefined;
	/** The main site of a network that has a second site. Default false. */
	readonly multisite?: boolean | undefined;
	/** Links and activates the staged plugin. Default true; without it, a shop to install the zip in. */
	readonly plugin?: boolean | undefined;
	/** Web servers with files of their own over one database; 1 if not said. More need MariaDB and php-fpm. */
	readonly heads?: number | undefined;
	/** Keeps the object cache in Redis by the plug-in redis-cache of the cache folder. Default false. */
	readonly redis?: boolean | undefined;
	readonly log?: Log | undefined;
}

export interface ApiKey {
	/** `ck_…` */
	readonly key: string;
	/** `cs_…` */
	readonly secret: string;
}

/** What a shop stands on; printed before every run and kept as evidence of it. */
export interface Ground {
	readonly wordpress: string;
	readonly woocommerce: string;
	/** The stand-in is there in place of WooCommerce. */
	readonly standIn: boolean;
	readonly php: string;
	/** For instance `SQLite 3.40.1` or `MariaDB 10.11.14`. */
	readonly database: string;
	/** For instance `PHP's built-in server` or `nginx 1.22.1 + php-fpm`. */
	readonly server: string;
}

/** A web server of a shop, with files and processes of its own. */
export interface Head {
	/** Without a slash at the end. */
	readonly url: string;
	/** WordPress's folder. */
	readonly wordpress: string;
}

export interface Shop {
	/** Without a slash at the end. */
	readonly url: string;
	readonly name: string;
	/** Its web servers, over one database; the first is at `url`. */
	readonly heads: readonly Head[];
	/** Everything of the shop; WordPress is in its folder `wordpress`. */
	readonly folder: string;
	readonly admin: { readonly user: string; readonly password: string };
	readonly keys: { readonly readWrite: ApiKey; readonly readOnly: ApiKey };
	/** `whsec_…`; empty in a shop without the plugin. */
	readonly webhookSecret: string;
	/** For the header `X-Probe-Token`; empty without the probe. */
	readonly probeToken: string;
	readonly ground: Ground;
	/** Pretty permalinks; else its REST API is at `?rest_route=` alone. */
	readonly permalinks: boolean;
	/** WordPress's debug log. */
	readonly debugLog: string;
	/**
	 * Runs WP-CLI in the shop.
	 *
	 * @param  args For instance `[ 'option', 'get', 'home' ]`.
	 * @return What it printed, trimmed.
	 * @throws {Error} With what it said, where it ends other than by 0.
	 */
	readonly wp: ( args: readonly string[] ) => Promise< string >;
	/** Ends every process of the shop; its folder stays. */
	readonly stop: () => Promise< void >;
}

/** `.shop/<name>/shop.json`: what is needed to attach to a shop. */
export interface ShopFile {
	readonly name: string;
	readonly port: number;
	readonly admin: Shop[ 'admin' ];
	readonly keys: Shop[ 'keys' ];
	readonly webhookSecret: string;
	readonly probeToken: string;
	readonly ground: Ground;
	readonly database: Database;
	readonly server: Server;
	/** Folder names of what is in use, so that a start with others makes a new shop. */
	readonly woocommerceFolder: string;
	readonly wordpressVersion: string;
	readonly hpos: boolean;
	readonly sync: boolean;
	readonly permalinks: boolean;
	/** Empty: English. */
	readonly locale: string;
	readonly multisite: boolean;
	readonly demo: boolean;
	readonly plugin: boolean;
	/** Of the heads after the first. */
	readonly headPorts?: readonly number[];
	readonly redis?: boolean;
	/** Process groups, in the order in which they are to be ended. */
	readonly processes: readonly {
		readonly name: string;
		readonly pid: number;
	}[];
}
