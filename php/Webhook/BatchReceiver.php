<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Completion\BatchCompleter;
use TelarisForWooCommerce\Connection\AuthenticatedCaller;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\AttemptTrigger;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageAction;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Domain\NotificationStatus;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\WebhookAnswer;
use Throwable;

defined('ABSPATH') || exit;

/**
 * Works on the items of a batch: what completes orders, some at a time; all else as if it had come alone. One item's
 * failure touches no other, and whatever is not plain sailing takes the way of a single message.
 */
final class BatchReceiver
{
    /** Orders that are held at once. */
    private const MOST = 20;

    /** Seconds that the orders of one step should be held: meanwhile nobody else gets at them. */
    private const STEP = 2.0;

    /** @var array<int, array{string, array<string, mixed>, Message}> What waits for the next step, by its place in the batch. */
    private array $step = [];

    /** @var array<string, true> What the messages in it name: no two of a step are about one order. */
    private array $named = [];

    private int $size = self::MOST;

    private bool $async = false;

    public function __construct(
        private readonly MessageParser $parser,
        private readonly NotificationReceiver $receiver,
        private readonly NotificationRepository $notifications,
        private readonly BatchCompleter $completer,
        private readonly WebhookResponse $webhookResponse,
        private readonly SiteIdentity $siteIdentity,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param list<mixed> $items
     * @param float $until When nothing new is begun, as microtime(true) tells it.
     * @param bool $async Whether Telaris does not wait for what becomes of them.
     * @return list<array<string, mixed>> An answer to each, in their order.
     */
    public function receive(array $items, ?AuthenticatedCaller $caller, float $until, bool $async): array
    {
        $this->async = $async;
        $answers = [];
        foreach ($items as $place => $item) {
            $id = is_array($item) && is_string($item['id'] ?? null) ? $item['id'] : '';
            if (! is_array($item) || ($item !== [] && array_is_list($item))) {
                $answers[$place] = NotificationReceiver::invalid('', InvalidPayload::because('notification', __('An item must be an object.', 'telaris-for-woocommerce')));
                continue;
            }
            if ($id === '') {
                $answers[$place] = WebhookAnswer::make('', 400, 'missing_id', __('The id of the message is missing.', 'telaris-for-woocommerce'), false);
                continue;
            }
            $body = [];
            foreach ($item as $key => $value) {
                $body[(string) $key] = $value;
            }
            unset($body['id']);
            $message = $this->completing($id, $body);
            if ($message === null || $this->isNamed($message) || (! $async && count($this->step) >= $this->size)) {
                $answers += $this->finishStep($caller, $until);
            }
            if ($message === null) {
                $answers[$place] = $this->alone($id, $body, $caller, $until);
            } else {
                $this->step[$place] = [$id, $body, $message];
                $this->named += array_fill_keys(self::names($message), true);
            }
        }
        $answers += $this->finishStep($caller, $until);
        ksort($answers);
        return array_values($answers);
    }

    /**
     * @param array<string, mixed> $body
     * @return Message|null Null for whatever completes no order, or is no valid message.
     */
    private function completing(string $id, array $body): ?Message
    {
        try {
            $message = $this->parser->parse($id, $body);
            return ! MessageParser::isDryRun($body) && $message->type->action() === MessageAction::Complete && $message->completesOrder() ? $message : null;
        } catch (Throwable) {
            return null;
        }
    }

    /** @return list<string> */
    private static function names(Message $message): array
    {
        $names = ["id:$message->webhookId", "telaris:$message->telarisOrder"];
        return $message->integrationReference === null ? $names : [...$names, "reference:$message->integrationReference"];
    }

    private function isNamed(Message $message): bool
    {
        return array_intersect_key($this->named, array_fill_keys(self::names($message), true)) !== [];
    }

    /** @return array<int, array<string, mixed>> Answers by place. */
    private function finishStep(?AuthenticatedCaller $caller, float $until): array
    {
        [$step, $this->step, $this->named] = [$this->step, [], []];
        $begun = microtime(true);
        $answers = [];
        if (count($step) > 1 && $begun < $until && ! $this->siteIdentity->isMoved()) {
            try {
                $answers = $this->together($step, $until);
            } catch (Throwable $error) {
                $this->logger->error('A part of a batch could not be worked on together.', ['error' => $error->getMessage()]);
            }
        }
        foreach ($step as $place => [$id, $body]) {
            $answers[$place] ??= $this->alone($id, $body, $caller, $until);
        }
        if ($step !== []) {
            $each = max(0.001, (microtime(true) - $begun) / count($step));
            $this->size = max(1, min(self::MOST, (int) (self::STEP / $each)));
        }
        return $answers;
    }

    /**
     * @param non-empty-array<int, array{string, array<string, mixed>, Message}> $step
     * @return array<int, array<string, mixed>> Answers by place; what is missing is to be worked on alone.
     */
    private function together(array $step, float $until): array
    {
        $this->siteIdentity->accepts();
        $prints = array_map(static fn (array $one): string => MessageFingerprint::of($one[2]), $step);
        $recorded = $this->notifications->recordAll(
            array_map(static fn (array $one, string $print): array => [$one[2], $print], $step, $prints),
            $this->async
        );
        $answers = $open = [];
        foreach ($step as $place => [$id]) {
            [$notification, $orderStatus] = $recorded[$id] ?? [null, null];
            if ($notification === null || ! hash_equals($notification->fingerprint, $prints[$place])) {
                continue;
            }
            if ($notification->isReplayed()) {
                $answers[$place] = $this->receiver->answer(new ReceivedNotification($notification, true, $orderStatus));
            } elseif ($this->async && $notification->state === NotificationStatus::Pending) {
                $answers[$place] = WebhookResponse::accepted($notification);
            } else {
                $open[$place] = $notification;
            }
        }
        return $open === [] ? $answers : $answers + $this->complete($open, $until);
    }

    /**
     * @param non-empty-array<int, Notification> $open
     * @return array<int, array<string, mixed>>
     */
    private function complete(array $open, float $until): array
    {
        $settled = $this->completer->apply(array_values($open), AttemptTrigger::Telaris, $until);
        $answers = [];
        foreach ($open as $place => $notification) {
            if (array_key_exists($notification->id, $settled)) {
                $now = $settled[$notification->id];
                $answers[$place] = $now === null ? self::notAttempted($notification->message->webhookId) : $this->webhookResponse->of($now);
            }
        }
        return $answers;
    }

    /**
     * @param array<string, mixed> $body
     * @return array<string, mixed>
     */
    private function alone(string $id, array $body, ?AuthenticatedCaller $caller, float $until): array
    {
        return microtime(true) >= $until ? self::notAttempted($id) : $this->receiver->receive($id, $body, $caller, $this->async)[0];
    }

    /** @return array<string, mixed> */
    private static function notAttempted(string $id): array
    {
        return WebhookAnswer::make($id, 503, 'not_attempted', __('There was no time left for this one. Send it again.', 'telaris-for-woocommerce'), true);
    }
}
