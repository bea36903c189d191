/**
 * A reporter of node:test that gives the files with a failed test, each once, a line each. No TypeScript: Node.js loads
 * reporters before tsx.
 *
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} source
 */
export default async function* failedFiles( source ) {
	const seen = new Set();
	for await ( const event of source ) {
		const file = event.type === 'test:fail' && event.data.file;
		if ( file && ! seen.has( file ) ) {
			seen.add( file );
			yield `${ file }\n`;
		}
	}
}
