<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\InvoiceList;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\StatusQuestion;

defined('ABSPATH') || exit;

/** Reads the `data` of a message that only asks. */
final class QuestionParser
{
    public const MOST_ASKED = 100;
    public const MOST_INVOICES = 1000;

    /** Days of a period at most. */
    private const LONGEST = 366;

    private const MOST_ERRORS = 20;
    private const MOST_TEXT = 64;

    /**
     * @param array<mixed> $data
     * @throws InvalidPayload
     */
    public static function status(array $data): StatusQuestion
    {
        $question = new StatusQuestion(
            self::texts($data, 'webhook_ids', 191),
            self::texts($data, 'telaris_orders', self::MOST_TEXT),
            array_map('intval', self::texts($data, 'order_ids', 18, '/\A[1-9][0-9]*\z/')),
            isset($data['company']) ? self::texts(['company' => [$data['company']]], 'company', self::MOST_TEXT)[0] : ''
        );
        if ($question->count() < 1 || $question->count() > self::MOST_ASKED) {
            /* translators: %d: how many. */
            InvalidPayload::refuse('data', sprintf(__('Name 1 to %d webhook_ids, telaris_orders and order_ids together.', 'telaris-for-woocommerce'), self::MOST_ASKED));
        }
        return $question;
    }

    /**
     * @param array<mixed> $data
     * @return list<string> Each once.
     * @throws InvalidPayload
     */
    private static function texts(array $data, string $name, int $length, string $form = '/\A[^\x00-\x1F\x7F]+\z/u'): array
    {
        $list = $data[$name] ?? [];
        $texts = [];
        foreach (is_array($list) && array_is_list($list) ? $list : [null] as $value) {
            $text = is_int($value) || is_string($value) ? trim((string) $value) : '';
            if (mb_strlen($text) > $length || preg_match($form, $text) !== 1) {
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
    public static function invoices(array $data): InvoiceList
    {
        $from = self::day($data, 'from');
        $to = self::day($data, 'to');
        if ($from > $to || strtotime("$from UTC") < strtotime("$to UTC") - self::LONGEST * 86400) {
            /* translators: %d: number of days. */
            InvalidPayload::refuse('data.to', sprintf(__('data.to must not be before data.from, nor more than %d days after it.', 'telaris-for-woocommerce'), self::LONGEST));
        }
        $items = $data['invoices'] ?? null;
        if (! is_array($items) || ! array_is_list($items) || count($items) > self::MOST_INVOICES) {
            /* translators: %d: how many. */
            InvalidPayload::refuse('data.invoices', sprintf(__('data.invoices must be a list of at most %d invoices.', 'telaris-for-woocommerce'), self::MOST_INVOICES));
        }
        $invoices = $errors = [];
        foreach ($items as $place => $item) {
            $found = self::invoice(is_array($item) ? $item : []);
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
    private static function invoice(array $item): Message|string
    {
        $given = [];
        foreach ($item as $name => $value) {
            $given[(string) $name] = $value;
        }
        [$given] = MessageNormalizer::normalise($given);
        $invoice = is_array($given['invoice'] ?? null) ? $given['invoice'] : [];
        return match (true) {
            ! self::isNumber($given['telaris_order'] ?? null) => 'telaris_order',
            isset($given['integration_reference']) && (! is_string($given['integration_reference']) || preg_match('/\A[1-9][0-9]{0,17}\z/', $given['integration_reference']) !== 1) => 'integration_reference',
            ! self::isNumber($invoice['number'] ?? null) => 'invoice.number',
            default => Message::fromArray('', ['type' => MessageType::Invoiced->value, 'data' => $given]),
        };
    }

    private static function isNumber(mixed $value): bool
    {
        return is_string($value) && $value !== '' && mb_strlen($value) <= self::MOST_TEXT && preg_match('/[\x00-\x1F\x7F]/', $value) !== 1;
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
