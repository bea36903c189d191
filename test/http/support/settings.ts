/** The settings of the shop, as an admin reads and changes them. */
import assert from 'node:assert/strict';
import type { components } from '../../../admin-ui/src/api/schema';
import type { Suite } from './suite';

export type Settings = components[ 'schemas' ][ 'Settings' ];
export type SettingsChange = components[ 'schemas' ][ 'SettingsChange' ];

export async function settingsOf( suite: Suite ): Promise< Settings > {
	const reply = await ( await suite.admin() ).call( 'GET', '/settings' );
	assert.equal( reply.status, 200, reply.text );
	return reply.json as Settings;
}

export async function changeSettings(
	suite: Suite,
	change: SettingsChange
): Promise< Settings > {
	const admin = await suite.admin();
	const reply = await admin.call( 'PUT', '/settings', change );
	assert.equal( reply.status, 200, reply.text );
	return reply.json as Settings;
}

/** The id of the key with which the suites call WooCommerce's own API. */
export async function keyIdOf( suite: Suite ): Promise< number > {
	const { api_keys: keys } = await settingsOf( suite );
	const found = keys.find( ( { last_seven: end } ) =>
		suite.shop.keys.readWrite.key.endsWith( end )
	);
	assert.ok( found && found.id > 0 );
	return found.id;
}
