/** The probe of the test shops: makes orders, looks into them, and breaks things on purpose. */
import { callHttp } from './http';

/** An order as the database has it, and all that happened to it. */
export interface ProbedOrder {
	readonly id: number;
	readonly number: string;
	readonly status: string;
	readonly notes: string[];
	readonly meta: Record< string, unknown >;
	/** How often each of WooCommerce's hooks fired for this order, other than by the probe. */
	readonly hooks: {
		readonly completed: number;
		readonly processing_to_completed: number;
		readonly status_changed: number;
		readonly completed_notification: number;
	};
	/** The customer's and the admins' mails about this order. */
	readonly emails: { to: string; subject: string; at: string }[];
}

export interface NewOrder {
	readonly status?: string;
	readonly total?: string;
	readonly currency?: string;
	readonly email?: string;
	/** A number of its own, as plug-ins for sequential numbers give it. */
	readonly set_number?: string;
	/** "shop_order_refund" needs a parent. */
	readonly type?: string;
	readonly parent?: number;
	readonly [ field: string ]: unknown;
}

export interface MadeOrder {
	readonly id: number;
	readonly number: string;
	readonly status: string;
}

const ORDER: NewOrder = {
	status: 'processing',
	total: '499.00',
	currency: 'NOK',
	email: 'kari@example.com',
};

/** What can be broken; test/shop/mu-plugins/telaris-probe/Faults.php says what each does. */
export interface Faults {
	readonly save_throws?: true | 'error';
	readonly listener_throws?: true | 'error';
	readonly listener_fatal?: true;
	readonly listener_exits?: true;
	readonly listener_does?: string;
	readonly hold_in_hook?: true | 'fresh';
	readonly slow_hook_ms?: number;
	readonly mail_fails?: true | 'throws';
	readonly mail_slow_ms?: number;
	readonly smtp_port?: number;
	readonly logger_throws?: true;
	readonly query_fails?: QueryFault;
	readonly database_gone_ms?: number;
	readonly kill_at?: string;
	readonly kill_query?: QueryFault;
	readonly kill_after_ms?: number;
	/** Restricts what knows its order to this one. */
	readonly order?: number;
	/** Restricts all to requests whose address has this in it. */
	readonly path?: string;
	/** How often, over all processes. */
	readonly times?: number;
}

/** The nth query (the first; 0: all) that matches. */
export interface QueryFault {
	readonly pattern: string;
	readonly nth?: number;
}

/** A row of a table, as MySQL's text protocol gives it. */
export type Row = Record< string, string | null >;

export interface LoggedError {
	readonly message: string;
	readonly file: string;
	readonly line: number;
	readonly [ field: string ]: unknown;
}

/** Talks to the probe of one shop. */
export class Probe {
	readonly #url: string;
	readonly #token: string;

	constructor( url: string, token: string ) {
		this.#url = url;
		this.#token = token;
	}

	/** Makes an order; "processing" where nothing else is said. */
	newOrder( order: NewOrder = {} ): Promise< MadeOrder > {
		return this.#call( 'POST', 'orders', { ...ORDER, ...order } );
	}

	/** Makes orders, all alike, in one request. */
	newOrders( count: number, order: NewOrder = {} ): Promise< MadeOrder[] > {
		return this.#call( 'POST', 'orders/many', {
			...ORDER,
			...order,
			count,
		} );
	}

	/**
	 * Refunds a part of an order.
	 *
	 * @param order
	 * @return The refund's id, which WooCommerce keeps among the orders.
	 */
	async refund( order: number ): Promise< number > {
		const { id } = await this.newOrder( {
			type: 'shop_order_refund',
			parent: order,
			total: '10',
		} );
		return id;
	}

	order( id: number ): Promise< ProbedOrder > {
		return this.#call( 'GET', `orders/${ id }` );
	}

	/** Sets a status as a shop admin would. */
	setStatus( id: number, status: string ): Promise< unknown > {
		return this.#call( 'PUT', `orders/${ id }`, { status } );
	}

	trash( id: number ): Promise< unknown > {
		return this.#call( 'DELETE', `orders/${ id }` );
	}

	erase( id: number ): Promise< unknown > {
		return this.#call( 'DELETE', `orders/${ id }?force=1` );
	}

	faults( faults: Faults ): Promise< unknown > {
		return this.#call( 'PUT', 'faults', faults );
	}

	/** Mends everything. */
	clearFaults(): Promise< unknown > {
		return this.faults( {} );
	}

	/** All mail, also what is about no order. */
	emails(): Promise< { to: string; subject: string; order: number }[] > {
		return this.#call( 'GET', 'emails' );
	}

	/** PHP's notices, warnings and errors since the last clearing. */
	log(): Promise< LoggedError[] > {
		return this.#call( 'GET', 'log' );
	}

	clearLog(): Promise< unknown > {
		return this.#call( 'DELETE', 'log' );
	}

	setOptions( options: Record< string, unknown > ): Promise< unknown > {
		return this.#call( 'PUT', 'options', options );
	}

	/** The rows of one of the plugin's tables, e.g. "notifications". */
	rows( table: string ): Promise< Row[] > {
		return this.#call( 'GET', `rows/${ table }` );
	}

	/**
	 * Runs a statement on the shop's database; "{prefix}" becomes the table prefix.
	 *
	 * @param sql
	 */
	sql( sql: string ): Promise< { affected: number | boolean; rows: Row[] } > {
		return this.#call( 'POST', 'sql', { sql } );
	}

	/** Forgets which calls were refused, and how many came from where. */
	async forgetRefusedCalls(): Promise< void > {
		await this.sql( 'DELETE FROM {prefix}telaris_refused_calls' );
		await this.sql(
			"DELETE FROM {prefix}telaris_counters WHERE name LIKE 'refused:%' OR name LIKE 'from:%' OR name LIKE 'address:%'"
		);
	}

	/**
	 * Runs PHP in the shop as a shop admin, which starts no process as WP-CLI does.
	 *
	 * @param php
	 * @return What it printed.
	 */
	async php( php: string ): Promise< string > {
		const { printed } = await this.#call< { printed: string } >(
			'POST',
			'php',
			{ php }
		);
		return printed.trim();
	}

	/**
	 * Makes a person with an account, whose address is at example.com.
	 *
	 * @param login
	 * @param role
	 * @param password
	 */
	async newUser(
		login: string,
		role: string,
		password: string
	): Promise< void > {
		await this.php(
			`$id = wp_insert_user( [ 'user_login' => '${ login }', 'user_email' => '${ login }@example.com', 'user_pass' => '${ password }', 'role' => '${ role }' ] );
			is_wp_error( $id ) && throw new RuntimeException( $id->get_error_message() );`
		);
	}

	async deleteUser( login: string ): Promise< void > {
		await this.php(
			`require_once ABSPATH . 'wp-admin/includes/user.php'; wp_delete_user( get_user_by( 'login', '${ login }' )->ID );`
		);
	}

	/** Runs what Action Scheduler has due. */
	runQueue(): Promise< unknown > {
		return this.#call( 'POST', 'queue' );
	}

	/** Waits until no request is at work in the shop: what is done after an answer is done then. */
	waitForEnd(): Promise< unknown > {
		return this.#call( 'POST', 'wait' );
	}

	async #call< Result >(
		method: string,
		path: string,
		body?: unknown
	): Promise< Result > {
		// The one spelling of a REST address that works whatever the permalinks are; nginx refuses PUT on a bare "/".
		const [ route, query ] = path.split( '?' );
		const reply = await patiently( () =>
			callHttp( this.#url, {
				method,
				path: `index.php?rest_route=/telaris-test/v1/${ route }${ query ? `&${ query }` : '' }`,
				headers: {
					'x-probe-token': this.#token,
					...( body !== undefined && {
						'content-type': 'application/json',
					} ),
				},
				body: body === undefined ? undefined : JSON.stringify( body ),
			} )
		);
		if ( reply.status >= 300 || reply.json === undefined ) {
			throw new Error(
				`Probe: ${ method } ${ path } → ${ reply.status } ${ reply.text.slice( 0, 500 ) }`
			);
		}
		return reply.json as Result;
	}
}

/**
 * Asks again where the connection broke: a server that a suite has killed takes others' connections along.
 *
 * @param ask
 */
async function patiently< Result >(
	ask: () => Promise< Result >
): Promise< Result > {
	for ( let attempt = 1; ; attempt++ ) {
		try {
			return await ask();
		} catch ( error ) {
			if ( attempt === 3 ) {
				throw error;
			}
			await new Promise( ( resolve ) => setTimeout( resolve, 200 ) );
		}
	}
}
