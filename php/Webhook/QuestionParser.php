<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\InvoiceList;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\StatusQuestion;

defined('ABSPATH') || exit;

/** Reads the `data` of a message that only asks: what its schema in openapi.json says, and what a schema cannot express. */
final class QuestionParser
{
    /** Of all kinds together. */
    private const MOST_ASKED = 100;

    /** Days of a period at most. */
    private const LONGEST = 366;

    private const MOST_ERRORS = 20;

    public function __construct(private readonly Schemas $schemas)
    {
    }

    /**
     * @param array<mixed> $data
     * @throws InvalidPayload
     */
    public function status(array $data): StatusQuestion
    {
        $question = new StatusQuestion(
            $this->texts($data, 'webhook_ids'),
            $this->texts($data, 'telaris_orders'),
            array_map('intval', $this->texts($data, 'order_ids')),
            isset($data['company']) ? $this->texts($data, 'company')[0] : ''
        );
        if ($question->count() < 1 || $question->count() > self::MOST_ASKED) {
            /* translators: %d: how many. */
            InvalidPayload::refuse('data', sprintf(__('Name 1 to %d webhook_ids, telaris_orders and order_ids together.', 'telaris-for-woocommerce'), self::MOST_ASKED));
        }
        return $question;
    }

    /**
     * @param array<mixed> $data
     * @param string $name A list, or a single text.
     * @return list<string> Each once.
     * @throws InvalidPayload
     */
    private function texts(array $data, string $name): array
    {
        $schema = $this->property('QueryData', $name);
        $isList = ($schema['type'] ?? null) === 'array';
        $given = $data[$name] ?? [];
        $list = $isList ? $given : [$given];
        $items = $isList && is_array($schema['items'] ?? null) ? $schema['items'] : $schema;
        $texts = [];
        foreach (is_array($list) && array_is_list($list) ? $list : [null] as $value) {
            $text = is_int($value) || is_string($value) ? trim((string) $value) : '';
            if ($text === '' || FieldErrors::of('', [$name => $text], ['properties' => [$name => $items]], []) !== []) {
                /* translators: %s: name of a field. */
                InvalidPayload::refuse("data.$name", sprintf(__('%s must be a list of numbers as Telaris or the shop has them.', 'telaris-for-woocommerce'), "data.$name"));
            }
            $texts[] = $text;
        }
        return array_values(array_unique($texts));
    }

    /**
     * @param array<mixed> $data
     * @throws InvalidPayload Names the first faults.
     */
    public function invoices(array $data): InvoiceList
    {
        $from = self::day($data, 'from');
        $to = self::day($data, 'to');
        if ($from > $to || strtotime("$from UTC") < strtotime("$to UTC") - self::LONGEST * 86400) {
            /* translators: %d: number of days. */
            InvalidPayload::refuse('data.to', sprintf(__('data.to must not be before data.from, nor more than %d days after it.', 'telaris-for-woocommerce'), self::LONGEST));
        }
        $items = $data['invoices'] ?? null;
        $most = $this->property('ReconcileData', 'invoices')['maxItems'] ?? null;
        $most = is_int($most) ? $most : 0;
        if (! is_array($items) || ! array_is_list($items) || count($items) > $most) {
            /* translators: %d: how many. */
            InvalidPayload::refuse('data.invoices', sprintf(__('data.invoices must be a list of at most %d invoices.', 'telaris-for-woocommerce'), $most));
        }
        $invoices = $errors = [];
        foreach ($items as $place => $item) {
            $found = $this->invoice(is_array($item) ? $item : []);
            if ($found instanceof Message) {
                $invoices[] = $found;
            } elseif (count($errors) < self::MOST_ERRORS) {
                $field = "data.invoices[$place].$found";
                /* translators: %s: name of a field. */
                $errors[] = ['field' => $field, 'message' => sprintf(__('%s is missing, or is not as in a message about the order.', 'telaris-for-woocommerce'), $field)];
            }
        }
        if ($errors !== []) {
            InvalidPayload::refuseAll($errors);
        }
        return new InvoiceList($from, $to, $invoices);
    }

    /**
     * @param array<mixed> $item
     * @return Message|string Or the field that is wrong.
     */
    private function invoice(array $item): Message|string
    {
        [$given] = MessageNormalizer::normalise(Schemas::map($item));
        $invoice = Schemas::map($given['invoice'] ?? null);
        foreach (['telaris_order' => true, 'integration_reference' => false] as $name => $isRequired) {
            if (! self::isValid($given, $name, $this->schemas->schema('MessageData'), $isRequired)) {
                return $name;
            }
        }
        return self::isValid($invoice, 'number', $this->schemas->schema('Invoice'), true)
            ? Message::fromArray('', ['type' => MessageType::Invoiced->value, 'data' => $given])
            : 'invoice.number';
    }

    /**
     * Only what is compared is checked: nothing else of an invoice matters here.
     *
     * @param array<string, mixed> $object
     * @param array<string, mixed> $schema
     */
    private static function isValid(array $object, string $name, array $schema, bool $isRequired): bool
    {
        $properties = array_intersect_key(Schemas::map($schema['properties'] ?? null), [$name => 1]);
        return FieldErrors::of('', $object, ['properties' => $properties, 'required' => $isRequired ? [$name] : []], []) === [];
    }

    /** @return array<string, mixed> Of a schema. */
    private function property(string $schema, string $name): array
    {
        $properties = Schemas::map($this->schemas->schema($schema)['properties'] ?? null);
        return Schemas::map($properties[$name] ?? null);
    }

    /**
     * @param array<mixed> $data
     * @throws InvalidPayload
     */
    private static function day(array $data, string $name): string
    {
        $day = is_string($data[$name] ?? null) ? trim($data[$name]) : '';
        if (preg_match('/\A(\d{4})-(\d{2})-(\d{2})\z/', $day, $part) !== 1 || ! checkdate((int) $part[2], (int) $part[3], (int) $part[1])) {
            /* translators: %s: name of a field. */
            InvalidPayload::refuse("data.$name", sprintf(__('%s must be a day of the calendar, such as 2026-11-30.', 'telaris-for-woocommerce'), "data.$name"));
        }
        return $day;
    }
}
