<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Webhook\DeliveredBodyFilter;
use TelarisForWooCommerce\Webhook\Schemas;

final class DeliveredBodyFilterTest extends TestCase
{
    public function testABodyOfTheContractIsKeptByteForByte(): void
    {
        $text = "{ \"type\":\"order.invoiced\",\n \"data\": {\"telaris_order\": 10021, \"order_number\":\"W\\u00e6-1: \\\"a\\\":\",\n\"invoice\":{\"number\":\"50012\",\"total\":499.00}} }";
        $body = self::filter()->request($text, ['webhook-id' => 'msg_1']);
        self::assertSame([$text, strlen($text), true, false], [$body->text, $body->bytes, $body->isExact, $body->isCut]);
        self::assertSame(['webhook-id' => 'msg_1'], $body->headers);
    }

    /** @return array<string, array{string, string}> */
    public static function bodiesWithCustomers(): array
    {
        $of = static fn (string $data): string => '{"type":"order.invoiced","data":{"telaris_order":"10021"' . $data . '}}';
        return [
            'a field beside the contract’s' => [$of(',"customer_email":"kari@example.no"'), $of(',"customer_email":"[not kept]"')],
            'an object' => [$of(',"customer":{"name":"Kari"},"lines":[{"name":"Kari"}]'), $of(',"customer":"[not kept]","lines":"[not kept]"')],
            'beside the type' => ['{"type":"ping","to":"Kari"}', '{"type":"ping","to":"[not kept]"}'],
            'in the invoice' => [$of(',"invoice":{"number":"1","buyer":"Kari"}'), $of(',"invoice":{"number":"1","buyer":"[not kept]"}')],
            'an object where a number belongs' => [$of(',"order_number":{"name":"Kari"}'), $of(',"order_number":"[not kept]"')],
            'a text where an object belongs' => ['{"type":"order.invoiced","data":"Kari"}', '{"type":"order.invoiced","data":"[not kept]"}'],
            'a name that is a value' => [$of(',"Kari Nordmann":1,"kari@example.no":true'), $of('')],
            'a field that is there twice' => ['{"type":"ping","data":{"customer":"Kari"},"data":{"telaris_order":"1"}}', '{"type":"ping","data":{"telaris_order":"1"}}'],
            'twice, by another spelling' => ['{"type":"Kari","\\u0074ype":"ping"}', '{"type":"ping"}'],
            'no JSON' => ['Kari', '[not kept]'],
            'no object' => ['["Kari"]', '[not kept]'],
        ];
    }

    #[DataProvider('bodiesWithCustomers')]
    public function testWhatMayBeAboutACustomerIsNotKept(string $sent, string $kept): void
    {
        $body = self::filter()->request($sent, []);
        self::assertSame([$kept, strlen($sent), false], [$body->text, $body->bytes, $body->isExact]);
        self::assertStringNotContainsStringIgnoringCase('kari', $body->text);
    }

    public function testALongBodyIsCutBetweenTwoLetters(): void
    {
        $body = self::filter()->request('{"type":"ping"' . str_repeat(' ', DeliveredBodyFilter::MOST) . '}', []);
        self::assertSame([DeliveredBodyFilter::MOST, DeliveredBodyFilter::MOST + 15, false, true], [strlen($body->text), $body->bytes, $body->isExact, $body->isCut]);
        $long = self::filter()->request('{"type":"' . str_repeat('æ', 5000) . '"}', []);
        self::assertTrue(mb_check_encoding($long->text, 'UTF-8'));
        self::assertLessThan(2100, strlen($long->text));
    }

    public function testAnItemOfABatchIsWrittenAnewAndKeepsItsId(): void
    {
        $body = self::filter()->item(['id' => 'msg_1', 'type' => 'order.invoiced', 'data' => ['telaris_order' => '1/æ', 'customer' => 'Kari']], []);
        self::assertSame('{"id":"msg_1","type":"order.invoiced","data":{"telaris_order":"1/æ","customer":"[not kept]"}}', $body->text);
        self::assertFalse($body->isExact);
    }

    public function testAnAnswerIsKeptAsItWas(): void
    {
        $text = '{"id":"msg_1","status":409,"code":"status_not_allowed","state":"failed","notification_id":7,"message":"Nei: \u00e6","retryable":false,"retry_after":null,"warnings":[{"code":"a","message":"b"}],"data":{"status":409,"retryable":false,"errors":[{"field":"a","message":"b"}]}}';
        $body = self::filter()->response($text, []);
        self::assertSame([$text, true], [$body->text, $body->isExact]);
        self::assertStringContainsString('"customer":"[not kept]"', self::filter()->response('{"id":"msg_1","customer":"Kari"}', [])->text);
    }

    private static function filter(): DeliveredBodyFilter
    {
        return new DeliveredBodyFilter(new Schemas(TestEnvironment::plugin() . '/php/Webhook/rest-schemas.php'));
    }
}
