<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Cli;

use TelarisForWooCommerce\Connection\SigningSecret;
use TelarisForWooCommerce\Connection\SigningSecrets;
use TelarisForWooCommerce\Support\UtcTime;
use WP_CLI;
use WP_CLI\Utils;

defined('ABSPATH') || exit;

/** Makes, lists and ends the signing secrets of the connection. */
final class SecretCommand
{
    private const FIELDS = ['id', 'created', 'ends', 'last_used', 'readable'];

    public function __construct(private readonly SigningSecrets $secrets)
    {
    }

    /**
     * Makes a new signing secret, and prints it this once.
     *
     * ## OPTIONS
     *
     * [--overlap=<hours>]
     * : How long those before stay valid, 0 to 168. The one that Telaris used last never ends by itself, except at 0.
     * ---
     * default: 24
     * ---
     *
     * [--porcelain]
     * : Print the secret alone.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris secret create
     *     $ SECRET=$(wp telaris secret create --porcelain)
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function create(array $arguments, array $options): void
    {
        $made = $this->secrets->create(max(0, min(168, (int) ($options['overlap'] ?? 24))));
        if (isset($options['porcelain'])) {
            WP_CLI::line($made['secret']);
            return;
        }
        WP_CLI::success(
            /* translators: %s: a signing secret. */
            sprintf(__('Enter this secret in Telaris. It is not shown again: %s', 'telaris-for-woocommerce'), $made['secret'])
        );
    }

    /**
     * Lists the signing secrets that are valid, never the secrets themselves.
     *
     * ## OPTIONS
     *
     * [--fields=<fields>]
     * : Which columns.
     *
     * [--format=<format>]
     * : How it is printed.
     * ---
     * default: table
     * options:
     *   - table
     *   - csv
     *   - json
     *   - yaml
     *   - count
     * ---
     *
     * ## EXAMPLES
     *
     *     $ wp telaris secret list
     *
     * @subcommand list
     * @param array<string> $arguments
     * @param array<string, string> $options
     */
    public function list(array $arguments, array $options): void
    {
        $time = static fn (?int $at): string => $at === null ? '' : UtcTime::of($at);
        $rows = array_map(fn (SigningSecret $secret): array => [
            'id' => $secret->id,
            'created' => $time($secret->createdAt),
            'ends' => $time($secret->expiresAt),
            'last_used' => $time($this->secrets->lastUsed($secret)),
            'readable' => $this->secrets->isReadable($secret) ? 'yes' : 'no',
        ], $this->secrets->alive());
        Utils\format_items($options['format'] ?? 'table', $rows, NotificationRows::fields($options, self::FIELDS));
    }

    /**
     * Makes a new signing secret in the place of those that are valid, which end after a while.
     *
     * ## OPTIONS
     *
     * [--overlap=<hours>]
     * : How long those before stay valid, 0 to 168. The one that Telaris used last never ends by itself, except at 0.
     * ---
     * default: 24
     * ---
     *
     * [--porcelain]
     * : Print the secret alone.
     *
     * ## EXAMPLES
     *
     *     # Leaked: end the old ones now
     *     $ wp telaris secret rotate --overlap=0
     *
     * @param array<string> $arguments
     * @param array<string, string|bool> $options
     */
    public function rotate(array $arguments, array $options): void
    {
        if ($this->secrets->alive() === []) {
            WP_CLI::error(__('There is no secret to rotate. Make one with: wp telaris secret create', 'telaris-for-woocommerce'));
        }
        $this->create($arguments, $options);
    }

    /**
     * Ends a signing secret at once.
     *
     * ## OPTIONS
     *
     * <id>
     * : Id of the secret, as `wp telaris secret list` shows it.
     *
     * ## EXAMPLES
     *
     *     $ wp telaris secret revoke 1a2b3c4d
     *
     * @param array<string> $arguments
     */
    public function revoke(array $arguments): void
    {
        if (! $this->secrets->revoke($arguments[0] ?? '')) {
            WP_CLI::error(__('There is no such secret.', 'telaris-for-woocommerce'));
        }
        WP_CLI::success(__('The secret has ended.', 'telaris-for-woocommerce'));
    }
}
