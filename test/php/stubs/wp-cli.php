<?php

// The few signatures of WP-CLI that the plugin uses, for PHPStan: its own stubs are in no registry here.

declare(strict_types=1);

namespace {
    class WP_CLI
    {
        /**
         * @param callable|object|class-string $callable
         * @param array{before_invoke?: callable} $options
         */
        public static function add_command(string $name, $callable, array $options = []): bool
        {
            return true;
        }

        public static function line(string $message = ''): void
        {
        }

        public static function debug(string $message, string $group = ''): void
        {
        }

        public static function halt(int $code): never
        {
            exit($code);
        }

        public static function success(string $message): void
        {
        }

        public static function error(string $message): never
        {
            exit(1);
        }

        /** @param array<string, string|bool> $options */
        public static function confirm(string $question, array $options = []): void
        {
        }

        public static function warning(string $message): void
        {
        }
    }
}

namespace cli\progress {
    class Bar
    {
        public function tick(): void
        {
        }

        public function finish(): void
        {
        }
    }
}

namespace WP_CLI\Utils {
    function make_progress_bar(string $message, int $count): \cli\progress\Bar
    {
        return new \cli\progress\Bar();
    }

    /**
     * @param array<mixed> $items
     * @param list<string> $fields
     */
    function format_items(string $format, array $items, array $fields): void
    {
    }
}
