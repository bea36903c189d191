import { join } from 'node:path';
import { shopsFolder } from './paths';

/** Where compiled PHP is kept between runs, for all shops of this checkout. */
export const opcacheFolder = join( shopsFolder, '.opcache' );

/** PHP's settings in a shop, in the server and in WP-CLI alike. */
export const phpSettings: Readonly< Record< string, string > > = {
	memory_limit: '512M',
	max_execution_time: '120',
	display_errors: '0',
	log_errors: '1',
	upload_max_filesize: '64M',
	post_max_size: '64M',
	// No mail leaves by PHP's mail(); see mu-plugins/local-shop.php.
	sendmail_path: 'true',
	'opcache.enable': '1',
	'opcache.enable_cli': '1',
	'opcache.memory_consumption': '192',
	'opcache.interned_strings_buffer': '16',
	'opcache.max_accelerated_files': '20000',
	// A changed file counts at once.
	'opcache.validate_timestamps': '1',
	'opcache.revalidate_freq': '0',
	// Workers that start or are killed find everything compiled.
	'opcache.file_cache': opcacheFolder,
};

/** The settings as arguments for PHP's command line. */
export const phpArguments: readonly string[] = Object.entries(
	phpSettings
).flatMap( ( [ name, value ] ) => [ '-d', `${ name }=${ value }` ] );
