<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\WooCommerce\ApiKeys;
use TelarisForWooCommerce\WooCommerce\OutgoingWebhooks;

defined('ABSPATH') || exit;

/** What the plugin stands on and does not have in its hands: the shop's address, WooCommerce's keys, webhooks and queue. */
final class EnvironmentHealth
{
    public function __construct(
        private readonly LoopbackTest $loopback,
        private readonly QueueHealth $queue,
        private readonly ApiKeys $keys,
        private readonly OutgoingWebhooks $webhooks,
        private readonly SigningSecrets $secrets,
        private readonly Settings $settings,
        private readonly SiteIdentity $siteIdentity,
    ) {
    }

    /**
     * @param int|null $lastContact When Telaris last got through, in Unix seconds.
     * @return list<array{code: string, sentence: string, what_to_do: string}>
     */
    public function problems(?int $lastContact): array
    {
        return array_values(array_filter([
            $this->address($lastContact),
            $this->authorization(),
            $this->key(),
            $this->queue(),
            $this->webhook(),
        ]));
    }

    /** Whether the host takes the Authorization header away; null where that is not known. */
    public function losesAuthorization(): ?bool
    {
        $result = $this->loopback->result(LoopbackTest::REST);
        return $result === null || $result->fault !== null ? null : ! $result->hasAuthorization;
    }

    /** @return array{code: string, sentence: string, what_to_do: string}|null */
    private function address(?int $lastContact): ?array
    {
        if ($this->siteIdentity->isPlainHttp()) {
            return [
                'code' => 'address_not_https',
                'sentence' => __('The address of this shop begins with http: what Telaris sends can be read on the way, and API keys are refused.', 'telaris-for-woocommerce'),
                'what_to_do' => __('Have whoever runs the site set up a certificate, then change both addresses under Settings → General to https.', 'telaris-for-woocommerce'),
            ];
        }
        $result = $this->loopback->result(LoopbackTest::REST);
        // A call of Telaris since then is the better proof.
        if ($result === null || $result->fault === null || ! $result->isFault() || (int) $lastContact > (int) $this->loopback->at()) {
            return null;
        }
        return ['code' => $result->fault->value, 'sentence' => $result->fault->sentence($result->detail), 'what_to_do' => $result->fault->remedy()];
    }

    /** @return array{code: string, sentence: string, what_to_do: string}|null */
    private function authorization(): ?array
    {
        // Signed calls do without.
        if ($this->losesAuthorization() !== true || ($this->settings->markedKey() === null && $this->secrets->keys() !== [])) {
            return null;
        }
        return [
            'code' => 'authorization_lost',
            'sentence' => __('The server takes the Authorization header away, so Telaris cannot prove itself by an API key.', 'telaris-for-woocommerce'),
            'what_to_do' => __('Make a signing secret and enter it in Telaris: signed calls do without that header. Or have whoever runs the site let it through (for Apache: CGIPassAuth On).', 'telaris-for-woocommerce'),
        ];
    }

    /** @return array{code: string, sentence: string, what_to_do: string}|null */
    private function key(): ?array
    {
        $marked = $this->settings->markedKey();
        $sentence = match ($marked === null ? null : $this->keys->faultOf($marked)) {
            ApiKeys::GONE => __('The API key that is marked as that of Telaris was revoked.', 'telaris-for-woocommerce'),
            ApiKeys::READ_ONLY => __('The API key that is marked as that of Telaris may only read.', 'telaris-for-woocommerce'),
            ApiKeys::USER => __('The user of the API key that is marked as that of Telaris may not edit all orders.', 'telaris-for-woocommerce'),
            default => null,
        };
        return $sentence === null ? null : ['code' => 'key_rights', 'sentence' => $sentence, 'what_to_do' => AuthFailure::Forbidden->remedy()];
    }

    /** @return array{code: string, sentence: string, what_to_do: string}|null */
    private function queue(): ?array
    {
        // A copy of the shop does nothing on purpose.
        $late = $this->siteIdentity->isMoved() ? null : $this->queue->lateSince();
        if ($late === null) {
            return null;
        }
        return [
            'code' => 'queue_overdue',
            'sentence' => sprintf(
                /* translators: %s: a length of time, such as "20 minutes". */
                __('What the shop has to do by itself is late by %s: retries, emails to customers and alerts wait.', 'telaris-for-woocommerce'),
                human_time_diff($late)
            ),
            'what_to_do' => QueueHealth::isCronOff()
                ? __('DISABLE_WP_CRON is set in wp-config.php: have whoever runs the site call wp-cron.php every minute or so by the cron of the server.', 'telaris-for-woocommerce')
                : __('Look under WooCommerce → Status → Scheduled Actions what is past due, and have whoever runs the site check that WP-Cron runs.', 'telaris-for-woocommerce'),
        ];
    }

    /** @return array{code: string, sentence: string, what_to_do: string}|null */
    private function webhook(): ?array
    {
        // They have one button.
        $webhook = $this->webhooks->broken()[0] ?? null;
        if ($webhook === null) {
            return null;
        }
        return [
            'code' => 'webhook_broken',
            'sentence' => sprintf(
                $webhook['disabled']
                    /* translators: %1$s: name of a webhook. */
                    ? __('WooCommerce\'s webhook to Telaris, "%1$s", is disabled: new orders may not reach Telaris.', 'telaris-for-woocommerce')
                    /* translators: 1: name of a webhook, 2: number of deliveries in a row. */
                    : _n('WooCommerce\'s webhook to Telaris, "%1$s", failed in its last %2$d delivery. WooCommerce disables it if that goes on.', 'WooCommerce\'s webhook to Telaris, "%1$s", failed in its last %2$d deliveries. WooCommerce disables it if that goes on.', $webhook['failures'], 'telaris-for-woocommerce'),
                $webhook['name'],
                $webhook['failures']
            ),
            'what_to_do' => __('Have whoever looks after Telaris see to it that the webhook\'s address answers, then switch it on again.', 'telaris-for-woocommerce'),
        ];
    }
}
