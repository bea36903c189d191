<?php

declare(strict_types=1);

namespace TelarisForWooCommerce;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use WP;
use WP_CLI;
use WP_HTTP_Response;
use WP_Query;
use WP_REST_Request;
use WP_REST_Server;
use wpdb;

defined('ABSPATH') || exit;

/** Only hooks: what a hook needs is built when it fires, so that a page of the storefront builds nothing. */
final class Plugin
{
    private const OLDEST_WOOCOMMERCE = '9.9';

    /** Of the site's tables; a site whose stored version is another one is migrated. */
    public const SCHEMA_VERSION = '10';

    private ?Services $services = null;

    public function __construct(private readonly string $file, private readonly string $version)
    {
    }

    public function boot(): void
    {
        register_activation_hook($this->file, fn (mixed $networkWide = false) => Support\Network::each($networkWide === true, function (): void {
            Admin\FirstRunNotice::prepare();
            $this->activate();
        }));
        register_deactivation_hook($this->file, static fn (mixed $networkWide = false) => Support\Network::each($networkWide === true, Background\Scheduler::clear(...)));
        add_action('before_woocommerce_init', $this->declareCompatibility(...));
        add_action('plugins_loaded', $this->start(...), 20);
    }

    /** The tables of a first activation are made by the next request, which plans as well. */
    private function activate(): void
    {
        if ($this->services()->schema()->isCurrent()) {
            $this->services()->scheduler()->restart();
        }
    }

    private function migrate(): void
    {
        if (! $this->services()->schema()->migrate()) {
            return;
        }
        // Until version 5 it was asked for at each call.
        wp_set_option_autoload(Connection\SigningSecrets::OPTION, true);
        $this->activate();
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
        if (get_option(Storage\Schema::OPTION) !== self::SCHEMA_VERSION) {
            add_action('init', $this->migrate(...), 5);
        }
        // A deleted site of a network takes its tables along.
        add_filter('wpmu_drop_tables', fn (array $tables): array => [...$tables, ...$this->services()->schema()->tables()]);
        $this->hookWebhook();
        $this->hookOrders();
        $this->hookOutgoingWebhooks();
        $this->hookBackground();
        $this->hookAdmin();
        if (is_admin()) {
            add_action('admin_post_' . Admin\FirstRunNotice::ACTION, static fn () => (new Admin\FirstRunNotice())->dismiss());
            $this->hookOrdersList();
        }
        if (defined('WP_CLI') && WP_CLI) {
            foreach ($this->services()->commands() as $name => $command) {
                WP_CLI::add_command($name, $command, ['before_invoke' => Cli\DatabaseFailureReporter::listen(...)]);
            }
        }
    }

    private function services(): Services
    {
        global $wpdb;
        /** @var wpdb $wpdb */
        return $this->services ??= new Services($wpdb, $this->file, $this->version);
    }

    private function hookWebhook(): void
    {
        add_action('rest_api_init', function (): void {
            $this->services()->webhookRoutes()->register();
            foreach ($this->services()->adminControllers() as $controller) {
                $controller->registerRoutes($this->services()->adminRoutes());
            }
        });
        // WooCommerce asks on every page whether it is a request of its REST API.
        add_filter('woocommerce_rest_is_request_to_rest_api', fn (mixed $accepted): mixed => $accepted === true || ! $this->mayBeOurRoute()
            ? $accepted
            : $this->services()->restRequestHooks()->acceptKeys($accepted));
        add_filter('woocommerce_disable_rest_api_access_log', function (mixed $disable, mixed $keyId): mixed {
            $this->services()->restRequestHooks()->noteKey($keyId);
            if ($this->services()->markedKeyDetector()->detect($keyId)) {
                $this->services()->orderUpdateInterceptor()->listen();
                $this->services()->fatalErrorResponder()->prepare();
            }
            return $disable;
        }, 10, 2);
        add_filter('rest_authentication_errors', fn (mixed $error): mixed => $this->services()->restRequestHooks()->allowSignedCall($error), 999);
        add_filter('rest_pre_dispatch', fn (mixed ...$dispatch): mixed => $this->services()->restRequestHooks()->keepBodyRaw(...$dispatch), 1, 3);
        add_filter('rest_pre_dispatch', fn (mixed ...$dispatch): mixed => $this->services()->restRequestHooks()->refuseNonObject(...$dispatch), 2, 3);
        add_filter('rest_pre_dispatch', fn (mixed ...$dispatch): mixed => $this->services()->restRequestHooks()->ignoreKeyOfSigned(...$dispatch), 20, 3);
        add_filter('rest_post_dispatch', fn (WP_HTTP_Response $response, WP_REST_Server $server, WP_REST_Request $request): WP_HTTP_Response => $this->services()->restRequestHooks()->shape($response, $server, $request), 99, 3);
        $this->hookOutput();
        add_action('woocommerce_api_telaris', fn () => $this->services()->webhookEndpoint()->receive());
        add_action('woocommerce_api_telaris-batch', fn () => $this->services()->webhookEndpoint()->receiveBatch());
    }

    /** From the moment a request is known to be ours until its answer is out, whatever others print or end in between. */
    private function hookOutput(): void
    {
        // Before WordPress starts its REST server, at 10.
        add_action('parse_request', function (WP $wp): void {
            $route = $wp->query_vars['rest_route'] ?? null;
            if (is_string($route) && Webhook\RestRequestHooks::isOurs($route)) {
                $this->services()->webhookEndpoint()->open($route);
            }
        }, 1);
        $hooks = fn (): Webhook\RestRequestHooks => $this->services()->restRequestHooks();
        add_filter('rest_pre_dispatch', fn (mixed $result): mixed => $hooks()->keepHeaders($result), PHP_INT_MIN);
        add_filter('rest_post_dispatch', fn (WP_HTTP_Response $response): WP_HTTP_Response => $hooks()->dropForeignOutput($response), PHP_INT_MAX);
        add_filter('rest_pre_serve_request', fn (mixed $served, WP_HTTP_Response $response, WP_REST_Request $request): mixed => $hooks()->letServe($served, $response, $request), PHP_INT_MIN, 3);
        add_filter('rest_pre_serve_request', fn (mixed $served, WP_HTTP_Response $response): mixed => $hooks()->serve($served, $response), PHP_INT_MAX, 2);
        add_action('shutdown', function (): void {
            if ($this->services?->isBuilt(Completion\OrderCompleter::class)) {
                $this->services->orderCompleter()->onShutdown();
            }
            if ($this->services?->isBuilt(Webhook\FatalErrorResponder::class)) {
                $this->services->fatalErrorResponder()->respond();
            }
        }, 0);
    }

    /** Told when it is mended, by WooCommerce's own webhooks. In closures: naming a method as a value would load its class on every page. */
    private function hookOutgoingWebhooks(): void
    {
        add_filter('woocommerce_webhook_topics', static fn (array $known): array => Completion\CompletedWebhookTopic::offered($known));
        add_filter('woocommerce_webhook_topic_hooks', static fn (array $known): array => Completion\CompletedWebhookTopic::hooks($known));
        add_filter('woocommerce_valid_webhook_resources', static fn (array $known): array => Completion\CompletedWebhookTopic::resources($known));
        add_filter('woocommerce_valid_webhook_events', static fn (array $known): array => Completion\CompletedWebhookTopic::events($known));
        add_filter('woocommerce_webhook_payload', fn (mixed $payload, mixed $resource, mixed $id): mixed => $resource === 'telaris'
            ? $this->services()->completedWebhookTopic()->payload($payload, $resource, $id)
            : $payload, 10, 3);
    }

    private function hookOrders(): void
    {
        add_action('woocommerce_order_status_changed', function (mixed ...$change): void {
            $isOursAlone = $this->services?->isBuilt(Completion\OrderCompleter::class) && $this->services->orderCompleter()->isRunningAlone($change[0] ?? null);
            if (! $isOursAlone && $this->services()->orderStatusObserver()->changed(...$change)) {
                $this->services()->scheduler()->planNext();
                $this->services()->responseFinisher()->planLook();
            }
        }, 100, 4);
        add_action('woocommerce_order_status_completed', function (int $orderId): void {
            $isOurs = $this->services?->isBuilt(Completion\OrderCompleter::class) && $this->services->orderCompleter()->isRunning($orderId);
            $isOurs || $this->services()->concurrentCompletionGuard()->beforeHooks($orderId);
        }, PHP_INT_MIN);
        add_action('woocommerce_email_sent', fn (mixed ...$sent) => $this->services()->emailSender()->noteSent(...$sent), 10, 3);
        add_action('woocommerce_email_order_meta', fn (mixed ...$email) => $this->services()->invoiceEmailLine()->show(...$email), 20, 4);
    }

    private function hookBackground(): void
    {
        add_action('telaris_for_woocommerce_due', fn () => $this->services()->backgroundRunner()->runFromQueue());
        add_action('telaris_for_woocommerce_daily', function (): void {
            $this->services()->schema()->repair();
            $this->services()->backgroundRunner()->runFromQueue();
        });
        add_filter('woocommerce_email_classes', fn (array $emails): array => $emails + ['Telaris_Alert' => $this->services()->alertEmail()]);
        add_filter('woocommerce_transactional_emails_for_block_editor', static fn (array $ids): array => [...$ids, WooCommerce\AlertEmail::ID]);
        // Before anything is done after the answer, and after WooCommerce's own deliveries at 10.
        add_action('shutdown', function (): void {
            // The files may be gone: deleted by WP-CLI while active.
            if ($this->services !== null && class_exists(Completion\CompletedWebhookTopic::class)) {
                Completion\CompletedWebhookTopic::forgetDelivered();
            }
        }, 11);
        add_action('shutdown', function (): void {
            if ($this->services?->isBuilt(Background\ResponseFinisher::class)) {
                $this->services->responseFinisher()->run();
            }
        }, 100);
        add_action('shutdown', function (): void {
            if ($this->services?->isBuilt(Completion\OutcomeEvents::class)) {
                $this->services->outcomeEvents()->fire();
                class_exists(Completion\CompletedWebhookTopic::class) && Completion\CompletedWebhookTopic::deliverQueue();
            }
        }, 200);
        add_action('shutdown', function (): void {
            if ($this->services?->isBuilt(Background\ResponseFinisher::class)) {
                $this->services->responseFinisher()->runAfter();
            }
        }, 220);
        add_action('shutdown', function (): void {
            // A table or a column got lost, or was never made.
            if ($this->services?->isBuilt(Support\Database::class) && $this->services->database()->isIncomplete()) {
                $this->services->schema()->repair();
            }
        }, 210);
    }

    private function hookAdmin(): void
    {
        add_filter('site_status_tests', fn (array $tests): array => $this->services()->siteHealthTests()->addTest($tests));
        add_filter('debug_information', fn (array $sections): array => $this->services()->siteHealthTests()->addInformation($sections));
        // Action Scheduler asks for it once a day, from WooCommerce 10.5 on; a look at the page is enough before that.
        add_action('action_scheduler_ensure_recurring_actions', fn () => $this->services()->scheduler()->ensureDaily());
        add_action('admin_enqueue_scripts', function (string $hook): void {
            if ($this->services()->adminPage()->isOwn($hook)) {
                $this->services()->scheduler()->ensureDaily();
            }
        });
        add_action('admin_notices', static fn () => (new Admin\FirstRunNotice())->show());
        add_action('admin_menu', fn () => $this->services()->adminPage()->addPage(), 60);
        add_action('admin_enqueue_scripts', fn (string $hook) => $this->services()->adminPage()->enqueue($hook));
        add_filter('plugin_action_links_' . plugin_basename($this->file), fn (array $links): array => $this->services()->adminPage()->addLink($links));
        add_action('wp_abilities_api_categories_init', fn () => $this->services()->abilities()->registerCategory());
        add_action('wp_abilities_api_init', fn () => $this->services()->abilities()->register());
        add_filter('wp_privacy_personal_data_exporters', fn (array $exporters): array => $this->services()->privacyTools()->addExporter($exporters));
        add_filter('wp_privacy_personal_data_erasers', fn (array $erasers): array => $this->services()->privacyTools()->addEraser($erasers), PHP_INT_MAX);
        add_action('woocommerce_privacy_remove_order_personal_data', fn (mixed $order) => $this->services()->privacyTools()->eraseOrder($order));
        add_action('admin_init', fn () => $this->services()->privacyTools()->addPolicy());
        add_action('add_meta_boxes', fn (mixed ...$screen) => $this->services()->orderMetaBox()->add(...$screen), 40, 2);
    }

    /** WooCommerce's own list of orders, whether they are tables of their own (HPOS) or posts. */
    private function hookOrdersList(): void
    {
        $addColumn = fn (mixed $columns): mixed => is_array($columns) ? $this->services()->ordersListColumn()->add($columns) : $columns;
        $showColumn = fn (mixed ...$cell) => $this->services()->ordersListColumn()->show(...$cell);
        add_filter('woocommerce_shop_order_list_table_columns', $addColumn);
        add_filter('manage_edit-shop_order_columns', $addColumn, 20);
        add_action('woocommerce_shop_order_list_table_custom_column', $showColumn, 10, 2);
        add_action('manage_shop_order_posts_custom_column', $showColumn, 10, 2);
        add_filter('woocommerce_shop_order_list_table_prepare_items_query_args', function (array $args): array {
            $this->services()->ordersListColumn()->expectPage();
            return $this->services()->ordersListFilter()->mark($args);
        });
        add_filter('woocommerce_order_query', function (mixed $result, mixed $args): mixed {
            if ($this->services?->isBuilt(Admin\OrdersListColumn::class) && is_array($args)) {
                $this->services->ordersListColumn()->notePage($result, $args);
            }
            return $result;
        }, 10, 2);
        add_action('woocommerce_order_list_table_restrict_manage_orders', fn (mixed $type) => $this->services()->ordersListFilter()->show($type));
        add_action('restrict_manage_posts', fn (mixed $type) => $this->services()->ordersListFilter()->show($type));
        add_filter('woocommerce_orders_table_query_clauses', fn (array $clauses, mixed $query, array $args): array => isset($args[Admin\OrdersListFilter::NAME])
            ? $this->services()->ordersListFilter()->narrow($clauses, $args)
            : $clauses, 10, 3);
        add_filter('posts_clauses', fn (array $clauses, WP_Query $query): array => $query->get('post_type') === 'shop_order'
            ? $this->services()->ordersListFilter()->narrowPosts($clauses, $query)
            : $clauses, 10, 2);
        foreach (Admin\OrdersListColumn::SCREENS as $screen) {
            add_filter("bulk_actions-$screen", fn (array $actions): array => $this->services()->ordersListResend()->add($actions), 20);
            add_filter("handle_bulk_actions-$screen", fn (mixed $back, mixed $action, mixed $ids): mixed => is_string($back) && is_array($ids)
                ? $this->services()->ordersListResend()->handle($back, $action, $ids)
                : $back, 20, 3);
        }
        add_action('admin_notices', static fn () => Admin\OrdersListResend::notice());
        add_action('admin_enqueue_scripts', static fn () => Admin\OrdersListColumn::enqueue(), 20);
        add_filter('woocommerce_admin_order_preview_get_order_details', fn (array $details, mixed $order): array => $this->services()->orderPreviewLine()->add($details, $order), 10, 2);
        add_action('woocommerce_admin_order_preview_start', fn () => $this->services()->orderPreviewLine()->show());
    }

    /** A cheap look, for pages that are not. */
    private function mayBeOurRoute(): bool
    {
        // phpcs:ignore WordPress.Security -- only whether it is there.
        return isset($_GET['rest_route']) || str_contains(is_string($_SERVER['REQUEST_URI'] ?? null) ? $_SERVER['REQUEST_URI'] : '', 'wc-telaris');
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
