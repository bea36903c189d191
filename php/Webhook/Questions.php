<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Connection\AuthenticatedCaller;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Storage\LastReconciliation;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Text\WebhookAnswer;

defined('ABSPATH') || exit;

/** Answers messages that only ask: nothing is changed by them. */
final class Questions
{
    public function __construct(
        private readonly QuestionParser $parser,
        private readonly StatusReport $statusReport,
        private readonly Reconciliation $reconciliation,
        private readonly LastReconciliation $lastReconciliation,
        private readonly ResponseFinisher $responseFinisher,
        private readonly Settings $settings,
        private readonly string $version,
    ) {
    }

    /**
     * @param array<string, mixed> $body As it came.
     * @return array<string, mixed> Schema Answer, or Pong.
     * @throws InvalidPayload
     */
    public function answer(Message $message, array $body, ?AuthenticatedCaller $caller): array
    {
        $data = $body['data'] ?? [];
        if ($message->type !== MessageType::Ping && (! is_array($data) || ($data !== [] && array_is_list($data)))) {
            /* translators: %s: name of a field. */
            InvalidPayload::refuse('data', sprintf(__('%s must be an object.', 'telaris-for-woocommerce'), 'data'));
        }
        $data = is_array($data) ? $data : [];
        if ($message->type === MessageType::Query) {
            $found = $this->statusReport->of($this->parser->status($data));
            return WebhookAnswer::make($message->webhookId, 200, 'found', __('What is known of each.', 'telaris-for-woocommerce'), false) + ['found' => $found];
        }
        if ($message->type === MessageType::Reconcile) {
            $reconciliation = $this->reconciliation->of($this->parser->invoices($data));
            if (! MessageParser::isDryRun($body)) {
                $this->responseFinisher->then(fn () => $this->lastReconciliation->keep($reconciliation));
            }
            return WebhookAnswer::make($message->webhookId, 200, 'reconciled', __('The differences between the list and the shop.', 'telaris-for-woocommerce'), false)
                + ['reconciliation' => $reconciliation];
        }
        return WebhookAnswer::make($message->webhookId, 200, 'pong', __('The connection works.', 'telaris-for-woocommerce'), false) + ['pong' => $this->pong($caller)];
    }

    /** @return array<string, mixed> */
    private function pong(?AuthenticatedCaller $caller): array
    {
        return [
            'recognised_as' => $caller?->by,
            'clock_skew_seconds' => $caller?->clockSkew,
            'versions' => [
                'plugin' => $this->version,
                'woocommerce' => WC()->version,
                'wordpress' => get_bloginfo('version'),
            ],
            'completes_from' => $this->settings->completesFrom(),
        ];
    }
}
