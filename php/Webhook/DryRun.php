<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Completion\ResendPreview;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageAction;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Domain\ResultCode;
use TelarisForWooCommerce\Link\LinkService;
use TelarisForWooCommerce\Storage\ImportRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Settings;

defined('ABSPATH') || exit;

/** Answers what a message would be answered, and does and records nothing. */
final class DryRun
{
    public function __construct(
        private readonly NotificationRepository $notifications,
        private readonly ImportRepository $imports,
        private readonly ResendPreview $preview,
        private readonly LinkService $linkService,
        private readonly WebhookResponse $webhookResponse,
        private readonly Settings $settings,
    ) {
    }

    /**
     * @return array{array<string, mixed>, bool} The answer, and whether it was given before to the same message in earnest.
     * @throws WebhookIdReused When the id came before with another body.
     */
    public function of(Message $message): array
    {
        $before = $this->imports->find($message->webhookId);
        if ($before !== null && ! hash_equals($before['fingerprint'], MessageFingerprint::of($message))) {
            throw new WebhookIdReused();
        }
        [$answer, $isReplayed] = $message->type->action() === MessageAction::Link
            ? [$this->link($message), $before !== null && $before['linked']]
            : $this->recorded($message, $before !== null);
        $answer['message'] = self::sentence($answer['message']);
        return [$answer + ($isReplayed ? ['replayed' => true] : []), $isReplayed];
    }

    private static function sentence(mixed $would): string
    {
        /* translators: %s: what the shop would answer, a sentence. */
        return sprintf(__('A dry run: nothing was done. In earnest the answer would be: %s', 'telaris-for-woocommerce'), is_string($would) ? $would : '');
    }

    /** @return array<string, mixed> */
    private function link(Message $message): array
    {
        $refused = $this->linkService->previewImport($message);
        return $refused === null ? ImportReceiver::linked($message) : $this->webhookResponse->unrecorded($message->webhookId, $refused);
    }

    /** @return array{array<string, mixed>, bool} */
    private function recorded(Message $message, bool $isKnown): array
    {
        [$notification, $orderStatus] = ($isKnown ? $this->notifications->repeated($message->webhookId) : null) ?? [null, null];
        if ($notification !== null && $notification->isReplayed()) {
            return [$this->webhookResponse->of($notification) + ($orderStatus === null ? [] : ['order_status' => $orderStatus]), true];
        }
        $ignoredAs = $message->ignoredAs();
        return [$ignoredAs === null ? $this->completion($message) : $this->webhookResponse->unrecorded($message->webhookId, Outcome::of($ignoredAs, ['type' => $message->type->value])), false];
    }

    /** @return array<string, mixed> */
    private function completion(Message $message): array
    {
        $found = $this->preview->of($message, false);
        $outcome = $found['against'] ?? match (true) {
            ! $found['completed'] => Outcome::of(ResultCode::Completed),
            $found['further'] => Outcome::of(ResultCode::AlreadyCompleted, ['further' => (string) $message->invoice?->number]),
            default => Outcome::of(ResultCode::AlreadyCompleted),
        };
        if ($this->settings->hold()) {
            $outcome = Outcome::of(ResultCode::Held, ['would' => $outcome->code->value] + $outcome->params);
        }
        return $this->webhookResponse->unrecorded($message->webhookId, $found['against'] === null ? $outcome->with($found['warnings']) : $outcome) + [
            'preview' => [
                'order' => $found['status'] === null ? null : ['id' => $found['order_id'], 'number' => $found['number'], 'status' => $found['status']],
                'effects' => $found['against'] === null ? $found['effects'] : [],
                'email' => $found['against'] === null && ! $found['completed'] ? $found['email'] : null,
            ],
        ];
    }
}
