<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Domain;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\Invoice;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Test\TestCase;

final class MessageTest extends TestCase
{
    /** @return array<string, array{Message}> */
    public static function messages(): array
    {
        return [
            'whole' => [new Message('m', MessageType::Invoiced, '2026-11-23T10:00:00Z', '10021', '1234', 'W-1', new Invoice('50012', '2026-11-23', 'invoice', '499.00', 'NOK'))],
            'without an invoice' => [new Message('m', MessageType::Invoiced, null, '10021', '1234')],
            'with a bare invoice' => [new Message('m', MessageType::Invoiced, null, '10021', null, null, new Invoice('50012'))],
            'a credit note' => [new Message('m', MessageType::Invoiced, null, '10021', null, null, new Invoice('50012', kind: 'credit_note'))],
            'an import' => [new Message('m', MessageType::Imported, null, '10021', '1234')],
            'a ping' => [new Message('m', MessageType::Ping, '2026-11-23T10:00:00Z')],
            'numbers that look like 0' => [new Message('m', MessageType::Invoiced, null, '0', '1', '0', new Invoice('0', total: '0'))],
        ];
    }

    #[DataProvider('messages')]
    public function testComesBackFromTheHistoryAsItWas(Message $message): void
    {
        $stored = json_decode((string) wp_json_encode($message->toArray()), true);
        self::assertEquals($message, Message::fromArray('m', $stored));
        self::assertSame($message->toArray(), Message::fromArray('m', $stored)->toArray());
    }

    public function testOnlyAnInvoicedOrderIsCompleted(): void
    {
        self::assertTrue((new Message('m', MessageType::Invoiced, null, '1'))->completesOrder());
        self::assertTrue((new Message('m', MessageType::Invoiced, null, '1', null, null, new Invoice('5')))->completesOrder());
        self::assertFalse((new Message('m', MessageType::Invoiced, null, '1', null, null, new Invoice('5', kind: 'credit_note')))->completesOrder());
        foreach ([MessageType::Imported, MessageType::PartiallyInvoiced, MessageType::Ping, MessageType::Cancelled, MessageType::Credited] as $type) {
            self::assertFalse((new Message('m', $type, null, '1'))->completesOrder(), $type->value);
        }
    }

    public function testADamagedRowIsStillAMessage(): void
    {
        foreach ([[], ['data' => 'x'], ['type' => ['x'], 'data' => ['invoice' => 'x', 'telaris_order' => ['x']]]] as $stored) {
            $message = Message::fromArray('m', $stored);
            self::assertFalse($message->completesOrder());
            self::assertNull($message->telarisOrder);
            self::assertNull($message->invoice);
        }
    }
}
