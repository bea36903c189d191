/** CHANGELOG.md, in the format of Keep a Changelog. */

export const UNRELEASED = 'Unreleased';

/** What stands under a version's heading; undefined where there is none. */
export function sectionOf(
	changelog: string,
	version: string
): string | undefined {
	return sections( changelog )
		.find( ( section ) => section.version === version )
		?.text.trim();
}

/**
 * Gives what is unreleased its version and date, and begins a new, empty section above it.
 *
 * @throws Error when nothing is unreleased, or the version has a section.
 */
export function released(
	changelog: string,
	version: string,
	date: string
): string {
	if ( sectionOf( changelog, version ) !== undefined ) {
		throw new Error( `CHANGELOG.md has a section ${ version } already.` );
	}
	if ( ! sectionOf( changelog, UNRELEASED )?.includes( '\n- ' ) ) {
		throw new Error(
			'CHANGELOG.md says nothing under [Unreleased]: there is nothing to release.'
		);
	}
	return changelog.replace(
		/^## \[Unreleased\][ \t]*$/m,
		`## [${ UNRELEASED }]\n\n## [${ version }] - ${ date }`
	);
}

function sections( changelog: string ): { version: string; text: string }[] {
	return changelog
		.split( /^(?=## \[)/m )
		.slice( 1 )
		.map( ( part ) => {
			const [ heading = '', ...lines ] = part.split( '\n' );
			return {
				version: /^## \[([^\]]+)\]/.exec( heading )?.[ 1 ] ?? '',
				text: lines.join( '\n' ),
			};
		} );
}
