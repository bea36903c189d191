<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Webhook;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Webhook\InvalidPayload;
use TelarisForWooCommerce\Webhook\QuestionParser;
use TelarisForWooCommerce\Webhook\Schemas;

final class QuestionParserTest extends TestCase
{
    private const PERIOD = ['from' => '2026-11-01', 'to' => '2026-11-30'];

    public function testNumbersAreTakenAsTextsEachOnce(): void
    {
        $question = self::parser()->status(['webhook_ids' => ['msg_1', ' msg_1'], 'telaris_orders' => [10021, 'A-1'], 'order_ids' => [12, '12', '7'], 'company' => 3]);
        self::assertSame([['msg_1'], ['10021', 'A-1'], [12, 7], '3'], [$question->webhookIds, $question->telarisOrders, $question->orderIds, $question->company]);
    }

    /** @return array<string, array{array<string, mixed>, string}> `data`, the field that is refused. */
    public static function wrongQuestions(): array
    {
        return [
            'nothing' => [[], 'data'],
            'too many' => [['order_ids' => range(1, 60), 'telaris_orders' => range(1, 41)], 'data'],
            'no list' => [['webhook_ids' => 'msg_1'], 'data.webhook_ids'],
            'an object' => [['webhook_ids' => ['a' => 'msg_1']], 'data.webhook_ids'],
            'an empty text' => [['telaris_orders' => ['1', ' ']], 'data.telaris_orders'],
            'a long text' => [['telaris_orders' => [str_repeat('1', 65)]], 'data.telaris_orders'],
            'a long id' => [['webhook_ids' => [str_repeat('m', 192)]], 'data.webhook_ids'],
            'a control character' => [['telaris_orders' => ["1\0002"]], 'data.telaris_orders'],
            'no number' => [['order_ids' => ['0']], 'data.order_ids'],
            'a number too long' => [['order_ids' => [str_repeat('9', 19)]], 'data.order_ids'],
            'true' => [['order_ids' => [true]], 'data.order_ids'],
            'a list for a company' => [['order_ids' => [1], 'company' => ['x']], 'data.company'],
        ];
    }

    /** @param array<string, mixed> $data */
    #[DataProvider('wrongQuestions')]
    public function testAWrongQuestionNamesItsField(array $data, string $field): void
    {
        self::assertSame([$field], self::fieldsOf(static fn () => self::parser()->status($data)));
    }

    public function testTheInvoicesOfAPeriodAreRead(): void
    {
        $list = self::parser()->invoices(self::PERIOD + ['invoices' => [
            ['telaris_order' => ' #10021', 'integration_reference' => '0012', 'invoice' => ['number' => 50012, 'date' => 'whenever']],
            ['telaris_order' => '10022', 'integration_reference' => null, 'invoice' => ['number' => 'F-1']],
        ]]);
        self::assertSame(['10021', '10022'], $list->telarisOrders());
        self::assertSame(['50012', 'F-1'], $list->numbers());
        self::assertSame(['12', null], array_map(static fn ($message) => $message->integrationReference, $list->invoices));
    }

    public function testFaultsInTheInvoicesAreNamedEach(): void
    {
        $invoices = [
            ['invoice' => ['number' => '1']],
            ['telaris_order' => '1', 'integration_reference' => 'x', 'invoice' => ['number' => '1']],
            ['telaris_order' => '1'],
            ['telaris_order' => str_repeat('1', 65), 'invoice' => ['number' => '1']],
            'x',
        ];
        self::assertSame(
            ['data.invoices[0].telaris_order', 'data.invoices[1].integration_reference', 'data.invoices[2].invoice.number', 'data.invoices[3].telaris_order', 'data.invoices[4].telaris_order'],
            self::fieldsOf(static fn () => self::parser()->invoices(self::PERIOD + ['invoices' => $invoices]))
        );
        foreach (['data.from' => ['from' => '2026-02-30'], 'data.to' => ['to' => '2026-10-31'], 'data.invoices' => ['invoices' => ['a' => []]]] as $field => $change) {
            self::assertSame([$field], self::fieldsOf(static fn () => self::parser()->invoices($change + self::PERIOD + ['invoices' => []])));
        }
    }

    /** What openapi.json says is what is held to: a limit there is not written down here again. */
    public function testTheLimitsAreTheSchemas(): void
    {
        $real = new Schemas(TestEnvironment::plugin() . '/php/Webhook/rest-schemas.php');
        $schemas = ['QueryData' => $real->schema('QueryData'), 'ReconcileData' => $real->schema('ReconcileData')];
        $schemas['QueryData']['properties']['telaris_orders']['items']['maxLength'] = 3;
        $schemas['ReconcileData']['properties']['invoices']['maxItems'] = 1;
        $file = (string) tempnam(sys_get_temp_dir(), 'schemas');
        file_put_contents($file, '<?php return ' . var_export(['schemas' => $schemas], true) . ';');
        try {
            $parser = new QuestionParser(new Schemas($file));
            self::assertSame(['data.telaris_orders'], self::fieldsOf(static fn () => $parser->status(['telaris_orders' => ['1234']])));
            self::assertSame(['data.invoices'], self::fieldsOf(static fn () => $parser->invoices(self::PERIOD + ['invoices' => [[], []]])));
        } finally {
            unlink($file);
        }
    }

    /** @return list<string> */
    private static function fieldsOf(callable $parse): array
    {
        try {
            $parse();
        } catch (InvalidPayload $error) {
            return array_column($error->errors, 'field');
        }
        return [];
    }

    private static function parser(): QuestionParser
    {
        return new QuestionParser(new Schemas(TestEnvironment::plugin() . '/php/Webhook/rest-schemas.php'));
    }
}
