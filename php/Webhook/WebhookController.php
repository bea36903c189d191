<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Background\ResponseFinisher;
use TelarisForWooCommerce\Connection\AuthenticatedCaller;
use TelarisForWooCommerce\Connection\LoopbackCall;
use TelarisForWooCommerce\Connection\WebhookAuthenticator;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use TelarisForWooCommerce\Text\WebhookAnswer;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The webhook endpoint: POST /notifications, and POST /notifications/batch. */
final class WebhookController
{
    public const MOST_IN_BATCH = 100;

    /** Seconds after which no further item of a batch is started, unless PHP's own limit is nearer. */
    private const BATCH_BUDGET = 25.0;

    public function __construct(
        private readonly WebhookAuthenticator $authenticator,
        private readonly MessageParser $parser,
        private readonly NotificationReceiver $receiver,
        private readonly BatchReceiver $batchReceiver,
        private readonly DeliveryLog $deliveryLog,
        private readonly ResponseFinisher $responseFinisher,
        private readonly Settings $settings,
        private readonly Logger $logger,
    ) {
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function permit(WP_REST_Request $request): bool|WP_Error
    {
        if ($request->get_method() !== 'POST') {
            // WordPress asks for the Allow header of a page of the history: nobody is calling the webhook.
            return false;
        }
        try {
            $caller = $this->authenticator->authenticate($request);
        } catch (DatabaseError $error) {
            $this->logger->error('A call of Telaris could not be checked.', ['error' => $error->getMessage()]);
            return new WP_Error('internal_error', __('The shop could not work on this now. Send the same message again later.', 'telaris-for-woocommerce'), ['status' => 503, 'retryable' => true]);
        }
        if ($caller instanceof WP_Error) {
            $this->responseFinisher->planLook();
            return $caller;
        }
        return true;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function receive(WP_REST_Request $request): WP_REST_Response
    {
        if ($this->isOfShop($request)) {
            return self::respond(['status' => 200], LoopbackCall::answer($request));
        }
        $this->responseFinisher->plan();
        $this->responseFinisher->then($this->deliveryLog->write(...));
        $webhookId = (string) $request->get_header('webhook-id');
        $body = [];
        $replayed = false;
        try {
            $text = RequestBody::text($request);
            $this->deliveryLog->begin($request, $text);
            $body = $this->parser->decode($text);
            if ($webhookId === '') {
                $answer = WebhookAnswer::make('', 400, 'missing_id', __('The header webhook-id is missing. It names the message; a retry has the same.', 'telaris-for-woocommerce'), false);
            } else {
                [$answer, $replayed] = $this->receiver->receive($webhookId, $body, $this->authenticator->caller($request), $this->isAsync($request));
            }
        } catch (InvalidPayload $error) {
            $answer = NotificationReceiver::invalid($webhookId, $error);
        }
        $this->deliveryLog->note($answer, $body);
        $this->deliveryLog->end();
        $response = self::respond($answer);
        if ($replayed) {
            $response->header('Idempotent-Replayed', 'true');
        }
        return $response;
    }

    /**
     * Each item is handled as a single message would be; one item's failure touches no other.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    public function receiveBatch(WP_REST_Request $request): WP_REST_Response
    {
        if ($this->isOfShop($request)) {
            return self::respond(['status' => 200], LoopbackCall::answer($request));
        }
        $this->responseFinisher->plan();
        $this->responseFinisher->then($this->deliveryLog->write(...));
        $until = microtime(true) + self::budget();
        $batchId = (string) $request->get_header('webhook-id');
        try {
            $text = RequestBody::text($request);
            $this->deliveryLog->begin($request, $text);
            $items = $this->items($text);
        } catch (InvalidPayload $error) {
            return $this->refuseBatch(NotificationReceiver::invalid($batchId, $error));
        }
        if (count($items) > self::MOST_IN_BATCH) {
            /* translators: %d: number of messages. */
            return $this->refuseBatch(WebhookAnswer::make($batchId, 413, 'batch_too_large', sprintf(__('A batch has at most %d notifications.', 'telaris-for-woocommerce'), self::MOST_IN_BATCH), false));
        }
        $this->deliveryLog->beginBatch($items);
        $results = $this->batchReceiver->receive($items, $this->authenticator->caller($request), $until, $this->isAsync($request));
        foreach ($results as $index => $result) {
            $this->deliveryLog->note($result, is_array($items[$index] ?? null) ? $items[$index] : []);
        }
        $this->deliveryLog->end();
        $status = in_array(202, array_column($results, 'status'), true) ? 202 : 200;
        return self::respond(['status' => $status], ['results' => $results, 'summary' => self::summary($results)]);
    }

    /**
     * The shop calls itself to see what arrives: that is answered, and nothing else is done.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function isOfShop(WP_REST_Request $request): bool
    {
        return $this->authenticator->caller($request)?->by === AuthenticatedCaller::BY_SHOP;
    }

    /** @param array<string, mixed> $answer */
    private function refuseBatch(array $answer): WP_REST_Response
    {
        $this->deliveryLog->note($answer, []);
        $this->deliveryLog->end();
        return self::respond($answer);
    }

    /**
     * @return list<mixed>
     * @throws InvalidPayload
     */
    private function items(string $body): array
    {
        $batch = $this->parser->decode($body);
        $items = $batch['notifications'] ?? null;
        // PHP's arrays do not tell {} from [].
        $plain = $items === [] ? json_decode($body) : null;
        $isObject = is_object($plain) && ! is_array(get_object_vars($plain)['notifications'] ?? null);
        if (! is_array($items) || ! array_is_list($items) || $isObject) {
            InvalidPayload::refuse('notifications', __('notifications must be a list.', 'telaris-for-woocommerce'));
        }
        if (MessageParser::isDryRun($batch)) {
            return array_map(static fn (mixed $item): mixed => is_array($item) && ! array_is_list($item) ? ['dry_run' => true] + $item : $item, $items);
        }
        return $items;
    }

    /**
     * @param list<array<string, mixed>> $results
     * @return array<string, int> How many, in all and by state; "refused" are those that are in no row of the history, "duplicates" those whose
     *                            id came before in the same batch and that are counted nowhere else. "dry_run", where there are some, likewise.
     */
    private static function summary(array $results): array
    {
        $summary = ['total' => count($results), 'completed' => 0, 'failed' => 0, 'ignored' => 0, 'pending' => 0, 'linked' => 0, 'refused' => 0, 'duplicates' => 0];
        $seen = [];
        foreach ($results as $result) {
            $id = is_string($result['id']) ? $result['id'] : '';
            if ($id !== '' && ($result['replayed'] ?? false) === true && isset($seen[$id])) {
                $summary['duplicates']++;
                continue;
            }
            $seen[$id] = true;
            if (isset($result['dry_run'])) {
                $summary['dry_run'] = ($summary['dry_run'] ?? 0) + 1;
                continue;
            }
            $state = is_string($result['state']) ? $result['state'] : (($result['status'] ?? 0) === 200 ? 'linked' : 'refused');
            $summary[$state] = ($summary[$state] ?? 0) + 1;
        }
        return $summary;
    }

    private static function budget(): float
    {
        $limit = (int) ini_get('max_execution_time');
        return $limit <= 0 ? self::BATCH_BUDGET : min(self::BATCH_BUDGET, $limit * 0.6);
    }

    /**
     * Whether Telaris does not wait for the outcome (RFC 7240). While the merchant holds the plugin back, there is nothing to wait for.
     *
     * @param WP_REST_Request<array<mixed>> $request
     */
    private function isAsync(WP_REST_Request $request): bool
    {
        return ! $this->settings->hold() && preg_match('/(?:^|,)\s*respond-async\s*(?:[;,]|$)/i', (string) $request->get_header('prefer')) === 1;
    }

    /**
     * @param array<string, mixed> $answer
     * @param array<string, mixed>|null $body Other than the answer.
     */
    private static function respond(array $answer, ?array $body = null): WP_REST_Response
    {
        $response = new WP_REST_Response($body ?? $answer, is_int($answer['status']) ? $answer['status'] : 500);
        $answers = is_array($body['results'] ?? null) ? $body['results'] : [$answer];
        if (in_array('accepted', array_column($answers, 'code'), true)) {
            $response->header('Preference-Applied', 'respond-async');
        }
        return $response;
    }
}
