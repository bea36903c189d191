/** Finds the words to be translated in TypeScript and JavaScript. */
import ts from 'typescript';

/** Words to be translated, in gettext's terms. */
export interface Word {
	id: string;
	plural?: string;
	context?: string;
	/** What translators should know. */
	note?: string;
}

/** Where each translation function takes what. */
const FUNCTIONS: Record< string, ( keyof Word )[] > = {
	__: [ 'id' ],
	_x: [ 'id', 'context' ],
	_n: [ 'id', 'plural' ],
};

/**
 * Finds what the functions of `@wordpress/i18n` are called in a file: bundlers
 * rename them.
 *
 * @param file The file.
 * @return Their own names by the names here.
 */
function importedNames( file: ts.SourceFile ): Map< string, string > {
	const names = new Map< string, string >();
	for ( const statement of file.statements ) {
		if (
			ts.isImportDeclaration( statement ) &&
			ts.isStringLiteral( statement.moduleSpecifier ) &&
			statement.moduleSpecifier.text === '@wordpress/i18n' &&
			statement.importClause?.namedBindings &&
			ts.isNamedImports( statement.importClause.namedBindings )
		) {
			for ( const element of statement.importClause.namedBindings
				.elements ) {
				names.set(
					element.name.text,
					( element.propertyName ?? element.name ).text
				);
			}
		}
	}
	return names;
}

/**
 * Reads the comment for translators before some code.
 *
 * @param code The code.
 */
function noteIn( code: string ): string | undefined {
	const [ , note ] = /translators:\s*(.*?)\s*(?:\*\/|$)/m.exec( code ) ?? [];
	return note;
}

/**
 * Finds the words to be translated in a file.
 *
 * @param  name   Its name; says whether it is TSX.
 * @param  source Its text.
 * @throws {Error} On words that are put together, which nobody could translate.
 */
export function findWords( name: string, source: string ): Word[] {
	const file = ts.createSourceFile(
		name,
		source,
		ts.ScriptTarget.Latest,
		true
	);
	const names = importedNames( file );
	const words: Word[] = [];

	const visit = ( node: ts.Node, note: string | undefined ): void => {
		// The comment stands before the words, or before what is done with them.
		const noteHere = noteIn(
			source.slice( node.getFullStart(), node.getStart( file ) )
		);
		const known = noteHere ?? note;
		if (
			ts.isCallExpression( node ) &&
			ts.isIdentifier( node.expression )
		) {
			const takes = FUNCTIONS[ names.get( node.expression.text ) ?? '' ];
			if ( takes ) {
				words.push( readWord( node, takes, known ) );
			}
		}
		const isStatement = ts.isStatement( node ) && ! ts.isBlock( node );
		ts.forEachChild( node, ( child ) =>
			visit( child, isStatement || noteHere ? known : note )
		);
	};
	visit( file, undefined );
	return words;
}

function readWord(
	call: ts.CallExpression,
	takes: ( keyof Word )[],
	note: string | undefined
): Word {
	const word: Word = { id: '' };
	takes.forEach( ( part, index ) => {
		const argument = call.arguments[ index ];
		if ( ! argument || ! ts.isStringLiteralLike( argument ) ) {
			throw new Error( `Words are not written out: ${ call.getText() }` );
		}
		word[ part ] = argument.text;
	} );
	return /%|</.test( word.id ) && note ? { ...word, note } : word;
}
