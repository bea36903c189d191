import { wordpressIn } from './files';
import { phpArguments } from './php';
import { run } from './run';

/**
 * Runs WP-CLI in a shop.
 *
 * @return What it printed, trimmed.
 * @throws {Error} With what it said, where it ends other than by 0.
 */
export async function wpCli(
	phar: string,
	folder: string,
	args: readonly string[],
	input?: string
): Promise< string > {
	const printed = await run(
		'php',
		[
			...phpArguments,
			phar,
			`--path=${ wordpressIn( folder ) }`,
			'--allow-root',
			'--no-color',
			...args,
		],
		// Settings of the person's own WP-CLI are not to play a part.
		{
			input,
			label: `wp ${ args.join( ' ' ) }`,
			env: {
				WP_CLI_CONFIG_PATH: '/dev/null',
				WP_CLI_DISABLE_AUTO_CHECK_UPDATE: '1',
			},
		}
	);
	return printed.trim();
}
