/**
 * Tells a WooCommerce shop what became of an order. Node 20 or newer; nothing else is needed.
 *
 *     npx tsx telaris.ts https://shop.example/wp-json/wc-telaris/v1/notifications whsec_… '{"type":"ping"}'
 */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

type Answer = Record< string, unknown >;

/**
 * Sends one message, and again where the shop says that this helps.
 *
 * `body` is JSON, already encoded: what is signed is what is sent. `id` is the message's name: keep it, sending again
 * with it is always safe.
 */
export async function send(
	url: string,
	secret: string,
	body: string,
	id: string,
	tries = 5
): Promise< Answer > {
	const key = Buffer.from( secret.slice( 'whsec_'.length ), 'base64' );
	for ( let attempt = 1; ; attempt++ ) {
		const time = String( Math.floor( Date.now() / 1000 ) );
		const signature = createHmac( 'sha256', key )
			.update( `${ id }.${ time }.${ body }` )
			.digest( 'base64' );
		const response = await fetch( url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': time,
				'webhook-signature': `v1,${ signature }`,
			},
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout( 30_000 ),
		} ).catch( () => undefined );
		const answer = ( await response?.json().catch( () => undefined ) ) as
			Answer | undefined;
		const isFinal = answer?.[ 'code' ] && ! answer[ 'retryable' ];
		if ( isFinal || attempt >= tries ) {
			return answer ?? { code: 'no_answer', retryable: true };
		}
		const asked = response?.headers.get( 'retry-after' );
		const wait = Number( asked ?? 2 ** attempt );
		await sleep( 1000 * Math.min( 300, wait ) );
	}
}

const [ url = '', secret = '', body = '' ] = process.argv.slice( 2 );
send( url, secret, body, `msg_${ randomUUID() }` ).then( ( answer ) =>
	process.stdout.write( JSON.stringify( answer, null, 2 ) )
);
