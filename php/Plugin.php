<?php

declare(strict_types=1);

namespace TelarisForWooCommerce;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use TelarisForWooCommerce\Support\Logger;
use TelarisForWooCommerce\Support\Settings;
use WP_CLI;
use wpdb;

defined('ABSPATH') || exit;

/** The composition root: builds everything, hooks everything, decides nothing. */
final class Plugin
{
    private const OLDEST_WOOCOMMERCE = '9.9';

    public function __construct(private readonly string $file, private readonly string $version)
    {
    }

    public function boot(): void
    {
        register_deactivation_hook($this->file, Background\Scheduler::clear(...));
        add_action('before_woocommerce_init', $this->declareCompatibility(...));
        add_action('plugins_loaded', $this->start(...), 20);
    }

    private function declareCompatibility(): void
    {
        if (class_exists(FeaturesUtil::class)) {
            foreach (['custom_order_tables', 'cart_checkout_blocks'] as $feature) {
                FeaturesUtil::declare_compatibility($feature, $this->file, true);
            }
        }
    }

    private function start(): void
    {
        if (! function_exists('WC') || version_compare(WC()->version, self::OLDEST_WOOCOMMERCE, '<')) {
            add_action('admin_notices', $this->sayWhatIsMissing(...));
            return;
        }
        global $wpdb;
        /** @var wpdb $wpdb */
        $database = new Support\Database($wpdb);
        $schema = new Storage\Schema($database);
        $counters = new Support\Counters($database);
        $address = new Connection\SiteIdentity($counters);
        $schemas = new Webhook\Schemas(__DIR__ . '/Webhook/schemas.json');
        $parser = new Webhook\MessageParser($schemas);
        $log = new Logger();
        $settings = new Settings();
        $sentences = new Text\ResultText();

        $notifications = new Storage\NotificationRepository($database);
        $attempts = new Storage\AttemptRepository($database);
        $history = new Storage\NotificationQuery($database);
        $links = new Storage\LinkRepository($database);

        $statuses = new WooCommerce\OrderStatusReader($database);
        $orders = new WooCommerce\OrderLoader();
        $leases = new Storage\OrderLockRepository($database);
        $target = new Completion\OrderResolver($links, $statuses, $settings);
        $email = new WooCommerce\CompletedOrderEmail();
        $outbox = new Storage\EmailOutbox($database);
        $postman = new Background\EmailSender($outbox, $email, $statuses, $orders, $notifications, $log);
        $settlement = new Completion\AttemptRecorder($attempts, $notifications, $outbox, $leases, new Completion\Verdict($statuses));
        $records = new Storage\CompletionRecordRepository($database);
        $guard = new Completion\CompletionGuard($settings);
        $preview = new Completion\ResendPreview($target, $statuses, $orders, $records, $guard, $outbox, $email);
        $completion = new Completion\OrderCompleter(
            $target,
            $leases,
            $statuses,
            $orders,
            $records,
            new WooCommerce\OrderMeta(),
            $guard,
            $links,
            $attempts,
            $notifications,
            $settlement,
            $outbox,
            $email,
            new WooCommerce\CallerIdentifier($this->file),
            $log
        );
        $linking = new Link\LinkService($links, $target, $statuses, $notifications, $completion);
        $receiver = new Webhook\Receiver($notifications, $completion, $links, $statuses);
        $pruning = new Background\RetentionCleaner($database, $counters, $settings);
        $work = new Background\BackgroundRunner($leases, $settlement, $postman, $notifications, $completion, $address, $pruning, $counters, $settings, $log);
        $schedule = new Background\Scheduler($work, $log);

        $secrets = new Connection\SigningSecrets(new Connection\SecretEncryption(), $counters);
        $failures = new Connection\AuthFailureRateLimiter($counters);
        $keeper = new Connection\WebhookAuthenticator($secrets, $failures, $counters);
        $awaiting = new Storage\UninvoicedOrdersQuery($database, $settings);
        $health = new Connection\ConnectionHealth($secrets, $failures, $counters, $notifications, $awaiting, $sentences, $address);
        $answers = new Webhook\WebhookResponse($sentences);
        $presenter = new Admin\Rest\NotificationPresenter($sentences, $attempts, $answers);
        $afterAnswer = new Background\ResponseFinisher($work);
        $lastWords = new Webhook\FatalErrorResponder();
        $desk = new Webhook\NotificationReceiver($parser, $receiver, $linking, $answers, $settings, $address, $log, $this->version);
        $door = new Webhook\WebhookController($keeper, $parser, $desk, $afterAnswer, $log);
        $wire = new Webhook\RestRequestHooks($keeper, $afterAnswer, $lastWords);
        $candidates = new Link\LinkCandidateFinder($database, $links, $statuses, $settings);
        $keys = new WooCommerce\ApiKeys($database);

        add_action('init', $schema->migrate(...), 5);
        add_action('rest_api_init', fn () => (new Admin\Rest\AdminRoutes(
            $door,
            new Admin\Rest\NotificationsController($history, $notifications, $linking, $links, $presenter, $sentences, $afterAnswer),
            new Admin\Rest\ResendController($notifications, $completion, $preview, $links, $presenter, $sentences, $afterAnswer),
            new Admin\Rest\StatsController(new Storage\NotificationStats($database), $awaiting, $presenter),
            new Admin\Rest\ExportController($history, $sentences, $log),
            new Admin\Rest\OrdersController($notifications, $candidates, $links, $presenter, $sentences),
            new Admin\Rest\ConnectionController($health, $secrets, $address),
            new Admin\Rest\SettingsController($settings, $keys),
            new Admin\Rest\Permissions($keeper),
            $address,
            $schemas,
            $log
        ))->register());
        $wire->register();
        (new Webhook\WcApiEndpoint($door, $keeper, $wire, $afterAnswer, $lastWords))->register();
        (new WooCommerceApi\OrderUpdateInterceptor(
            $settings,
            $address,
            $keys,
            new WooCommerceApi\InterceptedUpdateRecorder($notifications, $attempts, $settlement, $statuses),
            $links,
            $completion,
            $statuses,
            $orders,
            $counters,
            $afterAnswer,
            $log
        ))->register();
        add_action('woocommerce_email_sent', $postman->noteSent(...), 10, 3);
        add_action('shutdown', static fn () => $completion->onShutdown() && $lastWords->speak(), 0);
        $schedule->register();
        (new Admin\AdminPage($this->file, $this->version, new Admin\ScreenPreloader()))->register();
        (new Admin\OrderMetaBox($links, $notifications, $sentences, $log))->register();
        (new Admin\InvoiceEmailLine($settings))->register();
        (new Admin\SiteHealthTests($health, $address, $settings, $this->version))->register();

        if (defined('WP_CLI') && WP_CLI) {
            WP_CLI::add_command('telaris', new Cli\TelarisCommand($secrets, $history, $notifications, $completion, $work, $sentences, $address));
        }
    }

    private function sayWhatIsMissing(): void
    {
        wp_admin_notice(
            /* translators: %s: oldest version of WooCommerce that will do. */
            esc_html(sprintf(__('Telaris for WooCommerce needs WooCommerce %s or newer. Until then no order is completed by itself.', 'telaris-for-woocommerce'), self::OLDEST_WOOCOMMERCE)),
            ['type' => 'error']
        );
    }
}
