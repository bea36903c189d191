/** What the browser complains about while a test runs: the test fails on it. */
import type {
	BrowserContext,
	ConsoleMessage,
	Request,
	Response,
	WebError,
} from '@playwright/test';
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

	readonly #context: BrowserContext;

	constructor( context: BrowserContext ) {
		this.#context = context;
		context.on( 'console', this.#hearConsole );
		context.on( 'weberror', this.#hearError );
		context.on( 'requestfailed', this.#hearFailure );
		context.on( 'response', this.#hearResponse );
	}

	/** Hears nothing more, since other tests may use the context. */
	end(): void {
		this.#context.off( 'console', this.#hearConsole );
		this.#context.off( 'weberror', this.#hearError );
		this.#context.off( 'requestfailed', this.#hearFailure );
		this.#context.off( 'response', this.#hearResponse );
	}

	readonly #hearError = ( event: WebError ): void => {
		const error = event.error();
		this.#heard.push( {
			// Not everything that is thrown has a stack, or a message.
			text: `uncaught: ${ error.stack || error.message || `${ error.name } (${ JSON.stringify( error ) })` }`,
			url: event.page()?.url() ?? '',
		} );
	};

	readonly #hearFailure = ( request: Request ): void => {
		const reason = request.failure()?.errorText ?? '';
		// Called off, by leaving the page or by our code, which asks for something else meanwhile.
		if ( reason !== 'net::ERR_ABORTED' ) {
			this.#heard.push( {
				text: `request failed: ${ reason }`,
				url: request.url(),
			} );
		}
	};

	readonly #hearResponse = ( response: Response ): void => {
		if ( response.status() >= 400 ) {
			this.#heard.push( {
				text: `HTTP ${ response.status() }`,
				url: response.url(),
			} );
		}
	};

	readonly #hearConsole = ( message: ConsoleMessage ): void => {
		if ( [ 'error', 'warning' ].includes( message.type() ) ) {
			this.#heard.push( {
				text: `console ${ message.type() }: ${ message.text() }`,
				url: message.location().url,
			} );
		}
	};

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
