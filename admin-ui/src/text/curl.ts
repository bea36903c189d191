import type { NotificationDetail } from '../api/types';

const quote = ( text: string ) => `'${ text.replaceAll( "'", "'\\''" ) }'`;

/**
 * Writes a message as a command that sends it again, without its signature: that
 * is made of a secret, which is shown nowhere.
 *
 * @param url          Where Telaris sends to.
 * @param notification The message.
 */
export function curlOf(
	url: string,
	{ sent, webhook_id: id }: NotificationDetail
): string {
	return [
		`curl -X POST ${ quote( url ) }`,
		`-H 'content-type: application/json'`,
		`-H ${ quote( `webhook-id: ${ id }` ) }`,
		`-H "webhook-timestamp: $(date +%s)"`,
		`-H 'webhook-signature: v1,…'`,
		`--data-raw ${ quote( JSON.stringify( sent ) ) }`,
	].join( ' \\\n  ' );
}
