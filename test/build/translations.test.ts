/** @jest-environment node */
import { mo } from 'gettext-parser';

import { compileMo, compileScriptJson } from './translations';

const PO = Buffer.from( `msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: nb_NO\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: admin-ui/src/app.tsx:1
msgid "History"
msgstr "Historikk"

#: php/Words/Words.php:1
msgid "Set to Completed."
msgstr "Satt til Fullført."

#: admin-ui/src/app.tsx:2 php/Admin/Screen.php:9
msgid "Telaris"
msgstr "Telaris"

#: node_modules/@wordpress/dataviews/build-wp/index.js
msgctxt "verb"
msgid "Filter"
msgstr "Filtrer"

#: admin-ui/src/app.tsx:3
msgid "%d order"
msgid_plural "%d orders"
msgstr[0] "%d ordre"
msgstr[1] "%d ordrer"

#: admin-ui/src/app.tsx:4 php/A.php:1
msgid "Not yet translated"
msgstr ""

#: admin-ui/src/app.tsx:5 php/A.php:1
#, fuzzy
msgid "Guessed"
msgstr "Gjettet"
` );

const wordsOf = ( compiled: Buffer ) =>
	Object.keys( mo.parse( compiled ).translations[ '' ] ?? {} ).filter(
		Boolean
	);

it( 'gives PHP its own words', () => {
	expect( wordsOf( compileMo( PO ) ) ).toEqual( [
		'Set to Completed.',
		'Telaris',
	] );
} );

it( 'gives the screen its own and those of DataViews', () => {
	const { domain, locale_data: data } = JSON.parse(
		compileScriptJson( PO, 'our-domain' )
	);
	expect( domain ).toBe( 'our-domain' );
	expect( data ).toEqual( {
		'our-domain': {
			'': {
				domain: 'our-domain',
				lang: 'nb_NO',
				'plural-forms': 'nplurals=2; plural=(n != 1);',
			},
			History: [ 'Historikk' ],
			Telaris: [ 'Telaris' ],
			'verb\u0004Filter': [ 'Filtrer' ],
			'%d order': [ '%d ordre', '%d ordrer' ],
		},
	} );
} );
