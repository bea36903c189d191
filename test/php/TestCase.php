<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test;

use PHPUnit\Framework\TestCase as PhpUnitTestCase;
use TelarisForWooCommerce\Domain\OrderLease;
use TelarisForWooCommerce\Support\Database;
use TelarisForWooCommerce\Test\Fixtures\MemoryDatabase;
use TelarisForWooCommerce\Test\Fixtures\Person;
use TelarisForWooCommerce\Test\Fixtures\WooCommerce;
use WP_Hook;

/** A shop with nothing in it and nobody signed in, for each test anew. */
abstract class TestCase extends PhpUnitTestCase
{
    protected Database $database;

    /** @var array<string, WP_Hook> */
    private array $hooks;

    /** @var array<mixed> */
    private array $server;

    /** @var array<mixed> */
    private array $query;

    protected function setUp(): void
    {
        parent::setUp();
        $this->hooks = array_map(static fn (WP_Hook $hook): WP_Hook => clone $hook, $GLOBALS['wp_filter']);
        $this->server = $_SERVER;
        $this->query = $_GET; // phpcs:ignore WordPress.Security.NonceVerification.Recommended -- only put back.
        Person::signOut();
        WooCommerce::reset();
        $this->database = MemoryDatabase::reset();
    }

    /** Whether the order's row still has this lease, expired or not. */
    protected function holdsLease(OrderLease $lease): bool
    {
        return $this->database->number('SELECT COUNT(*) FROM {orders} WHERE order_id = %d AND lease_token = %s', $lease->orderId, $lease->token) === 1;
    }

    protected function tearDown(): void
    {
        $GLOBALS['wp_filter'] = $this->hooks;
        $GLOBALS['wp_current_filter'] = [];
        $_SERVER = $this->server;
        $_GET = $this->query;
        parent::tearDown();
    }
}
