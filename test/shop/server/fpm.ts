import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fpmBinary, nginxBinary } from '../binaries';
import { phpSettings } from '../php';
import { HOST } from '../ports';
import { startInBackground, waitFor, type Started } from '../processes';
import { socketOf } from '../sockets';

const WORKERS = 8;

const isRoot = process.getuid?.() === 0;

/** Serves a WordPress folder by nginx and php-fpm, both of the shop's own. */
export async function startFpm( shop: {
	folder: string;
	wordpress: string;
	port: number;
} ): Promise< readonly Started[] > {
	const socket = socketOf( shop.folder, 'php' );
	const folder = join( shop.folder, 'server' );
	await mkdir( join( folder, 'scratch' ), { recursive: true } );
	await writeFile(
		join( folder, 'php-fpm.conf' ),
		fpmConfiguration( folder, socket )
	);
	await writeFile(
		join( folder, 'nginx.conf' ),
		nginxConfiguration( folder, shop.wordpress, shop.port, socket )
	);
	const log = join( shop.folder, 'server.log' );
	await rm( socket, { force: true } );
	const fpm = await startInBackground(
		'php-fpm',
		await fpmBinary(),
		[
			'--nodaemonize',
			'--fpm-config',
			join( folder, 'php-fpm.conf' ),
			...( isRoot ? [ '-R' ] : [] ),
		],
		{ log }
	);
	await waitFor(
		'The start of php-fpm',
		async () => existsSync( socket ),
		10_000
	);
	const nginx = await startInBackground(
		'nginx',
		await nginxBinary(),
		[ '-p', folder, '-c', join( folder, 'nginx.conf' ), '-e', log ],
		{ log }
	);
	return [ nginx, fpm ];
}

function fpmConfiguration( folder: string, socket: string ): string {
	const user = isRoot ? 'user = root\ngroup = root\n' : '';
	const settings = Object.entries( phpSettings )
		// Its workers share what is compiled in memory; with the files as well, some died of signal 11.
		.filter( ( [ name ] ) => name !== 'opcache.file_cache' )
		.map( ( [ name, value ] ) => `php_admin_value[${ name }] = ${ value }` )
		.join( '\n' );
	return `[global]
pid = ${ folder }/php-fpm.pid
error_log = ${ folder }/php-fpm.log
process_control_timeout = 5s

[shop]
${ user }listen = ${ socket }
pm = static
pm.max_children = ${ WORKERS }
clear_env = no
catch_workers_output = yes
request_terminate_timeout = 120s
${ settings }
`;
}

function nginxConfiguration(
	folder: string,
	wordpress: string,
	port: number,
	socket: string
): string {
	return `${ isRoot ? 'user root;\n' : '' }worker_processes 1;
daemon off;
pid ${ folder }/nginx.pid;
events { worker_connections 256; }
http {
	types {
		text/html html;
		text/css css;
		text/javascript js mjs;
		application/json json;
		image/svg+xml svg;
		image/png png;
		image/jpeg jpg jpeg;
		image/gif gif;
		image/webp webp;
		font/woff woff;
		font/woff2 woff2;
	}
	default_type application/octet-stream;
	access_log off;
	client_max_body_size 64m;
	client_body_temp_path ${ folder }/scratch/body;
	fastcgi_temp_path ${ folder }/scratch/fastcgi;
	proxy_temp_path ${ folder }/scratch/proxy;
	uwsgi_temp_path ${ folder }/scratch/uwsgi;
	scgi_temp_path ${ folder }/scratch/scgi;
	server {
		listen ${ HOST }:${ port };
		server_name _;
		root ${ wordpress };
		index index.php;
		absolute_redirect off;
		location / { try_files $uri $uri/ /index.php?$args; }
		location ~ \\.php$ {
			try_files $uri /index.php?$args;
			fastcgi_pass unix:${ socket };
			fastcgi_read_timeout 130s;
			fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
			fastcgi_param SCRIPT_NAME $fastcgi_script_name;
			fastcgi_param QUERY_STRING $query_string;
			fastcgi_param REQUEST_METHOD $request_method;
			fastcgi_param CONTENT_TYPE $content_type;
			fastcgi_param CONTENT_LENGTH $content_length;
			fastcgi_param REQUEST_URI $request_uri;
			fastcgi_param DOCUMENT_URI $document_uri;
			fastcgi_param DOCUMENT_ROOT $document_root;
			fastcgi_param SERVER_PROTOCOL $server_protocol;
			fastcgi_param REQUEST_SCHEME $scheme;
			fastcgi_param GATEWAY_INTERFACE CGI/1.1;
			fastcgi_param SERVER_SOFTWARE nginx/$nginx_version;
			fastcgi_param REMOTE_ADDR $remote_addr;
			fastcgi_param REMOTE_PORT $remote_port;
			fastcgi_param SERVER_ADDR $server_addr;
			fastcgi_param SERVER_PORT $server_port;
			fastcgi_param SERVER_NAME $server_name;
			fastcgi_param REDIRECT_STATUS 200;
		}
	}
}
`;
}
