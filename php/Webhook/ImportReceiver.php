<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\Outcome;
use TelarisForWooCommerce\Link\LinkService;
use TelarisForWooCommerce\Storage\ImportRepository;
use TelarisForWooCommerce\Text\WebhookAnswer;

defined('ABSPATH') || exit;

/** Takes in that an order was imported: remembers the message, then makes the link. */
final class ImportReceiver
{
    public function __construct(
        private readonly ImportRepository $imports,
        private readonly LinkService $linkService,
        private readonly WebhookResponse $webhookResponse,
    ) {
    }

    /**
     * @return array{array<string, mixed>, bool} The answer, and whether it was given before.
     * @throws WebhookIdReused When the id came before with another body.
     */
    public function receive(Message $message): array
    {
        $fingerprint = MessageFingerprint::of($message);
        $before = $this->imports->remember($message, $fingerprint);
        if ($before !== null && ! hash_equals($before['fingerprint'], $fingerprint)) {
            throw new WebhookIdReused();
        }
        if ($before !== null && $before['linked']) {
            return [self::linked($message) + ['replayed' => true], true];
        }
        // What was refused before is looked at again: the order may be there now.
        $refused = $this->linkService->import($message);
        if ($refused instanceof Outcome) {
            return [$this->webhookResponse->unrecorded($message->webhookId, $refused), false];
        }
        $this->imports->linked($message->webhookId);
        return [self::linked($message), false];
    }

    /** @return array<string, mixed> Schema Answer. */
    public static function linked(Message $message): array
    {
        return WebhookAnswer::make($message->webhookId, 200, 'linked', __('The order is linked.', 'telaris-for-woocommerce'), false);
    }
}
