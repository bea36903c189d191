<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Rest;

use TelarisForWooCommerce\Auth\Caller;
use TelarisForWooCommerce\Auth\DoorKeeper;
use TelarisForWooCommerce\Database\DatabaseError;
use TelarisForWooCommerce\History\Outcome;
use TelarisForWooCommerce\Link\Linking;
use TelarisForWooCommerce\Log;
use TelarisForWooCommerce\Message\IdReused;
use TelarisForWooCommerce\Message\InvalidPayload;
use TelarisForWooCommerce\Message\Message;
use TelarisForWooCommerce\Message\MessageParser;
use TelarisForWooCommerce\Message\Receiver;
use TelarisForWooCommerce\Settings;
use Throwable;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The one door for Telaris: POST /notifications. */
final class DoorController
{
    public function __construct(
        private readonly DoorKeeper $keeper,
        private readonly MessageParser $parser,
        private readonly Receiver $receiver,
        private readonly Linking $linking,
        private readonly Answers $answers,
        private readonly AfterAnswer $afterAnswer,
        private readonly Settings $settings,
        private readonly Log $log,
        private readonly string $version,
    ) {
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function permit(WP_REST_Request $request): bool|WP_Error
    {
        try {
            $caller = $this->keeper->admit($request);
        } catch (DatabaseError $error) {
            return $this->unavailable($error);
        }
        return $caller instanceof WP_Error ? $caller : true;
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function receive(WP_REST_Request $request): WP_REST_Response|WP_Error
    {
        $this->afterAnswer->plan();
        $webhookId = (string) $request->get_header('webhook-id');
        if ($webhookId === '') {
            return new WP_Error('missing_id', __('The header webhook-id is missing. It names the message; a retry has the same.', 'telaris-for-woocommerce'), ['status' => 400, 'retryable' => false]);
        }
        try {
            $body = $this->parser->decode($request->get_body());
            $message = $this->parser->parse($webhookId, $body);
            return match ($message->type) {
                Message::PING => $this->pong($message, $this->keeper->caller($request)),
                Message::IMPORTED => $this->import($message),
                default => $this->record($message, MessageParser::fingerprint($body)),
            };
        } catch (InvalidPayload $error) {
            return new WP_Error('invalid_payload', $error->getMessage(), ['status' => 400, 'retryable' => false, 'errors' => $error->errors]);
        } catch (IdReused) {
            return new WP_Error('id_reused', __('This webhook-id came before with another body. A new message needs a new id.', 'telaris-for-woocommerce'), ['status' => 422, 'retryable' => false]);
        } catch (Throwable $error) {
            return $this->unavailable($error);
        }
    }

    /** @throws DatabaseError */
    private function record(Message $message, string $fingerprint): WP_REST_Response
    {
        $received = $this->receiver->receive($message, $fingerprint);
        $response = $this->respond($this->answers->of($received->notification));
        if ($received->replayed) {
            $response->header('Idempotent-Replayed', 'true');
        }
        return $response;
    }

    /** @throws DatabaseError */
    private function import(Message $message): WP_REST_Response
    {
        $refused = $this->linking->import($message);
        return $this->respond(
            $refused instanceof Outcome
                ? $this->answers->unrecorded($message->webhookId, $refused)
                : Answers::answer($message->webhookId, 200, 'linked', __('The order is linked.', 'telaris-for-woocommerce'), false)
        );
    }

    private function pong(Message $message, ?Caller $caller): WP_REST_Response
    {
        return $this->respond(
            Answers::answer($message->webhookId, 200, 'pong', __('The connection works.', 'telaris-for-woocommerce'), false) + [
                'pong' => [
                    'recognised_as' => $caller?->by,
                    'clock_skew_seconds' => $caller?->clockSkew,
                    'versions' => [
                        'plugin' => $this->version,
                        'woocommerce' => WC()->version,
                        'wordpress' => get_bloginfo('version'),
                    ],
                    'completes_from' => $this->settings->completesFrom(),
                ],
            ]
        );
    }

    /** @param array<string, mixed> $answer */
    private function respond(array $answer): WP_REST_Response
    {
        return new WP_REST_Response($answer, is_int($answer['status']) ? $answer['status'] : 500);
    }

    private function unavailable(Throwable $error): WP_Error
    {
        $this->log->error('A call of Telaris could not be worked on.', ['error' => $error->getMessage()]);
        return new WP_Error('internal_error', __('The shop could not work on this now. Send the same message again later.', 'telaris-for-woocommerce'), ['status' => 503, 'retryable' => true]);
    }
}
