<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Counters;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/**
 * What must be true for Telaris to get through, one line each. What is wrong is said by ConnectionHealth alone: a line is
 * red exactly where one of its problems is there.
 *
 * @phpstan-type Line array{id: string, label: string, status: string, status_label: string, sentence: string, what_to_do: string, codes: list<string>, shown: string|null, link: array{label: string, url: string}|null}
 */
final class ConnectionChecklist
{
    public const OK = 'ok';
    public const PROBLEM = 'problem';

    /** Worth a look; nobody has to do anything. */
    public const NOTICE = 'notice';
    public const UNKNOWN = 'unknown';

    /** The codes of problems by the line that they belong to; those that begin with "address_" are the address's, what is in none is the shop's. */
    private const CODES = [
        'address' => ['body_lost', 'method_not_allowed'],
        'authorization' => ['authorization_lost'],
        'secret' => ['secret_unreadable', 'no_way_in', 'signature_invalid', 'not_authenticated'],
        'clock' => ['timestamp_out_of_tolerance', 'timestamp_invalid'],
        'key' => ['key_rights', 'forbidden', 'core_api_version'],
        'queue' => ['queue_overdue'],
        'contact' => ['silent'],
        'refused' => ['calls_refused'],
        'webhook' => ['webhook_broken'],
    ];

    public function __construct(
        private readonly ConnectionHealth $health,
        private readonly EnvironmentHealth $environment,
        private readonly LoopbackTest $loopback,
        private readonly SigningSecrets $secrets,
        private readonly RefusedCalls $refusedCalls,
        private readonly SiteIdentity $siteIdentity,
        private readonly Counters $counters,
        private readonly Settings $settings,
    ) {
    }

    /** @return list<Line> */
    public function lines(): array
    {
        $byLine = [];
        foreach ($this->health->problems() as $problem) {
            $byLine[self::lineOf($problem['code'])][] = $problem;
        }
        if (in_array('tables_incomplete', array_column($byLine['shop'] ?? [], 'code'), true)) {
            return [$this->red('shop', $byLine['shop'])];
        }
        $lines = [];
        foreach (['address', 'fallback', 'authorization', 'secret', 'key', 'clock', 'contact', 'refused', 'queue', 'shop', 'webhook'] as $id) {
            $lines[] = isset($byLine[$id]) ? $this->red($id, $byLine[$id]) : $this->withoutProblem($id);
        }
        return array_values(array_filter($lines));
    }

    private static function lineOf(string $code): string
    {
        if (str_starts_with($code, 'address_')) {
            return 'address';
        }
        foreach (self::CODES as $line => $codes) {
            if (in_array($code, $codes, true)) {
                return $line;
            }
        }
        return 'shop';
    }

    /**
     * @param list<array{code: string, heading_label: string, sentence: string, what_to_do: string}> $problems
     * @return Line
     */
    private function red(string $id, array $problems): array
    {
        $sentences = array_unique(array_column($problems, 'sentence'));
        $whatToDo = array_unique(array_column($problems, 'what_to_do'));
        return $this->line($id, self::PROBLEM, implode(' ', $sentences), implode(' ', $whatToDo), array_column($problems, 'code'));
    }

    /** @return Line|null */
    private function withoutProblem(string $id): ?array
    {
        return match ($id) {
            'address' => $this->loopbackLine($id, LoopbackTest::REST, __('The shop reaches the plugin at the delivery URL: nothing redirects, blocks or caches it.', 'telaris-for-woocommerce')),
            'fallback' => $this->loopbackLine($id, LoopbackTest::FALLBACK, __('The address for blocked REST APIs works as well. Telaris needs it only where the other one is blocked.', 'telaris-for-woocommerce')),
            'authorization' => $this->authorization(),
            'secret' => $this->secret(),
            'key' => $this->settings->markedKey() === null
                ? $this->line($id, self::OK, __('No API key is marked as that of Telaris. With a signing secret none is needed.', 'telaris-for-woocommerce'))
                : $this->line($id, self::OK, __('The API key that is marked as that of Telaris may write orders.', 'telaris-for-woocommerce')),
            'clock' => $this->clock(),
            'contact' => $this->contact(),
            'refused' => $this->refused(),
            'queue' => $this->line($id, self::OK, QueueHealth::isCronOff()
                ? __('What the shop does by itself is done in time. WordPress\'s own cron is off (DISABLE_WP_CRON): see to it that the server calls wp-cron.php.', 'telaris-for-woocommerce')
                : __('What the shop does by itself is done in time.', 'telaris-for-woocommerce')),
            'shop' => $this->line($id, self::OK, $this->siteIdentity->known() === ''
                ? __('The address of the shop is noted when Telaris calls for the first time, so that a copy of the shop does nothing.', 'telaris-for-woocommerce')
                /* translators: %s: host name of the shop. */
                : sprintf(__('The shop is where Telaris first called it: %s. A copy at another address does nothing.', 'telaris-for-woocommerce'), $this->siteIdentity->known())),
            default => null,
        };
    }

    /** @return Line */
    private function loopbackLine(string $id, string $address, string $sentence): array
    {
        $result = $this->loopback->result($address);
        if ($result === null) {
            return $this->line($id, self::UNKNOWN, __('Not tested in the last day.', 'telaris-for-woocommerce'), __('Test the connection.', 'telaris-for-woocommerce'));
        }
        if ($result->fault === null) {
            return $this->line($id, self::OK, $sentence);
        }
        $said = $result->fault->sentence($result->detail);
        if ($result->fault->isInconclusive()) {
            return $this->line($id, self::UNKNOWN, $said, $result->fault->remedy());
        }
        return $address === LoopbackTest::FALLBACK
            ? $this->line($id, self::NOTICE, $said, __('Telaris needs this address only where the delivery URL is blocked.', 'telaris-for-woocommerce'))
            /* translators: %s: what the shop met when it called itself. */
            : $this->line($id, self::NOTICE, sprintf(__('%s Telaris got through since.', 'telaris-for-woocommerce'), $said), __('Test the connection again.', 'telaris-for-woocommerce'));
    }

    /** @return Line */
    private function authorization(): array
    {
        if ($this->loopback->result(LoopbackTest::REST)?->fault !== null) {
            return $this->line('authorization', self::UNKNOWN, __('Whether it arrives is seen once the shop reaches the plugin at the delivery URL.', 'telaris-for-woocommerce'));
        }
        return match ($this->environment->losesAuthorization()) {
            null => $this->line('authorization', self::UNKNOWN, __('Not tested in the last day.', 'telaris-for-woocommerce'), __('Test the connection.', 'telaris-for-woocommerce')),
            true => $this->line('authorization', self::NOTICE, __('The server takes the Authorization header away. Signed calls do without it; calls with an API key are refused.', 'telaris-for-woocommerce')),
            false => $this->line('authorization', self::OK, __('The Authorization header, by which API keys prove themselves, arrives.', 'telaris-for-woocommerce')),
        };
    }

    /** @return Line */
    private function secret(): array
    {
        $alive = $this->secrets->alive();
        if ($alive === []) {
            return $this->line('secret', self::NOTICE, __('There is no signing secret. Telaris can only come in by an API key.', 'telaris-for-woocommerce'), __('Make a secret and enter it in Telaris: signed calls get through where API keys do not.', 'telaris-for-woocommerce'));
        }
        $used = array_filter($alive, fn (SigningSecret $secret): bool => $this->secrets->lastUsed($secret) !== null);
        if ($used === []) {
            return $this->line('secret', self::UNKNOWN, __('Telaris has not used the signing secret yet.', 'telaris-for-woocommerce'), __('Enter it in Telaris under Administration → Integrations, then wait for a call here.', 'telaris-for-woocommerce'));
        }
        return $this->secrets->lastUsed($alive[0]) === null
            ? $this->line('secret', self::NOTICE, __('Telaris still signs with the secret from before; it has not used the newest one yet.', 'telaris-for-woocommerce'), __('Enter the newest one in Telaris under Administration → Integrations.', 'telaris-for-woocommerce'))
            : $this->line('secret', self::OK, __('Telaris signs with the secret of this shop.', 'telaris-for-woocommerce'));
    }

    /** @return Line */
    private function clock(): array
    {
        $noted = $this->counters->get(WebhookAuthenticator::CLOCK_SKEW);
        if ($noted === 0) {
            return $this->line('clock', self::UNKNOWN, __('Whether the clocks agree is seen at the first signed call of Telaris.', 'telaris-for-woocommerce'));
        }
        $seconds = abs($noted - WebhookAuthenticator::SKEW_ZERO);
        return $this->line('clock', self::OK, sprintf(
            /* translators: %d: number of seconds. */
            _n('At the last signed call the clocks of Telaris and of this shop were %d second apart; 300 are allowed.', 'At the last signed call the clocks of Telaris and of this shop were %d seconds apart; 300 are allowed.', $seconds, 'telaris-for-woocommerce'),
            $seconds
        ));
    }

    /** @return Line */
    private function contact(): array
    {
        $last = $this->health->lastContact();
        return $last === null
            ? $this->line('contact', self::UNKNOWN, __('Telaris has not called yet.', 'telaris-for-woocommerce'), __('Only a call from Telaris proves that it gets through: wait for one here, and have it send one.', 'telaris-for-woocommerce'))
            : $this->line('contact', self::OK, sprintf(
                /* translators: %s: for example "4 minutes". */
                __('Telaris last got through %s ago.', 'telaris-for-woocommerce'),
                human_time_diff($last)
            ));
    }

    /** @return Line */
    private function refused(): array
    {
        $refused = $this->refusedCalls->unprovenBySender();
        if ($refused === []) {
            return $this->line('refused', self::OK, __('No call was refused in the last day.', 'telaris-for-woocommerce'));
        }
        $parts = [];
        foreach ($refused as ['reason' => $reason, 'range' => $range, 'count' => $count]) {
            $parts[] = sprintf(
                /* translators: 1: number of calls, 2: why they were refused, 3: range of IP addresses. */
                _n('%1$d call: %2$s, from %3$s', '%1$d calls: %2$s, from %3$s', $count, 'telaris-for-woocommerce'),
                $count,
                AuthFailure::tryFrom($reason)?->reason() ?? $reason,
                $range === '' ? __('an unknown address', 'telaris-for-woocommerce') : $range
            );
        }
        return $this->line(
            'refused',
            self::NOTICE,
            /* translators: %s: list of what was refused. */
            sprintf(__('Refused in the last day: %s.', 'telaris-for-woocommerce'), implode('; ', $parts)),
            __('Calls of others are refused rightly. If an address is that of Telaris, put the reason right.', 'telaris-for-woocommerce')
        );
    }

    /**
     * @param list<string> $codes Of the problems of a red line.
     * @return Line
     */
    private function line(string $id, string $status, string $sentence, string $whatToDo = '', array $codes = []): array
    {
        $address = ['address' => LoopbackTest::REST, 'fallback' => LoopbackTest::FALLBACK][$id] ?? null;
        return [
            'id' => $id,
            'label' => self::label($id),
            'status' => $status,
            'status_label' => match ($status) {
                self::OK => __('In order', 'telaris-for-woocommerce'),
                self::PROBLEM => __('Problem', 'telaris-for-woocommerce'),
                self::NOTICE => __('Worth a look', 'telaris-for-woocommerce'),
                default => __('Not known yet', 'telaris-for-woocommerce'),
            },
            'sentence' => $sentence,
            'what_to_do' => $whatToDo,
            'codes' => $codes,
            'shown' => $address === null ? null : $this->loopback->result($address)?->shown,
            'link' => $status === self::PROBLEM ? self::link($codes) : null,
        ];
    }

    private static function label(string $id): string
    {
        return match ($id) {
            'address' => __('Delivery URL', 'telaris-for-woocommerce'),
            'fallback' => __('Address for blocked REST APIs', 'telaris-for-woocommerce'),
            'authorization' => __('Authorization header', 'telaris-for-woocommerce'),
            'secret' => __('Signing secret', 'telaris-for-woocommerce'),
            'key' => __('API key', 'telaris-for-woocommerce'),
            'clock' => __('Clocks', 'telaris-for-woocommerce'),
            'contact' => __('Calls of Telaris', 'telaris-for-woocommerce'),
            'refused' => __('Refused calls', 'telaris-for-woocommerce'),
            'queue' => __('Work in the background', 'telaris-for-woocommerce'),
            'webhook' => __('WooCommerce\'s webhook to Telaris', 'telaris-for-woocommerce'),
            default => __('The shop itself', 'telaris-for-woocommerce'),
        };
    }

    /**
     * @param list<string> $codes
     * @return array{label: string, url: string}|null Where in wp-admin it is put right.
     */
    private static function link(array $codes): ?array
    {
        foreach ($codes as $code) {
            $link = match ($code) {
                'address_redirected', 'address_not_https' => [__('Open Settings → General', 'telaris-for-woocommerce'), 'options-general.php'],
                'address_not_found' => [__('Open the permalinks', 'telaris-for-woocommerce'), 'options-permalink.php'],
                'address_rest_blocked' => [__('Open the plug-ins', 'telaris-for-woocommerce'), 'plugins.php'],
                'key_rights', 'forbidden' => [__('Open the API keys', 'telaris-for-woocommerce'), 'admin.php?page=wc-settings&tab=advanced&section=keys'],
                'queue_overdue' => [__('Open the scheduled actions', 'telaris-for-woocommerce'), 'admin.php?page=wc-status&tab=action-scheduler&status=past-due'],
                default => null,
            };
            if ($link !== null) {
                return ['label' => $link[0], 'url' => admin_url($link[1])];
            }
        }
        return null;
    }
}
