/** Compiles translations (`.po`) into the files that WordPress loads. */
import { po } from 'gettext-parser';
import type { GetTextTranslation } from 'gettext-parser';

/** Files whose words are said by the screen, that is by JavaScript. */
const SCRIPT_SOURCE = /(^|\/)(admin-ui|@wordpress\/dataviews)\//;

function isScriptWord( { comments }: GetTextTranslation ): boolean {
	return ( comments?.reference ?? '' )
		.split( /\s+/ )
		.some( ( reference ) => SCRIPT_SOURCE.test( reference ) );
}

function isServerWord( { comments }: GetTextTranslation ): boolean {
	return ( comments?.reference ?? '' )
		.split( /\s+/ )
		.some( ( reference ) => ! SCRIPT_SOURCE.test( reference ) );
}

/**
 * Picks entries out of a translation; untranslated ones stay out, so that the
 * English words show.
 *
 * @param source The text of a `.po` file.
 * @param wanted Which entries.
 * @return The headers, and the entries by context, then by English words.
 */
function entries(
	source: Buffer,
	wanted: ( entry: GetTextTranslation ) => boolean
) {
	const { charset, headers, translations } = po.parse( source );
	const picked: typeof translations = {};
	for ( const [ context, messages ] of Object.entries( translations ) ) {
		for ( const [ id, entry ] of Object.entries( messages ) ) {
			const fuzzy = entry.comments?.flag?.includes( 'fuzzy' );
			if (
				id === '' ||
				( ! fuzzy && entry.msgstr.every( Boolean ) && wanted( entry ) )
			) {
				( picked[ context ] ??= {} )[ id ] = entry;
			}
		}
	}
	return { charset, headers, translations: picked };
}

/**
 * Compiles the words that PHP says, in the form that WordPress 6.5 and newer reads first: a PHP file that opcode caches keep.
 *
 * @param source The text of a `.po` file.
 * @return The text of a `.l10n.php` file.
 */
export function compilePhp( source: Buffer ): string {
	const { headers, translations } = entries( source, isServerWord );
	const messages = Object.entries( translations ).flatMap(
		( [ context, group ] ) =>
			Object.entries( group )
				.filter( ( [ id ] ) => id !== '' )
				.map( ( [ id, { msgstr } ] ) => {
					const key =
						context === '' ? id : `${ context }\u0004${ id }`;
					return `${ quoted( key ) }=>${ quoted( ...msgstr ) }`;
				} )
	);
	const meta = [ 'Language', 'Plural-Forms' ].map(
		( name ) =>
			`${ quoted( name.toLowerCase() ) }=>${ quoted( headers[ name ] ?? '' ) }`
	);
	return `<?php\nreturn [${ [ ...meta, `'messages'=>[${ messages.join( ',' ) }]` ].join( ',' ) }];\n`;
}

/** Texts in PHP; forms of a plural are parted by a null byte. */
const quoted = ( ...texts: string[] ) =>
	texts
		.map( ( text ) => `'${ text.replace( /[\\']/g, '\\$&' ) }'` )
		.join( '."\\0".' );

/**
 * Compiles the words of the screen, in the form that `wp.i18n` takes (Jed 1.x).
 *
 * @param source The text of a `.po` file.
 * @param domain The text domain.
 * @return The text of the `.json` that WordPress's script translations load.
 */
export function compileScriptJson( source: Buffer, domain: string ): string {
	const { headers, translations } = entries( source, isScriptWord );
	const messages: Record< string, unknown > = {
		'': {
			domain,
			lang: headers[ 'Language' ] ?? '',
			'plural-forms':
				headers[ 'Plural-Forms' ] ?? 'nplurals=2; plural=(n != 1);',
		},
	};
	for ( const [ context, group ] of Object.entries( translations ) ) {
		for ( const [ id, { msgstr } ] of Object.entries( group ) ) {
			if ( id !== '' ) {
				messages[ context === '' ? id : `${ context }\u0004${ id }` ] =
					msgstr;
			}
		}
	}
	return JSON.stringify( {
		domain,
		locale_data: { [ domain ]: messages },
	} );
}

/** Every string is translated; CI fails where one is not. */
export const COMPLETE = [ 'nb_NO', 'nn_NO' ];

/** Some strings are translated, the others are shown in English. */
export const BEGUN = [ 'sv_SE', 'da_DK' ];

/** What `sprintf` fills in, in no particular order. */
const placeholders = ( text: string ) =>
	( text.match( /%(?:\d+\$)?[sdf%]/g ) ?? [] ).sort().join( ' ' );

/**
 * Finds what is wrong with a translation.
 *
 * @param source   The text of its `.po` file.
 * @param template The text of the template.
 * @param locale   Its language.
 * @return Sentences for those who translate.
 */
export function faultsOf(
	source: Buffer,
	template: Buffer,
	locale: string
): string[] {
	const { headers, translations } = po.parse( source );
	const forms = Number(
		/nplurals=(\d)/.exec( headers[ 'Plural-Forms' ] ?? '' )?.[ 1 ] ?? 0
	);
	const faults: string[] = [];
	if ( headers[ 'Language' ] !== locale || forms === 0 ) {
		faults.push( 'Its headers lack Language or Plural-Forms.' );
	}
	for ( const [ context, group ] of Object.entries(
		po.parse( template ).translations
	) ) {
		for ( const [ id, word ] of Object.entries( group ) ) {
			if ( id === '' ) {
				continue;
			}
			const msgstr = translations[ context ]?.[ id ]?.msgstr;
			const isTranslated = msgstr?.some( Boolean );
			if ( ! msgstr || ! isTranslated ) {
				if ( ! msgstr || COMPLETE.includes( locale ) ) {
					faults.push( `Not translated: ${ id }` );
				}
				continue;
			}
			const wanted = word.msgid_plural === undefined ? 1 : forms;
			if ( msgstr.length !== wanted || ! msgstr.every( Boolean ) ) {
				faults.push( `${ wanted } forms are wanted: ${ id }` );
			}
			msgstr.forEach( ( text, form ) => {
				const english =
					form > 0 && word.msgid_plural ? word.msgid_plural : id;
				if ( placeholders( text ) !== placeholders( english ) ) {
					faults.push( `Other placeholders: ${ text }` );
				}
			} );
		}
	}
	return faults;
}
