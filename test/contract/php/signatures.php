<?php

/**
 * Prints the signatures of a set of PHP files as JSON, by reflection, with WordPress's stubs in place of WordPress.
 *
 *     php signatures.php stand-in             what the stand-in declares
 *     php signatures.php woocommerce <names>  the same names in WooCommerce's stubs; <names> is a JSON file
 */

declare(strict_types=1);

error_reporting(E_ALL & ~E_DEPRECATED);
$root = dirname(__DIR__, 3);
define('ABSPATH', $root . '/');
define('MONTH_IN_SECONDS', 30 * 24 * 60 * 60);
require $root . '/vendor/php-stubs/wordpress-stubs/wordpress-stubs.php';

/** @return array{parameters: string[], static: bool, visibility: string} */
function signature_of(ReflectionFunctionAbstract $of): array
{
    $parameters = array_map(
        static fn (ReflectionParameter $one) => ($one->isPassedByReference() ? '&' : '') . ($one->isVariadic() ? '...' : '')
            . '$' . $one->getName() . ($one->isOptional() ? '?' : ''),
        $of->getParameters()
    );
    $method = $of instanceof ReflectionMethod;
    return [
        'parameters' => $parameters,
        'static' => $method && $of->isStatic(),
        'visibility' => ! $method || $of->isPublic() ? 'public' : ($of->isProtected() ? 'protected' : 'private'),
    ];
}

/**
 * @return array<string, mixed> With every method, its own and inherited: a subclass of the stand-in may hold what
 *                              WooCommerce keeps in a parent.
 */
function class_of(string $name): array
{
    $class = new ReflectionClass($name);
    $methods = $own = [];
    foreach ($class->getMethods() as $method) {
        $methods[$method->getName()] = signature_of($method);
        if ($method->getDeclaringClass()->getName() === $name) {
            $own[] = $method->getName();
        }
    }
    return [
        'kind' => $class->isInterface() ? 'interface' : ($class->isAbstract() ? 'abstract class' : 'class'),
        'methods' => $methods,
        'own' => $own,
        'constants' => (object) $class->getConstants(ReflectionClassConstant::IS_PUBLIC),
        'ancestors' => array_values(class_parents($name) + class_implements($name)),
    ];
}

if ('stand-in' === $argv[1]) {
    $before = [get_declared_classes(), get_declared_interfaces(), get_defined_functions()['user']];
    require $root . '/test/shop/woocommerce-stand-in/woocommerce.php';
    $classes = array_merge(array_diff(get_declared_classes(), $before[0]), array_diff(get_declared_interfaces(), $before[1]));
    // What the stand-in needs for itself is not WooCommerce's.
    $classes = array_filter($classes, static fn ($name) => ! str_starts_with($name, 'WooCommerceStandIn\\'));
    $functions = array_map(static fn ($name) => (new ReflectionFunction($name))->getName(), array_diff(get_defined_functions()['user'], $before[2]));
} else {
    $stubs = $root . '/vendor/php-stubs/woocommerce-stubs/';
    require $stubs . 'woocommerce-stubs.php';
    require $stubs . 'woocommerce-packages-stubs.php';
    $names = json_decode((string) file_get_contents($argv[2]), true, 512, JSON_THROW_ON_ERROR);
    $classes = array_filter($names['classes'], static fn ($name) => class_exists($name) || interface_exists($name));
    $functions = array_filter($names['functions'], 'function_exists');
}
$said = ['classes' => [], 'functions' => []];
foreach ($classes as $name) {
    $said['classes'][$name] = class_of($name);
}
foreach ($functions as $name) {
    $said['functions'][$name] = signature_of(new ReflectionFunction($name));
}
echo json_encode($said, JSON_THROW_ON_ERROR);
