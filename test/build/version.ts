/**
 * The version stands in package.json alone, and what changed in CHANGELOG.md: the build writes both into what it stages,
 * where a file has `{{version}}` or `{{changelog}}`.
 */
import { readFileSync } from 'node:fs';
import { sectionOf, UNRELEASED } from './changelog';

export function withVersion(
	content: Buffer,
	version: string,
	changelogFile: string
): Buffer | string {
	if ( ! content.includes( '{{' ) ) {
		return content;
	}
	return content
		.toString()
		.replaceAll( '{{version}}', version )
		.replaceAll( '{{changelog}}', () =>
			forReadme( readFileSync( changelogFile, 'utf8' ), version )
		);
}

/** The section of a version in the format of WordPress's readme.txt; before its release, what is unreleased. */
export function forReadme( changelog: string, version: string ): string {
	const section =
		sectionOf( changelog, version ) ??
		sectionOf( changelog, UNRELEASED ) ??
		'';
	const lines = section
		.split( '\n' )
		.filter( ( line ) => line.startsWith( '- ' ) )
		.map( ( line ) => line.replace( /^- /, '* ' ).replaceAll( '`', '' ) );
	return [ `= ${ version } =`, ...lines ].join( '\n' );
}
