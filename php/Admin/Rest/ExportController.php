<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\ResultText;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The history as CSV: what the filter matches, streamed, so that memory does not grow with it. */
final class ExportController implements Controller
{
    public function __construct(
        private readonly NotificationQuery $notificationQuery,
        private readonly ResultText $resultText,
        private readonly OutputGuard $outputGuard,
        private readonly Logger $logger,
    ) {
    }

    public function registerRoutes(AdminRoutes $routes): void
    {
        $routes->get('/notifications/export', Access::Read, $this->export(...), 'exportNotifications');
    }

    /** @param WP_REST_Request<array<mixed>> $request */
    public function export(WP_REST_Request $request): WP_REST_Response
    {
        $filter = NotificationsController::filter($request);
        // Not null: WordPress filters the fields of any data where `_fields` is asked for.
        $response = new WP_REST_Response([]);
        $response->header('Content-Type', 'text/csv; charset=UTF-8');
        $response->header('Content-Disposition', 'attachment; filename="telaris-' . gmdate('Y-m-d') . '.csv"');
        add_filter(
            'rest_pre_serve_request',
            function (bool $served, mixed $served_response) use ($response, $filter): bool {
                if ($served || $served_response !== $response) {
                    return $served;
                }
                $this->stream($filter);
                return true;
            },
            5,
            2
        );
        return $response;
    }

    /** @param array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int} $filter */
    private function stream(array $filter): void
    {
        $this->outputGuard->open();
        // A million rows take longer than a page may. Some hosts switch the function off.
        if (function_exists('set_time_limit')) {
            set_time_limit(0);
        }
        $out = fopen('php://output', 'w');
        if ($out === false) {
            return;
        }
        // So that spreadsheets read Norwegian letters.
        fwrite($out, "\xEF\xBB\xBF");
        $this->line($out, [
            __('Time (UTC)', 'telaris-for-woocommerce'),
            __('Order', 'telaris-for-woocommerce'),
            __('Telaris order', 'telaris-for-woocommerce'),
            __('Invoice', 'telaris-for-woocommerce'),
            __('Type', 'telaris-for-woocommerce'),
            __('State', 'telaris-for-woocommerce'),
            __('Code', 'telaris-for-woocommerce'),
            __('Result', 'telaris-for-woocommerce'),
            __('Attempts', 'telaris-for-woocommerce'),
            'webhook-id',
        ]);
        try {
            foreach ($this->notificationQuery->all($filter) as $notification) {
                $this->line($out, $this->cells($notification));
            }
        } catch (DatabaseError $error) {
            $this->logger->error('An export was cut short.', ['error' => $error->getMessage()]);
            $this->line($out, [__('The export is not complete: the database stopped answering.', 'telaris-for-woocommerce')]);
        }
        fclose($out);
    }

    /** @return list<string> */
    private function cells(Notification $notification): array
    {
        $message = $notification->message;
        return [
            gmdate('Y-m-d H:i:s', $notification->receivedAt),
            $notification->shopNumber ?? (string) $notification->orderId,
            (string) $message->orderInTelaris()?->name(),
            (string) $message->invoice?->number,
            $message->type->value,
            $notification->state->value,
            $notification->code->value,
            $this->resultText->sentence($notification->code, $notification->params),
            (string) $notification->attempts,
            $message->webhookId,
        ];
    }

    /**
     * A cell that a spreadsheet would take for a formula gets an apostrophe in front.
     *
     * @param resource $out
     * @param list<string> $cells
     */
    private function line($out, array $cells): void
    {
        $safe = array_map(static fn (string $cell): string => preg_match('/\A[=+\-@\t\r]/', $cell) === 1 ? "'$cell" : $cell, $cells);
        fputcsv($out, $safe, ',', '"', '');
    }
}
