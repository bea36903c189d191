import type { NotificationDetail } from '../api/types';

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
