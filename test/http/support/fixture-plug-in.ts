/** Somebody else's plug-in in a test shop: a must-use plug-in that a suite writes and takes away again. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Suite } from './suite';

export class FixturePlugIn {
	readonly #suite: Suite;
	readonly #name: string;
	readonly #wordpress: string | undefined;

	/**
	 * @param suite
	 * @param name      Of its file.
	 * @param wordpress WordPress's folder, where the shop has several.
	 */
	constructor( suite: Suite, name: string, wordpress?: string ) {
		this.#suite = suite;
		this.#name = name;
		this.#wordpress = wordpress;
	}

	get #file(): string {
		return path.join(
			this.#wordpress ??
				path.join( this.#suite.shop.folder, 'wordpress' ),
			'wp-content/mu-plugins',
			`fixture-${ this.#name }.php`
		);
	}

	/**
	 * @param php What it does, without the opening tag.
	 */
	async install( php: string ): Promise< void > {
		await writeFile(
			this.#file,
			`<?php\ndefined( 'ABSPATH' ) || exit;\n${ php }\n`
		);
	}

	async remove(): Promise< void > {
		await rm( this.#file, { force: true } );
	}
}
