/** Compiles translations (`.po`) into the files that WordPress loads. */
import { mo, po } from 'gettext-parser';
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
 * Compiles the words that PHP says.
 *
 * @param source The text of a `.po` file.
 * @return The bytes of a `.mo` file.
 */
export function compileMo( source: Buffer ): Buffer {
	return mo.compile( entries( source, isServerWord ) );
}

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
