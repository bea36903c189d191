/** What the browser complains about while a test runs: the test fails on it. */
import type { BrowserContext, ConsoleMessage } from '@playwright/test';
import { KNOWN_COMPLAINTS } from './known-complaints';

/** Something that went wrong in the browser. */
interface Complaint {
	readonly text: string;
	/** The address that it is about, as far as known. */
	readonly url: string;
}

/** Collects complaints of all pages of a browser context. */
export class Complaints {
	readonly #heard: Complaint[] = [];
	readonly #expected: RegExp[] = [];

	constructor( context: BrowserContext ) {
		context.on( 'console', ( message ) => this.#hearConsole( message ) );
		context.on( 'weberror', ( event ) => {
			const error = event.error();
			this.#heard.push( {
				text: `uncaught: ${ error.stack ?? error.message }`,
				url: event.page()?.url() ?? '',
			} );
		} );
		context.on( 'requestfailed', ( request ) => {
			const reason = request.failure()?.errorText ?? '';
			// Called off, by leaving the page or by our code, which asks for something else meanwhile.
			if ( reason !== 'net::ERR_ABORTED' ) {
				this.#heard.push( {
					text: `request failed: ${ reason }`,
					url: request.url(),
				} );
			}
		} );
		context.on( 'response', ( response ) => {
			if ( response.status() >= 400 ) {
				this.#heard.push( {
					text: `HTTP ${ response.status() }`,
					url: response.url(),
				} );
			}
		} );
	}

	#hearConsole( message: ConsoleMessage ): void {
		if ( [ 'error', 'warning' ].includes( message.type() ) ) {
			this.#heard.push( {
				text: `console ${ message.type() }: ${ message.text() }`,
				url: message.location().url,
			} );
		}
	}

	/**
	 * Lets complaints pass that the test brings about on purpose.
	 *
	 * @param pattern Matched against the complaint's text and address.
	 */
	expect( pattern: RegExp ): void {
		this.#expected.push( pattern );
	}

	/** The complaints that nobody expected, as lines. */
	unexpected(): string[] {
		return this.#heard
			.filter( ( complaint ) => ! isKnown( complaint ) )
			.map( ( { text, url } ) => `${ text } (${ url })` )
			.filter(
				( line ) =>
					! this.#expected.some( ( pattern ) => pattern.test( line ) )
			);
	}
}

function isKnown( { text, url }: Complaint ): boolean {
	return KNOWN_COMPLAINTS.some(
		( known ) => known.text.test( text ) && known.url.test( url )
	);
}
