/** A person who is signed in to wp-admin, as the screen's code sees it: a cookie and a REST nonce. */
import { WebhookEndpoint, type Answered, type EndpointCall } from './endpoint';
import { callHttp } from './http';

/** Signs in and calls the plugin's routes as that person. */
export class SignedIn {
	readonly #endpoint: WebhookEndpoint;
	/** For requests that are sent otherwise. */
	readonly cookie: string;
	/** The REST nonce; empty for people who may not see wp-admin. */
	readonly nonce: string;

	private constructor(
		endpoint: WebhookEndpoint,
		cookie: string,
		nonce: string
	) {
		this.#endpoint = endpoint;
		this.cookie = cookie;
		this.nonce = nonce;
	}

	/**
	 * Signs in at wp-login.php, as a browser does.
	 *
	 * @param endpoint
	 * @param user
	 * @param password
	 */
	static async signIn(
		endpoint: WebhookEndpoint,
		user: string,
		password: string
	): Promise< SignedIn > {
		const login = await callHttp( endpoint.url, {
			method: 'POST',
			path: 'wp-login.php',
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				cookie: 'wordpress_test_cookie=WP%20Cookie%20check',
			},
			body: new URLSearchParams( {
				log: user,
				pwd: password,
				testcookie: '1',
			} ).toString(),
		} );
		const cookie = ( login.headers[ 'set-cookie' ] ?? '' )
			.split( /,(?=\s*wordpress)/ )
			.map( ( part ) => part.split( ';' )[ 0 ]?.trim() ?? '' )
			.filter( ( part ) =>
				/^wordpress_(logged_in_)?[0-9a-f]{32}=/.test( part )
			)
			.join( '; ' );
		if ( ! cookie.includes( 'wordpress_logged_in_' ) ) {
			throw new Error(
				`${ user } could not sign in: HTTP ${ login.status }`
			);
		}
		const nonce = await callHttp( endpoint.url, {
			path: 'wp-admin/admin-ajax.php?action=rest-nonce',
			headers: { cookie },
		} );
		if ( ! /^[0-9a-f]{10}$/.test( nonce.text ) ) {
			throw new Error(
				`No nonce for ${ user }: HTTP ${ nonce.status } ${ nonce.text.slice( 0, 200 ) }`
			);
		}
		return new SignedIn( endpoint, cookie, nonce.text );
	}

	/** Calls a route. `nonce: null` leaves the nonce out, as another site's form would. */
	call(
		method: string,
		route: string,
		body?: unknown,
		{
			nonce = this.nonce,
			plain = false,
			raw = false,
		}: { nonce?: string | null; plain?: boolean; raw?: boolean } = {}
	): Promise< Answered > {
		const call: EndpointCall = {
			method,
			route,
			plain,
			raw,
			headers: {
				cookie: this.cookie,
				...( nonce !== null && { 'x-wp-nonce': nonce } ),
			},
			body: body === undefined ? undefined : JSON.stringify( body ),
		};
		return this.#endpoint.call( call );
	}

	/**
	 * Opens a page as this person.
	 *
	 * @param path "wp-admin/site-health.php"
	 * @param call A form's body, and the status that is expected.
	 * @return Its HTML.
	 */
	async page(
		path: string,
		call: { method?: string; body?: string; status?: number } = {}
	): Promise< string > {
		const { method = 'GET', body, status = 200 } = call;
		const reply = await callHttp( this.#endpoint.url, {
			method,
			path,
			body,
			headers: { cookie: this.cookie },
		} );
		if ( reply.status !== status ) {
			throw new Error(
				`${ path } → HTTP ${ reply.status } ${ reply.text.slice( 0, 200 ) }`
			);
		}
		return reply.text;
	}
}
