<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\WooCommerceApi;

use TelarisForWooCommerce\Connection\ContactHealth;
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

    /** Notes that the marked key asked for Completed by a version of the API that the plugin does not see into. */
    public function passedBy(): void
    {
        $this->counters->set(ContactHealth::PASSED_BY, time());
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
