/**
 * Brings plugin/languages/ up to date: collects the words of the screen, of
 * DataViews and of PHP into the template (.pot), and hands new ones on to the
 * translations (.po), where somebody then translates them.
 *
 *     npm run i18n             writes, and lists what is not translated
 *     npm run i18n -- --check  writes nothing; exit code 1 if something is amiss
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { po } from 'gettext-parser';
import type { GetTextTranslation, GetTextTranslations } from 'gettext-parser';

import { run } from '../shop/run';
import { wpStudio } from '../shop/wp-studio';
import { COMPLETE } from './translations';
import { findWords } from './words';

const DOMAIN = 'telaris-for-woocommerce';
const LANGUAGES = 'plugin/languages';
const DATAVIEWS = 'node_modules/@wordpress/dataviews/build-wp/index.js';

/** The template's own headers; a date would make every run a change. */
const HEADERS = {
	'Project-Id-Version': 'Telaris for WooCommerce',
	'MIME-Version': '1.0',
	'Content-Type': 'text/plain; charset=UTF-8',
	'Content-Transfer-Encoding': '8bit',
	'X-Domain': DOMAIN,
};

type Translations = GetTextTranslations[ 'translations' ];

/** Words by context and English text, with the files they are in. */
class Catalogue {
	readonly translations: Translations = {};

	add( word: Omit< GetTextTranslation, 'msgstr' >, file: string ): void {
		const group = ( this.translations[ word.msgctxt ?? '' ] ??= {} );
		const known = group[ word.msgid ];
		const references = new Set(
			( known?.comments?.reference ?? '' ).split( '\n' ).filter( Boolean )
		);
		references.add( file );
		const note = known?.comments?.extracted || word.comments?.extracted;
		group[ word.msgid ] = {
			...known,
			...word,
			msgstr:
				( word.msgid_plural ?? known?.msgid_plural )
					? [ '', '' ]
					: [ '' ],
			comments: {
				reference: [ ...references ].sort().join( '\n' ),
				...( note && { extracted: note } ),
			} as NonNullable< GetTextTranslation[ 'comments' ] >,
		};
	}

	*[ Symbol.iterator ](): Generator< GetTextTranslation > {
		for ( const group of Object.values( this.translations ) ) {
			for ( const word of Object.values( group ) ) {
				if ( word.msgid !== '' ) {
					yield word;
				}
			}
		}
	}
}

async function addScript( catalogue: Catalogue, file: string ) {
	const source = await readFile( file, 'utf8' );
	for ( const { id, plural, context, note } of findWords( file, source ) ) {
		catalogue.add(
			{
				msgid: id,
				...( plural !== undefined && { msgid_plural: plural } ),
				...( context !== undefined && { msgctxt: context } ),
				...( note !== undefined && {
					comments: { extracted: `translators: ${ note }` } as never,
				} ),
			},
			file.replace( /^node_modules\//, '' )
		);
	}
}

async function addScreen( catalogue: Catalogue ) {
	const files = await readdir( 'admin-ui/src', { recursive: true } );
	for ( const file of files.sort() ) {
		if ( /\.tsx?$/.test( file ) && ! /\.(test|d)\.tsx?$/.test( file ) ) {
			await addScript( catalogue, join( 'admin-ui/src', file ) );
		}
	}
}

/** PHP is read by WP-CLI, as translate.wordpress.org reads it. */
async function addPhp( catalogue: Catalogue, folder: string ) {
	const scratch = await mkdtemp( join( tmpdir(), 'telaris-i18n-' ) );
	try {
		const { wpCli } = await wpStudio( ( line ) =>
			process.stderr.write( `${ line }\n` )
		);
		const pot = join( scratch, 'php.pot' );
		await run( 'php', [
			'-d',
			'error_reporting=E_ALL & ~E_DEPRECATED',
			wpCli,
			'i18n',
			'make-pot',
			folder,
			pot,
			`--domain=${ DOMAIN }`,
			'--skip-js',
			'--allow-root',
		] );
		const { translations } = po.parse( await readFile( pot ) );
		for ( const group of Object.values( translations ) ) {
			for ( const word of Object.values( group ) ) {
				for ( const file of filesOf( word ) ) {
					catalogue.add( word, join( folder, file ) );
				}
			}
		}
	} finally {
		await rm( scratch, { recursive: true } );
	}
}

/** The files a word is in, without the lines, which change all the time. */
function filesOf( { msgid, comments }: GetTextTranslation ): string[] {
	return msgid === ''
		? []
		: ( comments?.reference ?? '' )
				.split( /\s+/ )
				.map( ( reference ) => reference.replace( /:\d+$/, '' ) )
				.filter( Boolean );
}

function compile(
	headers: Record< string, string >,
	translations: Translations
) {
	return po.compile(
		{
			charset: 'utf-8',
			headers,
			translations: {
				...translations,
				'': { ...translations[ '' ], '': { msgid: '', msgstr: [] } },
			},
		},
		{
			foldLength: 0,
			sort: ( a, b ) =>
				`${ a.msgid }\u0004${ a.msgctxt ?? '' }` <
				`${ b.msgid }\u0004${ b.msgctxt ?? '' }`
					? -1
					: 1,
		}
	);
}

/**
 * Brings a translation up to date with the template.
 *
 * @param source    The text of the `.po` file.
 * @param catalogue All words.
 * @return Its new text, and what is not translated.
 */
function update( source: Buffer, catalogue: Catalogue ) {
	const { headers, translations } = po.parse( source );
	const missing: string[] = [];
	const merged: Translations = {};
	for ( const word of catalogue ) {
		const before = translations[ word.msgctxt ?? '' ]?.[ word.msgid ];
		const msgstr = before?.msgstr ?? word.msgstr;
		if (
			! msgstr.every( Boolean ) ||
			msgstr.length !== word.msgstr.length
		) {
			missing.push( word.msgid );
		}
		( merged[ word.msgctxt ?? '' ] ??= {} )[ word.msgid ] = {
			...word,
			msgstr,
		};
	}
	return { text: compile( headers, merged ), missing };
}

async function main(): Promise< number > {
	const isCheck = process.argv.includes( '--check' );
	const catalogue = new Catalogue();
	await addScreen( catalogue );
	await addScript( catalogue, DATAVIEWS );
	await addPhp( catalogue, 'plugin' );
	await addPhp( catalogue, 'php' );

	let isAmiss = false;
	const settle = async ( file: string, text: Buffer ) => {
		const before = await readFile( file ).catch( () => Buffer.of() );
		if ( before.equals( text ) ) {
			return;
		}
		if ( isCheck ) {
			isAmiss = true;
			console.error( `${ file } is out of date: npm run i18n` );
		} else {
			await writeFile( file, text );
			console.log( `${ file } is brought up to date` );
		}
	};

	await settle(
		join( LANGUAGES, `${ DOMAIN }.pot` ),
		compile( HEADERS, catalogue.translations )
	);
	for ( const name of await readdir( LANGUAGES ) ) {
		if ( name.endsWith( '.po' ) ) {
			const file = join( LANGUAGES, name );
			const { text, missing } = update(
				await readFile( file ),
				catalogue
			);
			await settle( file, text );
			if (
				missing.length > 0 &&
				! COMPLETE.some( ( locale ) =>
					file.endsWith( `${ locale }.po` )
				)
			) {
				console.log(
					`${ basename( file ) } is begun; it lacks ${ missing.length }`
				);
			} else if ( missing.length > 0 ) {
				isAmiss = true;
				console.error(
					`${ basename( file ) } lacks ${ missing.length }:\n${ missing
						.map( ( id ) => `  ${ id }` )
						.join( '\n' ) }`
				);
			}
		}
	}
	return isAmiss && isCheck ? 1 : 0;
}

main().then(
	( code ) => {
		process.exitCode = code;
	},
	( error: unknown ) => {
		console.error( error instanceof Error ? error.message : error );
		process.exitCode = 1;
	}
);
