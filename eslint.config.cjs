/** ESLint for all TypeScript and JavaScript, on @wordpress/scripts' rules. */
const wpScripts = require( '@wordpress/scripts/config/eslint.config.cjs' );
const { configs } = require( '@wordpress/eslint-plugin' );

// Its own list of ignored folders has build/ in it, and test/build/ is ours.
const [ , ...rules ] = wpScripts;

/**
 * The floors of the screen, the lowest first. A folder imports only from floors
 * below its own; folders of one floor do not know each other.
 */
const FLOORS = [
	[ 'api' ],
	[ 'store' ],
	[ 'url' ],
	[ 'hooks' ],
	[ 'text' ],
	[ 'ui' ],
	[ 'connection', 'detail', 'overview', 'resend' ],
	[ 'awaiting', 'history' ],
	[ 'app.tsx', 'index.tsx' ],
];

const SCREEN = './admin-ui/src';

const floorZones = FLOORS.slice( 0, -1 ).flatMap( ( folders, floor ) =>
	folders.map( ( folder ) => ( {
		target: `${ SCREEN }/${ folder }`,
		from: FLOORS.slice( floor )
			.flat()
			.filter( ( other ) => other !== folder )
			.map( ( other ) => `${ SCREEN }/${ other }` ),
		message: `${ folder }/ imports only from the floors below it (see FLOORS in eslint.config.cjs).`,
	} ) )
);

module.exports = [
	{
		ignores: [
			'**/node_modules/**',
			'.shop/**',
			'admin-ui/src/api/schema.d.ts',
			'dist/**',
			'playwright-report/**',
			'test-results/**',
			'vendor/**',
		],
	},
	...rules,
	...configs[ 'test-unit' ].map( ( config ) => ( {
		...config,
		files: [ 'admin-ui/**/*.test.{ts,tsx}', 'test/build/**/*.test.ts' ],
	} ) ),
	{
		files: [ 'admin-ui/src/**/*.{ts,tsx}' ],
		rules: {
			'import/no-cycle': 'error',
			'import/no-restricted-paths': [
				'error',
				{ zones: floorZones, basePath: __dirname },
			],
		},
	},
	{
		// Tools of the command line, which speak there, and no part of a screen.
		files: [ 'test/**/*.ts' ],
		rules: {
			'@wordpress/no-global-active-element': 'off',
			'no-console': 'off',
			'react-hooks/rules-of-hooks': 'off',
		},
	},
	{
		rules: {
			'@wordpress/i18n-text-domain': [
				'error',
				{ allowedTextDomain: 'telaris-for-woocommerce' },
			],
			// The types say it, and they are checked.
			'jsdoc/check-tag-names': [
				'error',
				{ definedTags: [ 'jest-environment' ] },
			],
			'jsdoc/no-undefined-types': 'off',
			'jsdoc/require-param': 'off',
			'jsdoc/require-param-type': 'off',
			'jsdoc/require-returns-type': 'off',
			'jsdoc/check-param-names': [
				'error',
				{ checkDestructured: false },
			],
			// Prettier itself looks after this, for all kinds of files.
			'prettier/prettier': 'off',
			// TypeScript asks for brackets where a name is not known to exist.
			'dot-notation': 'off',
		},
	},
];
