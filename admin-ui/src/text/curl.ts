import type { NotificationDetail } from '../api/types';

/** What Telaris sends with each message. */
export const HEADERS = [
	'webhook-id',
	'webhook-timestamp',
	'webhook-signature',
] as const;

const quote = ( text: string ) => `'${ text.replaceAll( "'", "'\\''" ) }'`;

/**
 * Writes a message as a command that sends it again, without its signature: that
 * is made of a secret, which is shown nowhere. The body is the very one that Telaris
 * sent, where that is kept.
 *
 * @param url          Where Telaris sends to.
 * @param notification The message.
 */
export function curlOf(
	url: string,
	{ deliveries, sent, webhook_id: id }: NotificationDetail
): string {
	const exact = deliveries.findLast( ( { request } ) => request.is_exact );
	return [
		`curl -X POST ${ quote( url ) }`,
		`-H 'content-type: application/json'`,
		`-H ${ quote( `webhook-id: ${ id }` ) }`,
		`-H "webhook-timestamp: $(date +%s)"`,
		`-H 'webhook-signature: v1,…'`,
		`--data-raw ${ quote( exact?.request.body ?? JSON.stringify( sent ) ) }`,
	].join( ' \\\n  ' );
}

/**
 * Writes commands for a shell that send a signed ping, for whoever sets Telaris
 * up: they need bash, openssl and curl. The secret stays out of them.
 *
 * @param url Where Telaris sends to.
 */
export function pingCommands( url: string ): string {
	return [
		`# TELARIS_SECRET is the signing secret: whsec_…`,
		`id="msg_$(openssl rand -hex 12)"`,
		`time=$(date +%s)`,
		`body='{"type":"ping"}'`,
		`key=$(printf %s "\${TELARIS_SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
		`signature=$(printf %s "$id.$time.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)`,
		[
			`curl -sS -X POST ${ quote( url ) }`,
			`-H 'content-type: application/json'`,
			`-H "webhook-id: $id"`,
			`-H "webhook-timestamp: $time"`,
			`-H "webhook-signature: v1,$signature"`,
			`--data-raw "$body"`,
		].join( ' \\\n  ' ),
	].join( '\n' );
}
