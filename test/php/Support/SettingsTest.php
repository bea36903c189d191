<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Test\Support;

use PHPUnit\Framework\Attributes\DataProvider;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Test\TestEnvironment;
use TelarisForWooCommerce\Test\TestCase;

final class SettingsTest extends TestCase
{
    public function testTheContractListsThemAll(): void
    {
        $document = json_decode((string) file_get_contents(TestEnvironment::plugin() . '/openapi.json'), true, 512, JSON_THROW_ON_ERROR);
        $schemas = $document['components']['schemas'];
        $names = array_keys((new Settings())->all());
        self::assertEqualsCanonicalizing(array_keys($schemas['SettingsChange']['properties']), $names);
        self::assertSame([], array_diff($names, $schemas['Settings']['allOf'][1]['required']));
    }

    /** @return array<string, array{mixed}> */
    public static function unreadable(): array
    {
        return [
            'nothing' => [false],
            'no list' => ['yes'],
            'other types' => [array_fill_keys(array_keys((new Settings())->all()), 1.5)],
            'null' => [array_fill_keys(array_keys((new Settings())->all()), null)],
        ];
    }

    #[DataProvider('unreadable')]
    public function testWhatCannotBeReadIsAsByDefault(mixed $stored): void
    {
        delete_option(Settings::OPTION);
        $default = (new Settings())->all();
        update_option(Settings::OPTION, $stored);
        self::assertSame($default, (new Settings())->all());
    }

    public function testAChangeLeavesTheOthersAndForgetsWhatIsNoSetting(): void
    {
        $settings = new Settings();
        $before = $settings->all();
        $settings->choose(['retention_days' => 30, 'no_setting' => 1]);
        self::assertSame(array_replace($before, ['retention_days' => 30]), $settings->all());
        self::assertArrayNotHasKey('no_setting', (array) get_option(Settings::OPTION));
        self::assertSame(30, $settings->retentionDays());
    }
}
