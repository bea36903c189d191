/** A mail server that keeps what it is given, as slowly as wanted. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface CaughtMail {
	readonly to: string[];
	readonly source: string;
}

export class SmtpCatcher {
	/** Milliseconds that each mail takes. */
	delay = 0;
	readonly #mails: CaughtMail[] = [];
	readonly #server = new SMTPServer( {
		authOptional: true,
		disabledCommands: [ 'STARTTLS', 'AUTH' ],
		logger: false,
		onData: ( stream, session, done ) => {
			const chunks: Buffer[] = [];
			stream.on( 'data', ( chunk: Buffer ) => chunks.push( chunk ) );
			stream.on( 'end', () =>
				setTimeout( () => {
					this.#mails.push( {
						to: session.envelope.rcptTo.map(
							( { address } ) => address
						),
						source: Buffer.concat( chunks ).toString( 'utf8' ),
					} );
					done();
				}, this.delay )
			);
		},
	} );

	listen(): Promise< void > {
		return new Promise( ( resolve, reject ) => {
			this.#server.on( 'error', reject );
			this.#server.listen( 0, '127.0.0.1', resolve );
		} );
	}

	get port(): number {
		return ( this.#server.server.address() as AddressInfo ).port;
	}

	messagesTo( address: string ): CaughtMail[] {
		return this.#mails.filter( ( { to } ) => to.includes( address ) );
	}

	close(): Promise< void > {
		return new Promise( ( resolve ) => this.#server.close( resolve ) );
	}
}
