/** Jest for the screen and the build, on @wordpress/scripts' configuration. */
const wpScripts = require( '@wordpress/scripts/config/jest-unit.config.js' );
const { vendorBundle } = require( './admin-ui/test/vendor-bundle' );

const bundled = vendorBundle();
const [ transformer ] = Object.values( wpScripts.transform );

/** Published as ES modules only, which Jest does not load as they are. */
const ES_MODULES = [
	'@open-draft/deferred-promise',
	'@wordpress/theme',
	'content-type',
	'gettext-parser',
	'rettime',
	'until-async',
	'uuid',
];

module.exports = {
	...wpScripts,
	rootDir: __dirname,
	roots: [ '<rootDir>/admin-ui', '<rootDir>/test/build' ],
	testMatch: [ '**/*.test.{ts,tsx}' ],
	testTimeout: 60_000,
	// Plain jsdom lacks fetch and its Request and Response.
	testEnvironment: 'jest-fixed-jsdom',
	setupFilesAfterEnv: [ '<rootDir>/admin-ui/test/setup.ts' ],
	transform: { '\\.m?[jt]sx?$': transformer },
	transformIgnorePatterns: [
		'/jest-vendor/',
		`/node_modules/(?!(.*/)?(${ ES_MODULES.join( '|' ) })/)`,
	],
	moduleNameMapper: {
		// One copy of @wordpress/components is enough, and far faster.
		'^@wordpress/dataviews/wp$': bundled[ '^@wordpress/dataviews$' ],
		...bundled,
	},
};
