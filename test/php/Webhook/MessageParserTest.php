<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Test\Ground;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Webhook\InvalidPayload;
use TelarisForWooCommerce\Webhook\MessageParser;
use TelarisForWooCommerce\Webhook\Schemas;

final class MessageParserTest extends TestCase
{
    private const INVOICED = [
        'type' => 'order.invoiced',
        'timestamp' => '2026-11-23T10:00:00Z',
        'data' => [
            'integration_reference' => '1234',
            'order_number' => 'W-1234',
            'telaris_order' => '10021',
            'invoice' => ['number' => '50012', 'date' => '2026-11-23', 'kind' => 'invoice', 'total' => '499.00', 'currency' => 'NOK'],
        ],
    ];

    private MessageParser $parser;

    protected function setUp(): void
    {
        parent::setUp();
        $this->parser = new MessageParser(new Schemas(Ground::plugin() . '/php/Webhook/schemas.json'));
    }

    public function testReadsAWholeMessage(): void
    {
        $message = $this->parser->parse('msg_1', $this->decoded(self::INVOICED));

        self::assertSame('msg_1', $message->webhookId);
        self::assertSame(Message::INVOICED, $message->type);
        self::assertSame('2026-11-23T10:00:00Z', $message->timestamp);
        self::assertSame('1234', $message->integrationReference);
        self::assertSame('W-1234', $message->orderNumber);
        self::assertSame('10021', $message->telarisOrder);
        self::assertSame(self::INVOICED['data']['invoice'], $message->invoice?->toArray());
    }

    public function testTakesNumbersForStrings(): void
    {
        $message = $this->parser->parse('msg_1', $this->parser->decode(
            '{"type":"order.invoiced","data":{"integration_reference":1234,"order_number":77,"telaris_order":10021,"invoice":{"number":50012,"total":499.5}}}'
        ));

        self::assertSame(
            ['1234', '77', '10021', '50012', '499.5'],
            [$message->integrationReference, $message->orderNumber, $message->telarisOrder, $message->invoice?->number, $message->invoice?->total]
        );
    }

    public function testKeepsEveryDigitOfABigInteger(): void
    {
        $message = $this->parser->parse('msg_1', $this->parser->decode('{"type":"order.invoiced","data":{"telaris_order":123456789012345678901234567890}}'));
        self::assertSame('123456789012345678901234567890', $message->telarisOrder);

        $tooBig = '{"type":"order.imported","data":{"telaris_order":"1","integration_reference":123456789012345678901234567890}}';
        self::assertSame(['data.integration_reference'], $this->fields($this->parser->decode($tooBig)));
    }

    public function testLeavesOutWhatTheContractDoesNotHave(): void
    {
        $body = self::INVOICED;
        $body['customer'] = 'Kari Nordmann';
        $body['data']['email'] = 'kari@example.no';
        $body['data']['invoice']['lines'] = [['product' => 'Kaffe']];
        $kept = json_encode($this->parser->parse('msg_1', $this->decoded($body))->toArray(), JSON_THROW_ON_ERROR);

        self::assertStringNotContainsStringIgnoringCase('kari', $kept);
        self::assertStringNotContainsString('Kaffe', $kept);
    }

    public function testOptionalFieldsMayBeNullOrMissing(): void
    {
        $body = ['type' => 'order.invoiced', 'data' => ['telaris_order' => '1', 'integration_reference' => null, 'order_number' => null, 'invoice' => null]];
        self::assertNull($this->parser->parse('msg_1', $this->decoded($body))->invoice);

        $body['data']['invoice'] = ['number' => '2', 'date' => null, 'total' => null, 'currency' => null];
        $invoice = $this->parser->parse('msg_1', $this->decoded($body))->invoice;
        self::assertSame(['number' => '2', 'date' => null, 'kind' => 'invoice', 'total' => null, 'currency' => null], $invoice?->toArray());
        self::assertSame('ping', $this->parser->parse('msg_1', ['type' => 'ping'])->type);
    }

    public function testAnUnknownTypeIsNoFault(): void
    {
        self::assertSame('order.packed', $this->parser->parse('msg_1', ['type' => 'order.packed', 'data' => ['telaris_order' => '1']])->type);
    }

    /** @return iterable<string, array{string, string}> */
    public static function noObjects(): iterable
    {
        yield 'nothing' => ['', 'body'];
        yield 'no JSON' => ['type=ping', 'body'];
        yield 'cut off' => ['{"type":"ping"', 'body'];
        yield 'a list' => ['[{"type":"ping"}]', 'body'];
        yield 'an empty list' => [' []', 'body'];
        yield 'a string' => ['"ping"', 'body'];
        yield 'null' => ['null', 'body'];
        yield 'a number' => ['7', 'body'];
        yield 'two objects' => ['{}{}', 'body'];
        yield 'bad UTF-8' => ["{\"type\":\"ping\",\"x\":\"\xC3\x28\"}", 'body'];
        yield 'half a surrogate pair' => ['{"type":"\ud800"}', 'body'];
        yield 'too deep' => ['{"x":' . str_repeat('[', 20) . str_repeat(']', 20) . '}', 'body'];
        yield 'very deep' => [str_repeat('{"a":', 100_000) . '1' . str_repeat('}', 100_000), 'body'];
        yield 'a byte order mark' => ["\u{FEFF}{\"type\":\"ping\"}", 'body'];
    }

    #[DataProvider('noObjects')]
    public function testABodyThatIsNoObjectIsRefused(string $body, string $field): void
    {
        try {
            $this->parser->decode($body);
            self::fail('It was taken.');
        } catch (InvalidPayload $error) {
            self::assertSame([$field], array_column($error->errors, 'field'));
            self::assertNotSame('', $error->getMessage());
        }
    }

    public function testDeepNestingInAFieldOfNobodysIsAllowedUpToALimit(): void
    {
        $body = '{"type":"ping","x":' . str_repeat('[', 14) . str_repeat(']', 14) . '}';
        self::assertSame('ping', $this->parser->parse('msg_1', $this->parser->decode($body))->type);
    }

    /** @return iterable<string, array{string, mixed}> Path, value. */
    public static function faults(): iterable
    {
        $wrong = [
            'type' => [null, 7, true, ['order.invoiced'], '', 'Order.Invoiced', 'order invoiced', 'order..invoiced', '.order', "ping\n", str_repeat('a', 65)],
            'timestamp' => [null, 7, ['x'], 'yesterday', '', '2026-13-45', '2026-11-23', str_repeat('2', 41)],
            'data' => ['', 'text', 7, true, [1, 2], [['telaris_order' => '1']]],
            'data.telaris_order' => [null, '', ' 1', '#1', "1\n2", "1\0", 'a<b', 'a;b', str_repeat('1', 65), 1.5, 1e20, -5.0, true, ['1'], ['a' => 1]],
            'data.integration_reference' => ['', '0', '01', '-1', '1.0', 'abc', ' 1', "1\n", str_repeat('1', 21), 0, -5, 1.5, true, [1]],
            'data.order_number' => [str_repeat('1', 65), 1.5, true, ['1'], "a\tb", "a\0b", "\x7F"],
            'data.invoice' => ['', 'text', 7, false, [1], [['number' => '1']]],
            'data.invoice.number' => [null, '', ' 5', "5\n", str_repeat('5', 65), 1.5, true, ['5']],
            'data.invoice.date' => ['', '23.11.2026', '2026-11-23T10:00:00Z', '2026-02-30', '2026-13-01', 20261123, true, ['x']],
            'data.invoice.kind' => [null, '', 'refund', 'Invoice', 7, ['invoice']],
            'data.invoice.total' => ['', 'free', '1,50', '1e3', '499 kr', '1.1234567', '1234567890123456', true, ['1']],
            'data.invoice.currency' => ['', 'nok', 'NO', 'NOKK', 'kr', 578, true, ['NOK']],
        ];
        foreach ($wrong as $path => $values) {
            foreach ($values as $value) {
                yield $path . ' ' . json_encode($value) => [$path, $value];
            }
        }
    }

    #[DataProvider('faults')]
    public function testEachFaultIsNamed(string $path, mixed $value): void
    {
        $body = self::with(self::INVOICED, explode('.', $path), $value);
        $errors = $this->errors($body);

        self::assertNotSame([], $errors, 'It was taken.');
        self::assertContains($path, array_column($errors, 'field'));
        foreach ($errors as $error) {
            self::assertNotSame('', $error['message']);
            self::assertDoesNotMatchRegularExpression('/%\d*\$?[sd]/', $error['message']);
        }
    }

    public function testAllFaultsAreNamedAtOnce(): void
    {
        $fields = $this->fields([
            'type' => 'Order!',
            'timestamp' => 'now',
            'data' => [
                'telaris_order' => "1\n",
                'integration_reference' => 'abc',
                'order_number' => 1.5,
                'invoice' => ['date' => 'x', 'kind' => 'x', 'total' => 'x', 'currency' => 'x'],
            ],
        ]);
        sort($fields);

        self::assertSame(
            [
                'data.integration_reference', 'data.invoice.currency', 'data.invoice.date', 'data.invoice.kind', 'data.invoice.number',
                'data.invoice.total', 'data.order_number', 'data.telaris_order', 'timestamp', 'type',
            ],
            array_values(array_unique($fields))
        );
    }

    public function testWhatATypeNeedsIsNamed(): void
    {
        self::assertSame(['type'], $this->fields(['data' => ['telaris_order' => '1']]));
        self::assertSame(['data.telaris_order'], $this->fields(['type' => 'order.invoiced']));
        self::assertSame(['data.telaris_order'], $this->fields(['type' => 'order.cancelled', 'data' => []]));
        self::assertSame(['data.telaris_order', 'data.integration_reference'], $this->fields(['type' => 'order.imported', 'data' => []]));
        self::assertSame(['data.integration_reference'], $this->fields(['type' => 'order.imported', 'data' => ['telaris_order' => '1', 'integration_reference' => null]]));
        self::assertSame(['data.invoice.number'], $this->fields(['type' => 'order.invoiced', 'data' => ['telaris_order' => '1', 'invoice' => []]]));
    }

    /** @return array<string, array{string, bool}> */
    public static function ids(): array
    {
        return [
            'usual' => ['msg_p5jXN8AQM9LWM0D4loKWxJek', true],
            'all signs' => ['A.b_c:d-9', true],
            'longest' => [str_repeat('a', 191), true],
            'too long' => [str_repeat('a', 192), false],
            'empty' => ['', false],
            'space' => ['msg 1', false],
            'line break' => ["msg_1\n", false],
            'letter outside ASCII' => ['mæg', false],
            'HTML' => ['<b>', false],
            'SQL' => ["1' OR '1'='1", false],
            'of what came through WooCommerce' => ['core_12_ab', false],
            'of what a person said' => ['hand_12_ab', false],
        ];
    }

    #[DataProvider('ids')]
    public function testIdsAreSafeNames(string $id, bool $is): void
    {
        self::assertSame($is, MessageParser::isId($id));
        if (! $is) {
            $this->expectException(InvalidPayload::class);
        }
        $this->parser->parse($id, ['type' => 'ping']);
    }

    public function testTheFingerprintKnowsNoOrderOfKeysAndNoSpaces(): void
    {
        $body = $this->decoded(self::INVOICED);
        $turned = array_reverse($body, true);
        $turned['data'] = array_reverse($body['data'], true);
        $turned['data']['invoice'] = array_reverse($body['data']['invoice'], true);
        $spaced = $this->parser->decode(" \n" . json_encode($turned, JSON_PRETTY_PRINT));

        self::assertNotSame(json_encode($body), json_encode($turned));
        self::assertSame(MessageFingerprint::of($body), MessageFingerprint::of($turned));
        self::assertSame(MessageFingerprint::of($body), MessageFingerprint::of($spaced));
        self::assertMatchesRegularExpression('/\A[0-9a-f]{64}\z/', MessageFingerprint::of($body));
    }

    /** @return array<string, array{string, string}> */
    public static function differentBodies(): array
    {
        return [
            'a value' => ['{"a":"1"}', '{"a":"2"}'],
            'a key' => ['{"a":"1"}', '{"b":"1"}'],
            'a type' => ['{"a":"1"}', '{"a":1}'],
            'an integer and a fraction' => ['{"a":1}', '{"a":1.0}'],
            'null and nothing' => ['{"a":null}', '{}'],
            'false and 0' => ['{"a":false}', '{"a":0}'],
            'the order of a list' => ['{"a":[1,2]}', '{"a":[2,1]}'],
            'keys inside a list' => ['{"a":[{"b":1,"c":2}]}', '{"a":[{"b":2,"c":1}]}'],
            'a deep value' => ['{"a":{"b":{"c":"x"}}}', '{"a":{"b":{"c":"y"}}}'],
            'upper and lower case' => ['{"a":"x"}', '{"a":"X"}'],
            'unknown fields' => ['{"type":"ping"}', '{"type":"ping","x":1}'],
        ];
    }

    #[DataProvider('differentBodies')]
    public function testTheFingerprintKnowsValues(string $one, string $other): void
    {
        self::assertNotSame(
            MessageFingerprint::of($this->parser->decode($one)),
            MessageFingerprint::of($this->parser->decode($other))
        );
    }

    public function testTheFingerprintSortsInsideLists(): void
    {
        self::assertSame(
            MessageFingerprint::of($this->parser->decode('{"a":[{"b":1,"c":2}]}')),
            MessageFingerprint::of($this->parser->decode('{"a":[{"c":2,"b":1}]}'))
        );
    }

    /**
     * @param array<string, mixed> $body
     * @return array<string, mixed>
     */
    private function decoded(array $body): array
    {
        return $this->parser->decode(json_encode($body, JSON_THROW_ON_ERROR));
    }

    /**
     * @param array<string, mixed> $body
     * @return list<string>
     */
    private function fields(array $body): array
    {
        return array_column($this->errors($body), 'field');
    }

    /**
     * @param array<string, mixed> $body
     * @return list<array{field: string, message: string}>
     */
    private function errors(array $body): array
    {
        try {
            $this->parser->parse('msg_1', $body);
            return [];
        } catch (InvalidPayload $error) {
            return $error->errors;
        }
    }

    /**
     * @param array<string, mixed> $body
     * @param non-empty-list<string> $path
     * @return array<string, mixed>
     */
    private static function with(array $body, array $path, mixed $value): array
    {
        $key = array_shift($path);
        $body[$key] = $path === [] ? $value : self::with($body[$key], $path, $value);
        return $body;
    }
}
