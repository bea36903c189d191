/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	BEGUN,
	COMPLETE,
	compilePhp,
	compileScriptJson,
	faultsOf,
} from './translations';

const LANGUAGES = join( __dirname, '../../plugin/languages' );

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

it( 'gives PHP its own words', () => {
	expect( compilePhp( PO ) ).toBe(
		`<?php
return ['language'=>'nb_NO','plural-forms'=>'nplurals=2; plural=(n != 1);','messages'=>['Set to Completed.'=>'Satt til Fullført.','Telaris'=>'Telaris']];
`
	);
} );

it( 'writes what PHP reads: contexts, plurals, quotes', () => {
	const php = compilePhp(
		Buffer.from( `msgid ""
msgstr ""
"Language: nb_NO\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: php/A.php
msgctxt "verb"
msgid "Telaris's \\\\"
msgid_plural "Many"
msgstr[0] "Telaris' \\\\"
msgstr[1] "Mange"
` )
	);
	const read = execFileSync(
		'php',
		[ '-r', 'echo json_encode(eval("?>" . stream_get_contents(STDIN)));' ],
		{ input: php, encoding: 'utf8' }
	);
	expect( JSON.parse( read ).messages ).toEqual( {
		"verb\u0004Telaris's \\": "Telaris' \\\u0000Mange",
	} );
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

const TEMPLATE = Buffer.from( `msgid ""
msgstr ""

msgid "Telaris order %1$s: %2$s"
msgstr ""

msgid "%d order"
msgid_plural "%d orders"
msgstr[0] ""
msgstr[1] ""
` );

const translated = ( sentence: string, one: string, many: string ) =>
	Buffer.from( `msgid ""
msgstr ""
"Language: nb_NO\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Telaris order %1$s: %2$s"
msgstr "${ sentence }"

msgid "%d order"
msgid_plural "%d orders"
msgstr[0] "${ one }"
msgstr[1] "${ many }"
` );

it.each( [
	[ 'nothing', '%2$s: %1$s', '%d ordre', '%d ordrar', [] ],
	[ 'a string', '', '%d ordre', '%d ordrar', [ /Not translated: Telaris/ ] ],
	[ 'a plural', '%2$s: %1$s', '%d ordre', '', [ /2 forms/, /placeholders/ ] ],
	[
		'a placeholder',
		'%1$s',
		'%d ordre',
		'%d ordrar',
		[ /placeholders: %1/ ],
	],
] )( 'says that a translation lacks %s', ( _what, all, one, many, lacks ) => {
	const found = faultsOf( translated( all, one, many ), TEMPLATE, 'nb_NO' );
	expect( found ).toEqual(
		lacks.map( ( fault ) => expect.stringMatching( fault ) )
	);
} );

it( 'lets a translation that is only begun lack strings, in the forms it has', () => {
	const source = Buffer.from(
		translated( '', '%d order', '%d ordrar' )
			.toString()
			.replace( 'nb_NO', 'sv_SE' )
	);
	expect( faultsOf( source, TEMPLATE, 'sv_SE' ) ).toEqual( [] );
} );

it( 'knows every language that ships', () => {
	expect(
		readdirSync( LANGUAGES )
			.filter( ( name ) => name.endsWith( '.po' ) )
			.map( ( name ) =>
				name.slice( 'telaris-for-woocommerce-'.length, -3 )
			)
			.sort()
	).toEqual( [ ...COMPLETE, ...BEGUN ].sort() );
} );

it.each( [ ...COMPLETE, ...BEGUN ] )( '%s has nothing wrong', ( locale ) => {
	const read = ( name: string ) =>
		readFileSync( join( LANGUAGES, `telaris-for-woocommerce${ name }` ) );
	expect(
		faultsOf( read( `-${ locale }.po` ), read( '.pot' ), locale )
	).toEqual( [] );
} );
