<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use JsonException;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageOrigin;
use TelarisForWooCommerce\Domain\MessageType;

defined('ABSPATH') || exit;

/** Turns a request body into a checked Message. */
final class MessageParser
{
    private const ID = '/\A[A-Za-z0-9._:-]{1,191}\z/';

    /** Levels of arrays and objects. The contract has three; this leaves room for what a later one adds. */
    private const DEPTH = 16;

    /** Seconds that `timestamp` may be ahead of the shop's clock: it is when something happened. */
    private const AHEAD = 86_400;

    public function __construct(private readonly Schemas $schemas)
    {
    }

    public static function isId(string $id): bool
    {
        return preg_match(self::ID, $id) === 1 && MessageOrigin::of($id) === MessageOrigin::Telaris;
    }

    /**
     * Whether a message only asks what would happen. What may mean that and does not say so is refused: it is not to
     * complete an order by accident.
     *
     * @param array<string, mixed> $body Of a message, or of a batch.
     * @throws InvalidPayload
     */
    public static function isDryRun(array $body): bool
    {
        foreach ([...array_keys($body), ...(is_array($body['data'] ?? null) ? array_map(static fn (int|string $name): string => "data.$name", array_keys($body['data'])) : [])] as $name) {
            if ($name !== 'dry_run' && preg_match('/\A(?:data\.)?dry[ _-]?run\z/i', (string) $name) === 1) {
                /* translators: %s: name of a field. */
                InvalidPayload::refuse((string) $name, sprintf(__('There is no field %s. To ask what would happen, put "dry_run": true beside the type.', 'telaris-for-woocommerce'), $name));
            }
        }
        if (array_key_exists('dry_run', $body) && ! is_bool($body['dry_run'])) {
            InvalidPayload::refuse('dry_run', __('dry_run must be true or false.', 'telaris-for-woocommerce'));
        }
        return ($body['dry_run'] ?? false) === true;
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
            InvalidPayload::refuse(
                'body',
                $error->getCode() === JSON_ERROR_DEPTH
                    /* translators: %d: number of levels. */
                    ? sprintf(__('The body is nested deeper than %d levels.', 'telaris-for-woocommerce'), self::DEPTH)
                    /* translators: %s: what the JSON parser says, in English. */
                    : sprintf(__('The body is not JSON: %s.', 'telaris-for-woocommerce'), $error->getMessage())
            );
        }
        if (! is_array($decoded) || ! str_starts_with(ltrim($body), '{')) {
            InvalidPayload::refuse('body', __('The body must be a JSON object.', 'telaris-for-woocommerce'));
        }
        return Schemas::map($decoded);
    }

    /**
     * @param array<string, mixed> $body
     * @throws InvalidPayload Names every fault.
     */
    public function parse(string $webhookId, array $body): Message
    {
        if (! self::isId($webhookId)) {
            InvalidPayload::refuse('webhook-id', preg_match(self::ID, $webhookId) === 1
                ? __('webhook-id must not begin with core_ or hand_: the shop gives such ids itself.', 'telaris-for-woocommerce')
                : __('webhook-id must be 1 to 191 characters of A–Z, a–z, 0–9, dot, underscore, colon and hyphen.', 'telaris-for-woocommerce'));
        }
        $type = is_string($body['type'] ?? null) ? MessageType::fromWord($body['type']) : null;
        if ($type === MessageType::Query || $type === MessageType::Reconcile) {
            return $this->question($webhookId, $type, $body);
        }
        $errors = self::structureErrors($body);
        if ($errors !== []) {
            InvalidPayload::refuseAll($errors);
        }
        $unknown = self::typeErrors($body['type'] ?? null, $type);
        $body['type'] = $type === null ? ($body['type'] ?? null) : $type->value;
        [$body, $ambiguous] = self::normalise($body);
        $errors = [...$unknown, ...$ambiguous, ...$this->schemaErrors($body, $unknown === []), ...$this->meaningErrors($body, $type)];
        // One field, one fault.
        $errors = array_values(array_combine(array_column(array_reverse($errors), 'field'), array_reverse($errors)));
        $errors = array_reverse($errors);
        if ($errors !== []) {
            InvalidPayload::refuseAll($errors, match (true) {
                $unknown !== [] => 'unknown_type',
                array_column($errors, 'field') === ['timestamp'] && isset($body['timestamp']) => 'timestamp_invalid',
                default => 'invalid_payload',
            });
        }
        return Message::fromArray($webhookId, $body);
    }

    /**
     * One whose `data` is about many orders: Questions checks that.
     *
     * @param array<string, mixed> $body
     * @throws InvalidPayload
     */
    private function question(string $webhookId, MessageType $type, array $body): Message
    {
        $errors = [...FieldErrors::of('', ['type' => $type->value] + $body, $this->schemas->schema('Message'), ['data']), ...$this->meaningErrors(['timestamp' => $body['timestamp'] ?? null], null)];
        if ($errors !== []) {
            InvalidPayload::refuseAll($errors);
        }
        return new Message($webhookId, $type);
    }

    /** @return list<array{field: string, message: string}> */
    private static function typeErrors(mixed $word, ?MessageType $type): array
    {
        if ($type !== null || ! is_string($word) || trim($word) === '') {
            return [];
        }
        return [[
            'field' => 'type',
            'message' => sprintf(
                /* translators: 1: type of a message as Telaris sent it, 2: the type that is spelt most like it. */
                __('The type "%1$s" is not known. The nearest known one is "%2$s".', 'telaris-for-woocommerce'),
                substr((string) preg_replace('/[^\x21-\x7E]+/', ' ', $word), 0, 64),
                MessageType::nearest($word)->value
            ),
        ]];
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
     * @param array<string, mixed> $body
     * @return array{array<string, mixed>, list<array{field: string, message: string}>}
     */
    private static function normalise(array $body): array
    {
        if (is_string($body['timestamp'] ?? null)) {
            $body['timestamp'] = trim($body['timestamp']);
        }
        if (! is_array($body['data'] ?? null)) {
            return [$body, []];
        }
        [$body['data'], $errors] = MessageNormalizer::normalise(Schemas::map($body['data']));
        return [$body, $errors];
    }

    /**
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private function schemaErrors(array $body, bool $withType): array
    {
        $message = $this->schemas->schema('Message');
        $data = $this->schemas->schema('MessageData');
        $errors = FieldErrors::of('', $body, $message, $withType ? ['data'] : ['data', 'type']);
        if (is_array($body['data'] ?? null)) {
            $errors = [...$errors, ...FieldErrors::of('data.', Schemas::map($body['data']), $data, ['invoice'])];
            if (is_array($body['data']['invoice'] ?? null)) {
                $invoice = Schemas::map($body['data']['invoice']);
                $errors = [...$errors, ...FieldErrors::of('data.invoice.', $invoice, $this->schemas->schema('Invoice'), [])];
            }
        }
        return $errors;
    }

    /**
     * What a schema cannot express.
     *
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private function meaningErrors(array $body, ?MessageType $type): array
    {
        $errors = [];
        $data = Schemas::map($body['data'] ?? null);
        foreach ($type?->required() ?? [] as $name) {
            if (! isset($data[$name])) {
                /* translators: %s: name of a field. */
                $errors[] = ['field' => "data.$name", 'message' => sprintf(__('%s is required.', 'telaris-for-woocommerce'), "data.$name")];
            }
        }
        if (is_string($body['timestamp'] ?? null) && ! self::isMoment($body['timestamp'])) {
            $errors[] = [
                'field' => 'timestamp',
                'message' => __('timestamp must say when it happened, with its zone and not in the future: 2026-11-23T10:00:00Z, or 2026-11-23T11:00:00+01:00.', 'telaris-for-woocommerce'),
            ];
        }
        $date = is_array($data['invoice'] ?? null) ? ($data['invoice']['date'] ?? null) : null;
        if (is_string($date) && preg_match('/^(\d{4})-(\d{2})-(\d{2})$/', $date, $part) === 1 && ! checkdate((int) $part[2], (int) $part[3], (int) $part[1])) {
            $errors[] = ['field' => 'data.invoice.date', 'message' => __('data.invoice.date is not a day of the calendar.', 'telaris-for-woocommerce')];
        }
        return $errors;
    }

    /** RFC 3339, on a day of the calendar, and not ahead of what a wrong clock explains. */
    private static function isMoment(string $timestamp): bool
    {
        $form = '/\A(\d{4})-(\d{2})-(\d{2})[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)\z/i';
        return preg_match($form, $timestamp, $part) === 1
            && checkdate((int) $part[2], (int) $part[3], (int) $part[1])
            && strtotime($timestamp) <= time() + self::AHEAD;
    }
}
