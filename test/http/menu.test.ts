/** The entry of wp-admin's menu: how many notifications need somebody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newSubject, subjectOf } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

async function count(): Promise< number > {
	const admin = await suite.admin();
	const text = await admin.page( 'wp-admin/profile.php' );
	const entry =
		/<a href=['"]admin\.php\?page=telaris-for-woocommerce['"][^>]*>(.*?)<\/a>/s.exec(
			text
		);
	assert.ok( entry?.[ 1 ], 'the menu has an entry' );
	return Number( /processing-count">(\d+)</.exec( entry[ 1 ] )?.[ 1 ] ?? 0 );
}

test( 'the menu counts what failed, and nothing else', async () => {
	const before = await count();
	await suite.endpoint.send( subjectOf( 99_999_997 ).invoiced );
	assert.equal( await count(), before + 1 );
	await suite.endpoint.send( ( await newSubject( suite ) ).invoiced );
	assert.equal( await count(), before + 1 );
} );
