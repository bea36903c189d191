<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use JsonException;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageOrigin;
use WP_Error;

defined('ABSPATH') || exit;

/** Turns what came over the wire into a checked Message. */
final class MessageParser
{
    private const ID = '/\A[A-Za-z0-9._:-]{1,191}\z/';

    /** The contract is three levels deep; this leaves room for what a later one adds. */
    private const DEPTH = 16;

    /** Fields that may come as JSON numbers and are kept as text: [object, field]. */
    private const NUMERIC = ['telaris_order', 'integration_reference', 'order_number'];

    public function __construct(private readonly Schemas $schemas)
    {
    }

    public static function isId(string $id): bool
    {
        return preg_match(self::ID, $id) === 1 && MessageOrigin::of($id) === MessageOrigin::Telaris;
    }

    /**
     * @return array<string, mixed>
     * @throws InvalidPayload When the body is no JSON object.
     */
    public function decode(string $body): array
    {
        try {
            $decoded = json_decode($body, true, self::DEPTH, JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING);
        } catch (JsonException $error) {
            throw InvalidPayload::because(
                'body',
                /* translators: %s: what the JSON parser says, in English. */
                sprintf(__('The body is not JSON: %s.', 'telaris-for-woocommerce'), $error->getMessage())
            );
        }
        if (! is_array($decoded) || ! str_starts_with(ltrim($body), '{')) {
            throw InvalidPayload::because('body', __('The body must be a JSON object.', 'telaris-for-woocommerce'));
        }
        return self::map($decoded);
    }

    /**
     * @param array<string, mixed> $body
     * @throws InvalidPayload Names every fault.
     */
    public function parse(string $webhookId, array $body): Message
    {
        if (! self::isId($webhookId)) {
            throw InvalidPayload::because(
                'webhook-id',
                __('webhook-id must be 1 to 191 characters of A–Z, a–z, 0–9, dot, underscore, colon and hyphen.', 'telaris-for-woocommerce')
            );
        }
        $errors = self::structureErrors($body);
        if ($errors !== []) {
            throw new InvalidPayload($errors);
        }
        $inexact = self::inexactErrors($body);
        $body = self::normalise($body);
        $errors = [...$inexact, ...$this->schemaErrors($body), ...self::meaningErrors($body)];
        if ($errors !== []) {
            throw new InvalidPayload($errors);
        }
        return Message::fromArray($webhookId, $body);
    }


    /**
     * WordPress's validator takes a list, and an empty string, for an object.
     *
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private static function structureErrors(array $body): array
    {
        $errors = [];
        $data = $body['data'] ?? null;
        $invoice = is_array($data) ? ($data['invoice'] ?? null) : null;
        foreach (['data' => $data, 'data.invoice' => $invoice] as $field => $value) {
            if ($value !== null && (! is_array($value) || ($value !== [] && array_is_list($value)))) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => $field, 'message' => sprintf(__('%s must be an object.', 'telaris-for-woocommerce'), $field)];
            }
        }
        return $errors;
    }

    /**
     * Numbers that PHP cannot keep as they were written: JSON's 1.0 and 1e20 pass for whole ones.
     *
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private static function inexactErrors(array $body): array
    {
        $errors = [];
        $data = self::map($body['data'] ?? null);
        $numbers = ['data.invoice.number' => self::map($data['invoice'] ?? null)['number'] ?? null];
        foreach (self::NUMERIC as $field) {
            $numbers["data.$field"] = $data[$field] ?? null;
        }
        foreach ($numbers as $field => $value) {
            if (is_float($value) && floor($value) === $value) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => $field, 'message' => sprintf(__('%s must be a text or a whole number.', 'telaris-for-woocommerce'), $field)];
            }
        }
        return $errors;
    }

    /**
     * @param array<string, mixed> $body
     * @return array<string, mixed>
     */
    private static function normalise(array $body): array
    {
        $data = self::map($body['data'] ?? null);
        foreach (self::NUMERIC as $field) {
            if (is_int($data[$field] ?? null)) {
                $data[$field] = (string) $data[$field];
            }
        }
        if (is_array($data['invoice'] ?? null)) {
            $invoice = self::map($data['invoice']);
            if (is_int($invoice['number'] ?? null)) {
                $invoice['number'] = (string) $invoice['number'];
            }
            if (is_int($invoice['total'] ?? null) || is_float($invoice['total'] ?? null)) {
                $invoice['total'] = (string) wp_json_encode($invoice['total']);
            }
            $data['invoice'] = $invoice;
        }
        if (isset($body['data'])) {
            $body['data'] = $data;
        }
        return $body;
    }

    /**
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private function schemaErrors(array $body): array
    {
        $message = $this->schemas->schema('Message');
        $data = $this->schemas->schema('MessageData');
        $errors = $this->fieldErrors('', $body, $message, ['data']);
        if (is_array($body['data'] ?? null)) {
            $errors = [...$errors, ...$this->fieldErrors('data.', self::map($body['data']), $data, ['invoice'])];
            if (is_array($body['data']['invoice'] ?? null)) {
                $invoice = self::map($body['data']['invoice']);
                $errors = [...$errors, ...$this->fieldErrors('data.invoice.', $invoice, $this->schemas->schema('Invoice'), [])];
            }
        }
        return $errors;
    }

    /**
     * Field by field, because WordPress stops at the first fault and Telaris's engineers want all of them.
     *
     * @param array<string, mixed> $object
     * @param array<string, mixed> $schema
     * @param list<string> $nested Checked on their own.
     * @return list<array{field: string, message: string}>
     */
    private function fieldErrors(string $path, array $object, array $schema, array $nested): array
    {
        $errors = [];
        $required = is_array($schema['required'] ?? null) ? $schema['required'] : [];
        foreach (self::map($schema['properties'] ?? null) as $name => $property) {
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
            $valid = rest_validate_value_from_schema($value, self::map($property), $field);
            if ($valid instanceof WP_Error) {
                $errors[] = ['field' => $field, 'message' => $valid->get_error_message()];
            } elseif (is_string($value) && preg_match('/[\x00-\x1F\x7F]/', $value) === 1) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => $field, 'message' => sprintf(__('%s has a control character in it.', 'telaris-for-woocommerce'), $field)];
            }
        }
        return $errors;
    }

    /**
     * What a schema cannot say.
     *
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private static function meaningErrors(array $body): array
    {
        $type = $body['type'] ?? null;
        if ($type === Message::PING) {
            return [];
        }
        $errors = [];
        $data = self::map($body['data'] ?? null);
        $needed = $type === Message::IMPORTED ? ['telaris_order', 'integration_reference'] : ['telaris_order'];
        foreach ($needed as $name) {
            if (! isset($data[$name])) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => "data.$name", 'message' => sprintf(__('%s is required.', 'telaris-for-woocommerce'), "data.$name")];
            }
        }
        $date = is_array($data['invoice'] ?? null) ? ($data['invoice']['date'] ?? null) : null;
        if (is_string($date) && preg_match('/^(\d{4})-(\d{2})-(\d{2})$/', $date, $part) === 1 && ! checkdate((int) $part[2], (int) $part[3], (int) $part[1])) {
            $errors[] = ['field' => 'data.invoice.date', 'message' => __('data.invoice.date is not a day of the calendar.', 'telaris-for-woocommerce')];
        }
        return $errors;
    }

    /** @return array<string, mixed> */
    private static function map(mixed $value): array
    {
        $map = [];
        foreach (is_array($value) ? $value : [] as $key => $item) {
            $map[(string) $key] = $item;
        }
        return $map;
    }
}
