<?php

/**
 * What nginx does for WordPress, for PHP's built-in server: files as they are,
 * everything else to WordPress.
 */

declare(strict_types=1);

// phpcs:disable WordPress.Security.ValidatedSanitizedInput,WordPress.Security.NonceVerification -- There is no WordPress here yet.

$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$file = $_SERVER['DOCUMENT_ROOT'] . $path;

if (is_dir($file) && is_file(rtrim($file, '/') . '/index.php') && $path !== '/') {
    if (!str_ends_with($path, '/')) {
        header('Location: ' . $path . '/', true, 301);
        return true;
    }
    return false;
}
const TYPES = ['css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml', 'woff2' => 'font/woff2'];

$type = TYPES[pathinfo($file, PATHINFO_EXTENSION)] ?? null;
if ($type !== null && isset($_GET['ver']) && is_file($file)) {
    // Its address changes with it, so that browsers need not ask again. PHP's own answers do not say so.
    header('Content-Type: ' . $type);
    header('Content-Length: ' . filesize($file));
    header('Cache-Control: public, max-age=86400');
    readfile($file);
    return true;
}
if (is_file($file)) {
    return false;
}

$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
unset($_SERVER['PATH_INFO']);
chdir($_SERVER['DOCUMENT_ROOT']);
require $_SERVER['SCRIPT_FILENAME'];
