/**
 * Stages the whole installable plugin in `dist/telaris-for-woocommerce/`: what
 * the shop runs, what every test runs against and what the zip holds.
 *
 * Extends @wordpress/scripts' configuration. Also the PHP files are part of it,
 * so that `wp-scripts start` brings every change into a running shop.
 */
const { writeFileSync } = require( 'fs' );
const { relative, resolve } = require( 'path' );
const CopyWebpackPlugin = require( 'copy-webpack-plugin' );
const { NormalModuleReplacementPlugin } = require( 'webpack' );
const wpScripts = require( '@wordpress/scripts/config/webpack.config.js' );
const typescript = require( 'tsx/cjs/api' );

const { restSchemasFile } = typescript.require(
	'./test/build/rest-schemas.ts',
	__filename
);
const { version } = require( './package.json' );
const { withVersion } = typescript.require(
	'./test/build/version.ts',
	__filename
);
const { compilePhp, compileScriptJson } = typescript.require(
	'./test/build/translations.ts',
	__filename
);

const NAME = 'telaris-for-woocommerce';

const DATAVIEWS_I18N = resolve( __dirname, 'admin-ui/src/dataviews-i18n.ts' );

/** Copies and derived files, each with its source, so that watching works. */
const staged = [
	{
		from: 'plugin',
		globOptions: { ignore: [ '**/*.po', '**/*.pot' ] },
		noErrorOnMissing: true,
		transform: ( content ) =>
			withVersion(
				content,
				version,
				resolve( __dirname, 'CHANGELOG.md' )
			),
	},
	{ from: 'php', to: 'php', noErrorOnMissing: true },
	{ from: 'LICENSE', to: 'LICENSE.txt', toType: 'file' },
	{
		from: 'plugin/openapi.json',
		to: 'php/Webhook/rest-schemas.php',
		transform: ( content ) =>
			restSchemasFile( JSON.parse( content.toString() ) ),
	},
	{
		from: 'plugin/languages/*.po',
		to: 'languages/[name].l10n.php',
		transform: compilePhp,
		noErrorOnMissing: true,
	},
	{
		// {domain}-{locale}-{script handle}.json: found by WordPress by name.
		from: 'plugin/languages/*.po',
		to: `languages/[name]-${ NAME }.json`,
		transform: ( content ) => compileScriptJson( content, NAME ),
		noErrorOnMissing: true,
	},
];

/** Notes beside the staged plugin which packages are part of its script, for `npm run sbom`. */
class BundledPackages {
	apply( compiler ) {
		compiler.hooks.done.tap( 'BundledPackages', ( { compilation } ) => {
			const folders = new Set();
			const note = ( module ) => {
				const [ folder ] =
					/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(
						module.resource ?? ''
					) ?? [];
				if ( folder ) {
					folders.add(
						relative( __dirname, folder ).replaceAll( '\\', '/' )
					);
				}
				module.modules?.forEach( note );
			};
			compilation.modules.forEach( note );
			writeFileSync(
				resolve( __dirname, 'dist/bundled.json' ),
				`${ JSON.stringify( [ ...folders ].sort(), null, '\t' ) }\n`
			);
		} );
	}
}

module.exports = {
	...wpScripts,
	entry: {
		'assets/admin': resolve( __dirname, 'admin-ui/src/index.tsx' ),
	},
	output: {
		...wpScripts.output,
		path: resolve( __dirname, 'dist', NAME ),
		clean: true,
	},
	performance: { hints: false },
	module: {
		...wpScripts.module,
		rules: [
			...wpScripts.module.rules,
			{
				// DataViews' built file has the source of each style beside it: a third of the whole script.
				test: /@wordpress[\\/]dataviews[\\/]build-wp[\\/]index\.js$/,
				loader: 'string-replace-loader',
				options: {
					search: /\/\*# sourceMappingURL=data:[^*]*\*\//g,
					replace: '',
				},
			},
		],
	},
	plugins: [
		// wp-scripts copies a src/ folder of blocks, which this is not.
		...wpScripts.plugins.filter(
			( plugin ) => plugin.constructor.name !== CopyWebpackPlugin.name
		),
		new CopyWebpackPlugin( { patterns: staged } ),
		new BundledPackages(),
		// The bundled DataViews would look for its own words in WordPress's
		// domain, where a plugin's translations never arrive.
		new NormalModuleReplacementPlugin(
			/^@wordpress\/i18n$/,
			( request ) => {
				if ( /@wordpress[\\/]dataviews/.test( request.context ) ) {
					request.request = DATAVIEWS_I18N;
					// Externals are looked up by this name, not by the one above.
					for ( const dependency of request.dependencies ) {
						dependency.request = DATAVIEWS_I18N;
					}
				}
			}
		),
	],
};
