<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Support;

use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use TelarisForWooCommerce\Test\TestCase;

final class LoggerTest extends TestCase
{
    public function testALineNamesTheClassThatLogsIt(): void
    {
        (new Logger())->error('It failed.', ['order_id' => 7, 'error' => 'why']);

        self::assertSame(['It failed.'], WooCommerce::$log);
        self::assertEquals(['order_id' => 7, 'error' => 'why', 'class' => self::class, 'source' => 'telaris-for-woocommerce'], WooCommerce::$logged);
    }
}
