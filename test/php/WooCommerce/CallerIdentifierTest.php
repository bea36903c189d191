<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\WooCommerce;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\CallerIdentifier;

final class CallerIdentifierTest extends TestCase
{
    private const OWN = WP_PLUGIN_DIR . '/telaris-for-woocommerce/telaris-for-woocommerce.php';

    /** @return array<string, array{list<string>, ?string}> Files that call each other, the first one outermost; the name. */
    public static function stacks(): array
    {
        return [
            'nobody' => [[], null],
            'a plug-in' => [['plugins/fake-payment/fake-payment.php'], 'Fake Payment'],
            'a part of a plug-in, through functions of PHP' => [['plugins/fake-payment/includes/capture.php'], 'Fake Payment'],
            'a plug-in of one file' => [['plugins/single.php'], 'Single File'],
            'a must-use plug-in' => [['mu-plugins/must-use.php'], 'Must Use'],
            'one without a header' => [['plugins/nameless/call.php'], 'nameless'],
            'WooCommerce alone' => [['plugins/woocommerce/woocommerce.php'], null],
            'ourselves alone' => [['plugins/telaris-for-woocommerce/telaris-for-woocommerce.php'], null],
            'a plug-in through WooCommerce' => [['plugins/fake-payment/fake-payment.php', 'plugins/woocommerce/woocommerce.php'], 'Fake Payment'],
            'a plug-in inside our call of WooCommerce' => [
                ['plugins/telaris-for-woocommerce/telaris-for-woocommerce.php', 'plugins/woocommerce/woocommerce.php', 'plugins/single.php', 'plugins/woocommerce/woocommerce.php'],
                'Single File',
            ],
            'of two the inner one' => [['plugins/fake-payment/fake-payment.php', 'plugins/single.php'], 'Single File'],
        ];
    }

    /** @param list<string> $files */
    #[DataProvider('stacks')]
    public function testNamesTheInnermostPluginOnTheStack(array $files, ?string $name): void
    {
        $identifier = new CallerIdentifier(self::OWN);
        $call = $identifier->name(...);
        foreach (array_reverse($files) as $file) {
            $through = require WP_CONTENT_DIR . "/$file";
            $inner = $call;
            $call = static fn (): ?string => $through($inner);
        }
        self::assertSame($name, $call());
    }

    public function testIsFoundInsideAHook(): void
    {
        $name = 'nobody asked';
        add_action('telaris_test', function () use (&$name): void {
            $name = (new CallerIdentifier(self::OWN))->name();
        });
        $through = require WP_PLUGIN_DIR . '/fake-payment/includes/capture.php';
        $through(static fn (): mixed => do_action('telaris_test'));

        self::assertSame('Fake Payment', $name);
    }
}
