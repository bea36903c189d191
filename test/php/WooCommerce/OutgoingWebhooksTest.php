<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\WooCommerce;

use TelarisForWooCommerce\Test\Fixtures\Webhook;
use TelarisForWooCommerce\Test\TestCase;
use TelarisForWooCommerce\WooCommerce\OutgoingWebhooks;

final class OutgoingWebhooksTest extends TestCase
{
    public function testNamesThoseToTelarisThatAreDisabledOrFailing(): void
    {
        Webhook::make('https://hooks.telaris.no/orders', 'disabled');
        Webhook::make('https://Hooks.Telaris.no/orders', 'active', 3);
        Webhook::make('https://hooks.telaris.no/orders');
        Webhook::make('https://hooks.telaris.no/orders', 'paused');
        Webhook::make('https://elsewhere.example/telaris', 'disabled');

        $broken = (new OutgoingWebhooks($this->database))->broken();
        self::assertSame([true, false], array_column($broken, 'disabled'));
        self::assertSame([0, 3], array_column($broken, 'failures'));
    }

    public function testSwitchesThemOnAgainAndNoOther(): void
    {
        Webhook::make('https://hooks.telaris.no/orders', 'disabled', 6);
        Webhook::make('https://elsewhere.example/', 'disabled');
        $webhooks = new OutgoingWebhooks($this->database);
        $webhooks->enable();
        self::assertSame([], $webhooks->broken());
        self::assertSame(1, $this->database->number("SELECT COUNT(*) FROM [wc_webhooks] WHERE status = 'disabled'"));
    }
}
