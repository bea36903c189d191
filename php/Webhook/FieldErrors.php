<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use WP_Error;

defined('ABSPATH') || exit;

/** What is wrong with the fields of an object, by a schema of openapi.json and WordPress's own validator. */
final class FieldErrors
{
    /**
     * Field by field, because WordPress stops at the first fault and Telaris's engineers want all of them.
     *
     * @param array<string, mixed> $object
     * @param array<string, mixed> $schema
     * @param list<string> $nested Checked on their own.
     * @return list<array{field: string, message: string}>
     */
    public static function of(string $path, array $object, array $schema, array $nested): array
    {
        $errors = [];
        $required = is_array($schema['required'] ?? null) ? $schema['required'] : [];
        foreach ((is_array($schema['properties'] ?? null) ? $schema['properties'] : []) as $name => $property) {
            $field = $path . $name;
            if (! array_key_exists($name, $object)) {
                if (in_array($name, $required, true)) {
                    /* translators: %s: name of a field. */
                    $errors[] = ['field' => $field, 'message' => sprintf(__('%s is required.', 'telaris-for-woocommerce'), $field)];
                }
                continue;
            }
            if (in_array($name, $nested, true)) {
                continue;
            }
            $value = $object[$name];
            $valid = rest_validate_value_from_schema($value, is_array($property) ? $property : [], $field);
            if ($valid instanceof WP_Error) {
                $errors[] = ['field' => $field, 'message' => $valid->get_error_message()];
            } elseif (is_string($value) && preg_match('/[\x00-\x1F\x7F]/', $value) === 1) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => $field, 'message' => sprintf(__('%s has a control character in it.', 'telaris-for-woocommerce'), $field)];
            }
        }
        return $errors;
    }
}
