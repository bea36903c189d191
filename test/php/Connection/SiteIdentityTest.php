<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Connection;

use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Test\TestCase;

/** A copy of the shop does nothing; the shop itself goes on, whatever plug-ins make of its address. */
final class SiteIdentityTest extends TestCase
{
    private SiteIdentity $identity;

    protected function setUp(): void
    {
        parent::setUp();
        delete_option(SiteIdentity::OPTION);
        $this->identity = new SiteIdentity(new Counters($this->database));
        update_option('home', 'https://www.nordlys.example');
        self::assertTrue($this->identity->accepts());
    }

    public function testADomainOfALanguageIsNoMove(): void
    {
        // As WPML does where each language has a domain of its own.
        foreach (['home_url', 'site_url', 'rest_url'] as $filter) {
            add_filter($filter, static fn (string $url): string => str_replace('www.nordlys.example', 'northern-lights.example', $url));
        }
        self::assertStringContainsString('northern-lights.example', home_url());
        self::assertTrue($this->identity->accepts());
        self::assertFalse($this->identity->isMoved());
        self::assertSame('nordlys.example', $this->identity->known());
    }

    public function testACopyAtAnotherAddressIsNotTheShop(): void
    {
        update_option('home', 'https://staging.nordlys.example');
        self::assertFalse($this->identity->accepts());
        self::assertTrue($this->identity->isMoved());
        self::assertSame(1, $this->identity->refused());
        $this->identity->confirm();
        self::assertTrue($this->identity->accepts());
        self::assertSame(0, $this->identity->refused());
    }

    public function testSchemePortAndWwwAreNoMove(): void
    {
        update_option('home', 'http://NORDLYS.example:8080/');
        self::assertTrue($this->identity->accepts());
    }
}
