<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerceApi;

use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Storage\LinkRepository;
use TelarisForWooCommerce\Support\Counters;

defined('ABSPATH') || exit;

/** Notes that Telaris called WooCommerce's API, and which orders it read there. */
final class ApiContactRecorder
{
    public function __construct(private readonly Counters $counters, private readonly LinkRepository $links)
    {
    }

    /** @param list<int> $readOrderIds */
    public function record(array $readOrderIds): void
    {
        $this->counters->set(WebhookAuthenticator::LAST_CONTACT, time());
        if ($readOrderIds !== []) {
            $this->links->noteRead($readOrderIds);
        }
    }
}
