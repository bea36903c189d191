<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Connection\RefusedCalls;
use TelarisForWooCommerce\Domain\Delivery;
use TelarisForWooCommerce\Domain\RefusedCall;
use TelarisForWooCommerce\Storage\AttemptRepository;
use TelarisForWooCommerce\Storage\DeliveryRepository;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Support\Logger;
use Throwable;
use WP_REST_Request;

defined('ABSPATH') || exit;

/**
 * Keeps what was sent and answered: of messages in the history as they went over the wire, written after the answer; of
 * what is refused, where a person sees it.
 */
final class DeliveryLog
{
    private const REQUEST_HEADERS = ['content-type', 'content-encoding', 'user-agent', 'prefer', 'webhook-id', 'webhook-timestamp'];
    private const RESPONSE_HEADERS = ['content-type', 'retry-after', 'idempotent-replayed', 'preference-applied', 'deprecation', 'sunset'];
    private const MOST_HEADER = 200;

    /** The body of the request that is worked on; null where there is none. */
    private ?string $text = null;

    /** @var array<string, string> */
    private array $headers = [];

    /** @var list<array<mixed>>|null What is in it, where it is a batch. */
    private ?array $items = null;

    /** @var list<array{array<string, mixed>, array<mixed>|null}> Answers, with their messages where it is a batch. */
    private array $answered = [];

    private bool $isOver = false;

    public function __construct(
        private readonly DeliveryRepository $deliveries,
        private readonly DeliveredBodyFilter $filter,
        private readonly AttemptRepository $attempts,
        private readonly NotificationRepository $notifications,
        private readonly RefusedCalls $refusedCalls,
        private readonly OutputGuard $outputGuard,
        private readonly Logger $logger,
    ) {
    }

    /**
     * Before anything is done about a request.
     *
     * @param WP_REST_Request<array<mixed>> $request
     * @param string $text Its body, unpacked.
     */
    public function begin(WP_REST_Request $request, string $text): void
    {
        $this->text = $text;
        $this->headers = $this->answered = [];
        $this->items = null;
        $this->isOver = false;
        foreach (self::REQUEST_HEADERS as $name) {
            $value = (string) $request->get_header($name);
            if ($value !== '') {
                $this->headers[$name] = self::header($value);
            }
        }
        // WordPress is not told the type of a body that nobody is to read before it is known who is calling.
        $type = isset($_SERVER['CONTENT_TYPE']) && is_string($_SERVER['CONTENT_TYPE']) ? sanitize_text_field(wp_unslash($_SERVER['CONTENT_TYPE'])) : '';
        $this->headers['content-type'] = self::header($type);
    }

    /** @param list<mixed> $items Of a batch. */
    public function beginBatch(array $items): void
    {
        $this->items = array_map(static fn (mixed $item): array => is_array($item) ? $item : [], $items);
    }

    /**
     * @param array<string, mixed> $answer Schema Answer.
     * @param array<mixed> $body The message.
     */
    public function note(array $answer, array $body): void
    {
        if (isset($answer['dry_run'])) {
            return;
        }
        if (is_int($answer['notification_id'])) {
            $this->answered[] = [$answer, $this->items === null ? null : $body];
        } elseif ($answer['status'] >= 400 && $answer['retryable'] !== true) {
            $this->refusedCalls->record(RefusedCall::of($answer, $body));
        }
    }

    /** Everything that is in the request has its answer. */
    public function end(): void
    {
        $this->isOver = true;
    }

    /** After the answer is out. What cannot be kept is a loss for the reader of the history alone. */
    public function write(): void
    {
        if ($this->text === null) {
            return;
        }
        try {
            $this->deliveries->record($this->isOver ? $this->finished() : $this->cutOff());
        } catch (Throwable $error) {
            $this->logger->error('What was sent and answered could not be kept.', ['error' => $error->getMessage()]);
        }
        $this->text = null;
        $this->answered = [];
    }

    /** @return list<Delivery> */
    private function finished(): array
    {
        $written = $this->outputGuard->written();
        $deliveries = [];
        foreach ($this->answered as [$answer, $item]) {
            $isReplayed = ($answer['replayed'] ?? false) === true;
            $id = is_int($answer['notification_id']) ? $answer['notification_id'] : 0;
            $text = $item === null && $written !== null ? $written['text'] : (string) wp_json_encode($answer);
            $status = is_int($answer['status']) ? $answer['status'] : 0;
            $deliveries[] = $this->delivery($id, $isReplayed, $item, $text, $written['status'] ?? $status);
        }
        return $deliveries;
    }

    /**
     * Something ended the request, and Telaris was asked to send it again.
     *
     * @return list<Delivery> Of what was begun.
     */
    private function cutOff(): array
    {
        $written = $this->outputGuard->written();
        if ($written === null) {
            return [];
        }
        $deliveries = [];
        foreach ($this->notifications->webhookIds(array_keys($this->attempts->begunByTelaris())) as $id => $webhookId) {
            $items = array_values(array_filter($this->items ?? [], static fn (array $item): bool => ($item['id'] ?? null) === $webhookId));
            if ($this->items === null ? ($this->headers['webhook-id'] ?? '') === $webhookId : $items !== []) {
                $deliveries[] = $this->delivery($id, false, $items[0] ?? null, $written['text'], $written['status']);
            }
        }
        return $deliveries;
    }

    /** @param array<mixed>|null $item Null where it came alone. */
    private function delivery(int $notificationId, bool $isReplayed, ?array $item, string $answer, int $status): Delivery
    {
        $written = $this->outputGuard->written();
        // phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- PHP's own number.
        $began = isset($_SERVER['REQUEST_TIME_FLOAT']) && is_float($_SERVER['REQUEST_TIME_FLOAT']) ? $_SERVER['REQUEST_TIME_FLOAT'] : microtime(true);
        $headers = [];
        foreach ($written['headers'] ?? [] as $header) {
            [$name, $value] = explode(':', $header, 2) + ['', ''];
            if (in_array(strtolower($name), self::RESPONSE_HEADERS, true)) {
                $headers[strtolower($name)] = self::header(trim($value));
            }
        }
        return new Delivery(
            $notificationId,
            $isReplayed ? null : $this->attempts->begunByTelaris()[$notificationId] ?? null,
            $isReplayed,
            (int) round($began * 1000),
            (int) round(max(0.0, ($written['at'] ?? microtime(true)) - $began) * 1000),
            $status,
            $item === null ? $this->filter->request((string) $this->text, $this->headers) : $this->filter->item($item, $this->headers),
            $this->filter->response($answer, $headers)
        );
    }

    /** Nothing in a header that is kept is about a person; a sender could still put anything into it. */
    private static function header(string $value): string
    {
        return substr((string) preg_replace('/[^\x20-\x7E]+/', ' ', $value), 0, self::MOST_HEADER);
    }
}
