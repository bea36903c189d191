<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Connection\ConnectionChecklist;
use TelarisForWooCommerce\Connection\LoopbackTest;
use TelarisForWooCommerce\Connection\RefusedCalls;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\UtcTime;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** What must be true for Telaris to get through: the lines, the shop's call to itself, and the wait for a call of Telaris. */
final class ChecklistController implements Controller
{
    /** Seconds that each call is noted after a person last asked whether one came. */
    private const WAIT = 60;

    public function __construct(
        private readonly ConnectionChecklist $checklist,
        private readonly LoopbackTest $loopback,
        private readonly RefusedCalls $refusedCalls,
        private readonly Counters $counters,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/checklist', Access::Read, fn () => $this->show());
        $routes->write('POST', '/connection/test', Access::Manage, fn () => $this->test());
        $routes->write('POST', '/connection/wait', Access::Manage, fn () => $this->wait());
    }

    public function show(): WP_REST_Response
    {
        $at = $this->loopback->at();
        return new WP_REST_Response([
            'tested_at' => $at === null ? null : UtcTime::of($at),
            'lines' => $this->checklist->lines(),
        ]);
    }

    private function test(): WP_REST_Response
    {
        ['delivery_url' => $delivery, 'fallback_url' => $fallback] = ConnectionController::addresses();
        $this->loopback->run([LoopbackTest::REST => $delivery, LoopbackTest::FALLBACK => $fallback]);
        return $this->show();
    }

    /** Asked again and again while a person waits. */
    private function wait(): WP_REST_Response
    {
        if ($this->counters->get(WebhookAuthenticator::AWAITED_UNTIL) < time() + self::WAIT / 2) {
            $this->counters->set(WebhookAuthenticator::AWAITED_UNTIL, time() + self::WAIT);
        }
        $contact = $this->counters->get(WebhookAuthenticator::LAST_CONTACT);
        return new WP_REST_Response([
            'last_contact_at' => $contact === 0 ? null : UtcTime::of($contact),
            'refused' => array_map(ConnectionController::refusedCall(...), $this->refusedCalls->newest()),
        ]);
    }
}
