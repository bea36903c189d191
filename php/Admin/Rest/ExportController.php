<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Admin\Rest;

use TelarisForWooCommerce\Background\OutputGuard;
use TelarisForWooCommerce\Domain\Notification;
use TelarisForWooCommerce\Storage\NotificationQuery;
use TelarisForWooCommerce\Support\DatabaseError;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Text\HistoryCsv;
use WP_REST_Request;
use WP_REST_Response;

defined('ABSPATH') || exit;

/** The history as CSV: what the filter matches, streamed, so that memory does not grow with it. */
final class ExportController implements Controller
{
    public function __construct(
        private readonly NotificationQuery $notificationQuery,
        private readonly HistoryCsv $csv,
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
        $separator = $request->get_param('separator');
        $semicolon = is_string($separator) ? $separator === 'semicolon' : self::hasDecimalComma();
        // Not null: WordPress filters the fields of any data where `_fields` is asked for.
        $response = new WP_REST_Response([]);
        $response->header('Content-Type', 'text/csv; charset=UTF-8');
        $response->header('Content-Disposition', 'attachment; filename="telaris-' . gmdate('Y-m-d') . '.csv"');
        add_filter(
            'rest_pre_serve_request',
            function (bool $served, mixed $served_response) use ($response, $filter, $semicolon): bool {
                if ($served || $served_response !== $response) {
                    return $served;
                }
                $this->stream($filter, $semicolon);
                return true;
            },
            5,
            2
        );
        return $response;
    }

    /** @param array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int} $filter */
    private function stream(array $filter, bool $semicolon): void
    {
        $this->outputGuard->open();
        // A million rows take longer than a page may: WooCommerce's function, as some hosts switch PHP's off.
        wc_set_time_limit();
        $this->csv->write('php://output', $this->rows($filter), $semicolon);
    }

    /** Whether the reader's language writes 1,5: then a comma ends no column. */
    private static function hasDecimalComma(): bool
    {
        return str_contains(number_format_i18n(1.5, 1), ',');
    }

    /**
     * @param array{state?: string, heading?: string, trigger?: string, search?: string, from?: int, to?: int} $filter
     * @return iterable<Notification|string>
     */
    private function rows(array $filter): iterable
    {
        try {
            yield from $this->notificationQuery->all($filter);
        } catch (DatabaseError $error) {
            $this->logger->error('An export was cut short.', ['error' => $error->getMessage()]);
            yield __('The export is not complete: the database stopped answering.', 'telaris-for-woocommerce');
        }
    }
}
