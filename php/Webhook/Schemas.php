<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

defined('ABSPATH') || exit;

/** The schemas that the build derives from openapi.json, for WordPress's own validator. */
final class Schemas
{
    /** @var array<mixed>|null */
    private ?array $document = null;

    public function __construct(private readonly string $file)
    {
    }

    /** @return array<string, mixed> A component, dereferenced. */
    public function schema(string $name): array
    {
        return $this->part('schemas', $name);
    }

    /** @return array<string, mixed> The properties of an object, as `args` of a route. */
    public function properties(string $name): array
    {
        $schema = $this->schema($name);
        $required = is_array($schema['required'] ?? null) ? $schema['required'] : [];
        $args = [];
        foreach (self::map($schema['properties'] ?? null) as $key => $property) {
            $args[$key] = self::map($property) + ['required' => in_array($key, $required, true)];
        }
        return $args;
    }

    /** @return array<string, mixed> The query parameters of an operation, as `args` of a route. */
    public function parameters(string $operation): array
    {
        return $this->part('parameters', $operation);
    }

    /** @return list<array<mixed>> Operations that are to go: method, route (a regular expression), at, sunset. */
    public function deprecated(): array
    {
        $operations = $this->document()['deprecated'] ?? null;
        return array_values(array_filter(is_array($operations) ? $operations : [], is_array(...)));
    }

    public function hasDeprecatedFields(): bool
    {
        return ($this->document()['hasDeprecatedFields'] ?? false) === true;
    }

    /** @return array<string, mixed> */
    private function part(string $kind, string $name): array
    {
        $parts = $this->document()[$kind] ?? null;
        return self::map(is_array($parts) ? ($parts[$name] ?? null) : null);
    }

    /** @return array<mixed> */
    private function document(): array
    {
        if ($this->document === null) {
            $document = is_file($this->file) ? require $this->file : [];
            $this->document = is_array($document) ? $document : [];
        }
        return $this->document;
    }

    /** @return array<string, mixed> What was decoded from JSON, where it is an object; else empty. */
    public static function map(mixed $value): array
    {
        $map = [];
        foreach (is_array($value) ? $value : [] as $key => $item) {
            $map[(string) $key] = $item;
        }
        return $map;
    }
}
