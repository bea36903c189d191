<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Admin;

use TelarisForWooCommerce\Admin\FirstRunNotice;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Test\TestCase;

final class FirstRunNoticeTest extends TestCase
{
    public function testItComesWithTheFirstActivationAlone(): void
    {
        $schema = get_option(Schema::OPTION);
        delete_option(Schema::OPTION);
        FirstRunNotice::prepare();
        self::assertSame('1', get_option(FirstRunNotice::OPTION));
        FirstRunNotice::end();
        self::assertFalse(get_option(FirstRunNotice::OPTION));

        update_option(Schema::OPTION, '9');
        FirstRunNotice::prepare();
        self::assertFalse(get_option(FirstRunNotice::OPTION), 'Who had the plugin before knows the way.');
        update_option(Schema::OPTION, $schema);
    }
}
