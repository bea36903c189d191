<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Webhook;

use TelarisForWooCommerce\Connection\AuthenticatedCaller;
use TelarisForWooCommerce\Connection\SiteIdentity;
use TelarisForWooCommerce\Domain\Message;
use TelarisForWooCommerce\Domain\MessageAction;
use TelarisForWooCommerce\Domain\MessageFingerprint;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\WebhookAnswer;
use Throwable;

defined('ABSPATH') || exit;

/** Handles one message of an authenticated caller and answers it; a single one and an item of a batch alike. */
final class NotificationReceiver
{
    public function __construct(
        private readonly MessageParser $parser,
        private readonly NotificationProcessor $processor,
        private readonly ImportReceiver $importReceiver,
        private readonly Questions $questions,
        private readonly DryRun $dryRun,
        private readonly WebhookResponse $webhookResponse,
        private readonly SiteIdentity $siteIdentity,
        private readonly Logger $logger,
    ) {
    }

    /**
     * @param array<string, mixed> $body
     * @param bool $async Whether Telaris does not wait for the outcome.
     * @return array{array<string, mixed>, bool} The answer, and whether it was given before.
     */
    public function receive(string $webhookId, array $body, ?AuthenticatedCaller $caller, bool $async = false): array
    {
        try {
            $isDryRun = MessageParser::isDryRun($body);
        } catch (InvalidPayload $error) {
            return [self::invalid($webhookId, $error), false];
        }
        [$answer, $isReplayed] = $this->handle($webhookId, $body, $caller, $async, $isDryRun);
        return [$isDryRun ? $answer + ['dry_run' => true] : $answer, $isReplayed];
    }

    /**
     * @param array<string, mixed> $body
     * @return array{array<string, mixed>, bool}
     */
    private function handle(string $webhookId, array $body, ?AuthenticatedCaller $caller, bool $async, bool $isDryRun): array
    {
        try {
            $message = $this->parser->parse($webhookId, $body);
            if (! $this->siteIdentity->accepts()) {
                return [WebhookAnswer::make($webhookId, 409, 'shop_moved', SiteIdentity::explanation(), false), false];
            }
            if ($isDryRun && $message->type->action() !== MessageAction::Answer) {
                return $this->dryRun->of($message);
            }
            return match ($message->type->action()) {
                MessageAction::Complete, MessageAction::Ignore => $this->record($message, MessageFingerprint::of($message), $async),
                MessageAction::Link => $this->importReceiver->receive($message),
                MessageAction::Answer => [$this->questions->answer($message, $body, $caller), false],
            };
        } catch (InvalidPayload $error) {
            return [self::invalid($webhookId, $error), false];
        } catch (WebhookIdReused) {
            return [WebhookAnswer::make($webhookId, 422, 'id_reused', __('This webhook-id came before with another body. A new message needs a new id.', 'telaris-for-woocommerce'), false), false];
        } catch (Throwable $error) {
            $this->logger->error('A call of Telaris could not be worked on.', ['error' => $error->getMessage()]);
            return [WebhookAnswer::unavailable($webhookId), false];
        }
    }

    /** @return array<string, mixed> */
    public static function invalid(string $webhookId, InvalidPayload $error): array
    {
        $answer = WebhookAnswer::make($webhookId, $error->status(), $error->reason, $error->errors[0]['message'], false);
        $answer['data'] = ['status' => $error->status(), 'retryable' => false, 'errors' => $error->errors];
        return $answer;
    }

    /** @return array{array<string, mixed>, bool} */
    private function record(Message $message, string $fingerprint, bool $async): array
    {
        $received = $this->processor->process($message, $fingerprint, $async);
        return [$this->answer($received), $received->replayed];
    }

    /** @return array<string, mixed> */
    public function answer(ReceivedNotification $received): array
    {
        if ($received->accepted) {
            return WebhookResponse::accepted($received->notification);
        }
        $answer = $this->webhookResponse->of($received->notification);
        // What was done once may have been undone by somebody since.
        $answer += $received->orderStatus === null ? [] : ['order_status' => $received->orderStatus];
        return $answer + ($received->replayed ? ['replayed' => true] : []);
    }
}
