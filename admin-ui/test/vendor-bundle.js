/**
 * One file of all that the tests of the screen have from node_modules. Jest runs
 * each module anew for each test file, and these are two thousand.
 */
const { createHash } = require( 'node:crypto' );
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require( 'fs' );
const { homedir } = require( 'node:os' );
const { join, resolve } = require( 'node:path' );
const esbuild = require( 'esbuild' );

const root = resolve( __dirname, '../..' );

const BUNDLED = [
	'@testing-library/dom',
	'@testing-library/react',
	'@testing-library/user-event',
	'@wordpress/a11y',
	'@wordpress/api-fetch',
	'@wordpress/components',
	'@wordpress/compose',
	'@wordpress/data',
	'@wordpress/dataviews',
	'@wordpress/date',
	'@wordpress/dom-ready',
	'@wordpress/element',
	'@wordpress/html-entities',
	'@wordpress/i18n',
	'@wordpress/icons',
	'@wordpress/preferences',
	'@wordpress/url',
];

/** Has to be the same one for all, and is few files. */
const SHARED = [
	'react',
	'react-dom',
	'react-dom/client',
	'react-dom/test-utils',
	'react/jsx-runtime',
	'react/jsx-dev-runtime',
];

/** Named by what it is made of, so that it is made once. */
function folder() {
	const hash = createHash( 'sha256' );
	for ( const file of [ join( root, 'package-lock.json' ), __filename ] ) {
		hash.update( readFileSync( file ) );
	}
	return join(
		process.env.XDG_CACHE_HOME || join( homedir(), '.cache' ),
		'telaris-for-woocommerce/tools/jest-vendor',
		hash.digest( 'hex' ).slice( 0, 12 )
	);
}

/**
 * Makes the bundle where it is not there yet.
 *
 * @return {Record<string, string>} Where Jest finds each module: its moduleNameMapper.
 */
function vendorBundle() {
	const made = folder();
	const fileOf = ( name ) =>
		join( made, `${ name.replace( /\W+/g, '-' ) }.js` );
	const bundle = join( made, 'bundle.js' );
	if ( ! existsSync( bundle ) ) {
		mkdirSync( made, { recursive: true } );
		for ( const name of BUNDLED ) {
			writeFileSync(
				fileOf( name ),
				`module.exports = require( './bundle.js' )[ '${ name }' ]();\n`
			);
		}
		const { outputFiles } = esbuild.buildSync( {
			stdin: {
				contents: BUNDLED.map(
					( name ) =>
						`exports[ '${ name }' ] = () => require( '${ name }' );`
				).join( '\n' ),
				resolveDir: root,
			},
			bundle: true,
			write: false,
			format: 'cjs',
			// As Jest has it with jsdom: CommonJS, and nothing that is for browsers alone.
			platform: 'neutral',
			mainFields: [ 'main', 'module' ],
			conditions: [ 'require', 'default' ],
			external: SHARED,
			loader: { '.css': 'empty' },
			minifyWhitespace: true,
			logLevel: 'error',
		} );
		writeFileSync( bundle, outputFiles[ 0 ].contents );
	}
	return {
		...Object.fromEntries(
			BUNDLED.map( ( name ) => [ `^${ name }$`, fileOf( name ) ] )
		),
		...Object.fromEntries(
			SHARED.map( ( name ) => [
				`^${ name }$`,
				require.resolve( name, { paths: [ root ] } ),
			] )
		),
	};
}

module.exports = { vendorBundle };
