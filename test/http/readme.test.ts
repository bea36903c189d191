/** The README's examples, run as they stand there: what an engineer pastes is accepted. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { repository } from '../shop/paths';
import { run, runs } from '../shop/run';
import { deliveryUrl } from '../telaris/client';
import { validate } from './support/contract';
import { newId } from './support/endpoint';
import { newSubject } from './support/orders';
import { attach } from './support/suite';

const suite = attach();

/** The address as the README has it, for shops with permalinks. */
const ROUTE = '/wp-json/wc-telaris/v1/notifications';

/** The block below `<!-- example: name -->`, with the address of the suite's shop. */
async function example( name: string ): Promise< string > {
	const readme = await readFile(
		path.join( repository, 'README.md' ),
		'utf8'
	);
	const found = new RegExp(
		`<!-- example: ${ name } -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``
	).exec( readme );
	assert.ok( found?.[ 1 ], `README.md has no example “${ name }”` );
	assert.ok( found[ 1 ].includes( ROUTE ) || name === 'invoice' );
	const { url, permalinks } = suite.shop;
	return found[ 1 ].replace(
		ROUTE,
		deliveryUrl( url, { plainPermalinks: ! permalinks } ).slice(
			url.length
		)
	);
}

describe( 'the README’s example in', () => {
	test( 'curl', async () => {
		const script = ( await example( 'curl' ) )
			.replace( /^SHOP=.*$/m, `SHOP=${ suite.shop.url }` )
			.replace( /^SECRET=.*$/m, `SECRET=${ suite.shop.webhookSecret }` );
		const answer = await run( 'bash', [ '-euc', script ] );
		assert.equal( JSON.parse( answer ).code, 'pong', answer );
	} );

	test( 'TypeScript', async () => {
		// Inside the checkout, where its package is found.
		const folder = await mkdtemp(
			path.join( repository, 'dist/example-' )
		);
		try {
			const file = path.join( folder, 'ping.mts' );
			await writeFile( file, await example( 'typescript' ) );
			const answer = await run( process.execPath, [
				'--import',
				'tsx',
				file,
				suite.shop.url,
				suite.shop.webhookSecret,
			] );
			assert.match( answer, /^200 / );
			assert.match( answer, /code: 'pong'/ );
		} finally {
			await rm( folder, { recursive: true } );
		}
	} );

	test( 'C#', async ( t ) => {
		if ( ! ( await runs( 'dotnet' ) ) ) {
			t.skip( 'skipped: needs .NET' );
			return;
		}
		const folder = await mkdtemp(
			path.join( repository, 'dist/example-' )
		);
		try {
			await run( 'dotnet', [ 'new', 'console', '--output', folder ] );
			await writeFile(
				path.join( folder, 'Program.cs' ),
				await example( 'csharp' )
			);
			const answer = await run( 'dotnet', [
				'run',
				'--project',
				folder,
				suite.shop.url,
				suite.shop.webhookSecret,
			] );
			assert.match( answer, /^200 .*"code":"pong"/ );
		} finally {
			await rm( folder, { recursive: true } );
		}
	} );
} );

test( 'the README’s message completes an order', async () => {
	const message = JSON.parse( await example( 'invoice' ) );
	assert.deepEqual( validate( '#/components/schemas/Message', message ), [] );
	const { id, number, telarisOrder } = await newSubject( suite );
	const reply = await suite.endpoint.send(
		{
			...message,
			data: {
				...message.data,
				integration_reference: String( id ),
				order_number: number,
				telaris_order: telarisOrder,
			},
		},
		{ id: newId() }
	);
	assert.equal( reply.json.code, 'completed', reply.text );
} );
