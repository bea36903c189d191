<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Test\TestEnvironment;
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
        $this->parser = new MessageParser(new Schemas(TestEnvironment::plugin() . '/php/Webhook/rest-schemas.php'));
    }

    public function testReadsAWholeMessage(): void
    {
        $message = $this->parser->parse('msg_1', $this->decoded(self::INVOICED));

        self::assertSame('msg_1', $message->webhookId);
        self::assertSame(MessageType::Invoiced, $message->type);
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
        self::assertSame(MessageType::Ping, $this->parser->parse('msg_1', ['type' => 'ping'])->type);
    }

    /** @return array<string, array{string, string}> What Telaris sent, the nearest known type. */
    public static function unknownTypes(): array
    {
        return [
            'misspelt' => ['order.invocied', 'order.invoiced'],
            'with a name space' => ['no.telaris.order.invoiced.v1', 'order.invoiced'],
            'without order' => ['invoiced', 'order.invoiced'],
            'of something else' => ['customer.created', 'order.created'],
            'with a space' => ['order invoiced', 'order.invoiced'],
            'with two points' => ['order..invoiced', 'order.invoiced'],
            'long' => [str_repeat('order.invoiced.', 30), 'order.invoiced'],
            'not of letters' => ["\u{1F600}", 'order.invoiced'],
        ];
    }

    #[DataProvider('unknownTypes')]
    public function testAnUnknownTypeIsRefusedWithTheNearestKnownOne(string $word, string $nearest): void
    {
        try {
            $this->parser->parse('msg_1', ['type' => $word, 'data' => ['telaris_order' => '1']]);
            self::fail('It was taken.');
        } catch (InvalidPayload $error) {
            self::assertSame(['unknown_type', ['type']], [$error->reason, array_column($error->errors, 'field')]);
            self::assertStringContainsString("\"$nearest\"", $error->errors[0]['message']);
        }
    }

    /** @return array<string, array{string, MessageType}> */
    public static function spellings(): array
    {
        return [
            'upper case' => ['Order.Invoiced', MessageType::Invoiced],
            'spaces around' => [" ping\n", MessageType::Ping],
            'a word of Telaris' => ['partlyinvoiced', MessageType::PartiallyInvoiced],
            'a word of Telaris with order' => ['order.partlyinvoiced', MessageType::PartiallyInvoiced],
            'another word of Telaris' => ['closed', MessageType::Closed],
            'American' => ['order.canceled', MessageType::Cancelled],
        ];
    }

    #[DataProvider('spellings')]
    public function testASpellingWithOneMeaningIsTaken(string $word, MessageType $type): void
    {
        self::assertSame($type, $this->parser->parse('msg_1', ['type' => $word, 'data' => ['telaris_order' => '1']])->type);
    }

    public function testTheContractListsTheTypes(): void
    {
        $schema = (new Schemas(TestEnvironment::plugin() . '/php/Webhook/rest-schemas.php'))->schema('Message');
        self::assertEqualsCanonicalizing(array_column(MessageType::cases(), 'value'), $schema['properties']['type']['enum']);
    }

    /** @return array<string, array{string, mixed, ?string}> Field of `data`, what came, what is kept. */
    public static function oneMeaning(): array
    {
        $rows = [
            ['integration_reference', ' 1', '1'], ['integration_reference', '#1', '1'], ['integration_reference', '01', '1'],
            ['integration_reference', 1.0, '1'], ['telaris_order', '10021 ', '10021'], ['telaris_order', '#10021', '10021'],
            ['telaris_order', '0010', '0010'], ['company', ' Nord & Sør AS ', 'Nord & Sør AS'], ['company', 17, '17'], ['company', '', null], ['company', null, null], ['order_number', ' #203 ', '#203'], ['order_number', '', null],
            ['invoice.number', " 50012\n", '50012'], ['invoice.date', '2026-11-23T00:00:00', '2026-11-23'],
            ['invoice.date', '2026-11-23 14:05:00Z', '2026-11-23'], ['invoice.date', '23.11.2026', '2026-11-23'],
            ['invoice.date', '3.4.2026', '2026-04-03'], ['invoice.date', '23/11/2026', '2026-11-23'], ['invoice.date', '11/23/2026', '2026-11-23'],
            ['invoice.date', '11/11/2026', '2026-11-11'], ['invoice.date', '20261123', '2026-11-23'], ['invoice.date', '', null],
            ['invoice.total', '499,00', '499.00'], ['invoice.total', '1 499,00', '1499.00'], ['invoice.total', "1\u{00A0}499,50", '1499.50'],
            ['invoice.total', '1.499,00', '1499.00'], ['invoice.total', '1,499.00', '1499.00'], ['invoice.total', '0,125', '0.125'],
            ['invoice.total', '−100,00', '-100.00'], ['invoice.total', '1.499.000', '1499000'], ['invoice.total', '1499,5', '1499.5'],
            ['invoice.total', '', null], ['invoice.currency', 'nok', 'NOK'], ['invoice.currency', ' Nok ', 'NOK'], ['invoice.currency', '', null],
            ['invoice.kind', 'Credit_Note', 'credit_note'], ['invoice.kind', 'creditnote', 'credit_note'],
        ];
        return array_combine(array_map(static fn (array $row): string => $row[0] . ' ' . json_encode($row[1]), $rows), $rows);
    }

    #[DataProvider('oneMeaning')]
    public function testWhatHasOneMeaningIsTaken(string $field, mixed $value, ?string $kept): void
    {
        $body = self::with(self::INVOICED, ['data', ...explode('.', $field)], $value);
        $told = $this->parser->parse('msg_1', $body)->toArray()['data'] ?? [];
        foreach (explode('.', $field) as $key) {
            $told = $told[$key] ?? null;
        }
        self::assertSame($kept, $told);
    }

    public function testWhatHasTwoMeaningsIsRefusedNamingBoth(): void
    {
        update_option('timezone_string', 'Europe/Oslo');
        $two = [
            ['invoice.date', '11/12/2026', '2026-12-11', '2026-11-12'],
            ['invoice.date', '2026-11-22T23:00:00Z', '2026-11-22', '2026-11-23'],
            ['invoice.total', '1,499', '1.499', '1499'],
        ];
        foreach ($two as [$field, $value, $one, $other]) {
            $errors = $this->errors(self::with(self::INVOICED, ['data', ...explode('.', $field)], $value));
            self::assertSame(["data.$field"], array_column($errors, 'field'), $value);
            self::assertStringContainsString("$one or $other", $errors[0]['message']);
        }
    }

    public function testRefusesIdsWithThePrefixesOfTheShop(): void
    {
        foreach (['core_1', 'hand_7'] as $id) {
            try {
                $this->parser->parse($id, ['type' => 'ping']);
                self::fail('It was taken.');
            } catch (InvalidPayload $error) {
                self::assertStringContainsString('core_ or hand_', $error->errors[0]['message']);
            }
        }
    }

    public function testRefusesABodyThatIsNestedTooDeep(): void
    {
        try {
            $this->parser->decode('{"type":"ping","x":' . str_repeat('[', 16) . str_repeat(']', 16) . '}');
            self::fail('It was taken.');
        } catch (InvalidPayload $error) {
            self::assertStringContainsString('deeper than 16 levels', $error->errors[0]['message']);
        }
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
            self::assertNotSame('', $error->errors[0]['message']);
        }
    }

    public function testDeepNestingInAFieldOfNobodysIsAllowedUpToALimit(): void
    {
        $body = '{"type":"ping","x":' . str_repeat('[', 14) . str_repeat(']', 14) . '}';
        self::assertSame(MessageType::Ping, $this->parser->parse('msg_1', $this->parser->decode($body))->type);
    }

    /** @return iterable<string, array{string, mixed}> Path, value. */
    public static function faults(): iterable
    {
        $wrong = [
            'type' => [null, 7, true, ['order.invoiced'], '', ' ', 'order invoiced', '.order', str_repeat('a', 65)],
            'timestamp' => [null, 7, ['x'], 'yesterday', '', '2026-13-45', '2026-11-23', '2026-02-30T10:00:00Z', '2026-11-23T10:00:00', '2026-11-23T24:00:00Z', '2099-01-01T00:00:00Z', str_repeat('2', 41)],
            'data' => ['', 'text', 7, true, [1, 2], [['telaris_order' => '1']]],
            'data.telaris_order' => [null, '', ' ', '#', "1\n2", "1\0", 'a<b', 'a;b', str_repeat('1', 65), 1.5, 1e20, -5.0, true, ['1'], ['a' => 1]],
            'data.integration_reference' => ['', '0', '00', '-1', '1.0', 'abc', '# #1', "1\0", str_repeat('1', 21), 1e20, 0, -5, 1.5, true, [1]],
            'data.order_number' => [str_repeat('1', 65), 1.5, true, ['1'], "a\tb", "a\0b", "\x7F"],
            'data.company' => ['a<b', "a\nb", str_repeat('1', 65), 1.5, true, ['1']],
            'data.invoice' => ['', 'text', 7, false, [1], [['number' => '1']]],
            'data.invoice.number' => [null, '', ' ', "5\n5", str_repeat('5', 65), 1.5, true, ['5']],
            'data.invoice.date' => ['x', '31.02.2026', '32/13/2026', '2026-02-30T00:00:00', '2026-02-30', '2026-13-01', 20261123, true, ['x']],
            'data.invoice.kind' => [null, '', 'refund', 7, ['invoice']],
            'data.invoice.total' => ['free', '1,5,0', '1.5.0', '1,2.3,4', '1e3', '499 kr', '1.1234567', '1234567890123456', true, ['1']],
            'data.invoice.currency' => ['NO', 'NOKK', 'kr', '€', 578, true, ['NOK']],
        ];
        foreach ($wrong as $path => $values) {
            foreach ($values as $value) {
                yield $path . ' ' . json_encode($value) => [$path, $value];
            }
        }
    }

    public function testAWrongTimestampHasItsOwnCode(): void
    {
        foreach (['2026-11-23T10:00:00' => 'timestamp_invalid', '2099-01-01T00:00:00Z' => 'timestamp_invalid'] as $timestamp => $code) {
            self::assertSame($code, $this->reason(self::with(self::INVOICED, ['timestamp'], $timestamp)));
        }
        self::assertSame('invalid_payload', $this->reason(self::with(self::with(self::INVOICED, ['timestamp'], 'now'), ['data'], [])));
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
                'telaris_order' => '<1>',
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

    /** @return array<string, array{string, bool}> Another body, whether it is the same message. */
    public static function bodies(): array
    {
        $body = static fn (array $path, mixed $value): string => json_encode(self::with(self::INVOICED, $path, $value), JSON_THROW_ON_ERROR);
        return [
            'in another order, with spaces' => [(string) json_encode(array_reverse(self::INVOICED, true), JSON_PRETTY_PRINT), true],
            'stamped anew' => [$body(['timestamp'], '2026-11-23T11:00:00Z'), true],
            'with an unknown field' => [$body(['x'], ['y' => 1]), true],
            'with a number of no size in an unknown field' => [substr($body(['x'], 1), 0, -1) . ',"y":1e999}', true],
            'spelt in another way' => [$body(['data', 'invoice', 'total'], '499,00'), true],
            'another type' => [$body(['type'], 'order.cancelled'), false],
            'another reference' => [$body(['data', 'integration_reference'], '1235'), false],
            'another number' => [$body(['data', 'order_number'], 'W-1'), false],
            'another Telaris order' => [$body(['data', 'telaris_order'], '1'), false],
            'another company' => [$body(['data', 'company'], 'Nord AS'), false],
            'another invoice' => [$body(['data', 'invoice', 'number'], '50013'), false],
            'another total' => [$body(['data', 'invoice', 'total'], '498.00'), false],
            'without its invoice' => [$body(['data', 'invoice'], null), false],
            'another invoice and a number of no size' => [substr($body(['data', 'invoice', 'number'], '50013'), 0, -1) . ',"y":1e999}', false],
        ];
    }

    #[DataProvider('bodies')]
    public function testTheFingerprintCoversWhatMatters(string $body, bool $same): void
    {
        $of = fn (string $body): string => MessageFingerprint::of($this->parser->parse('msg_1', $this->parser->decode($body)));
        $known = $of(json_encode(self::INVOICED, JSON_THROW_ON_ERROR));
        self::assertMatchesRegularExpression('/\A[0-9a-f]{64}\z/', $known);
        self::assertSame($same, $known === $of($body));
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
        return $this->refusal($body)?->errors ?? [];
    }

    /** @param array<string, mixed> $body */
    private function reason(array $body): ?string
    {
        return $this->refusal($body)?->reason;
    }

    /** @param array<string, mixed> $body */
    private function refusal(array $body): ?InvalidPayload
    {
        try {
            $this->parser->parse('msg_1', $body);
            return null;
        } catch (InvalidPayload $error) {
            return $error;
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
