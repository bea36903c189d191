<?php

declare(strict_types=1);

namespace TelarisForWooCommerce;

use wpdb;

defined('ABSPATH') || exit;

/** Builds each object once, when it is first asked for: a page that needs none of them builds none. */
final class Services
{
    /** @var array<class-string, object> */
    private array $built = [];

    public function __construct(
        private readonly wpdb $wpdb,
        private readonly string $file,
        private readonly string $version,
    ) {
    }

    /** @param class-string $class */
    public function isBuilt(string $class): bool
    {
        return isset($this->built[$class]);
    }

    public function database(): Support\Database
    {
        return $this->once(Support\Database::class, fn () => new Support\Database($this->wpdb));
    }

    public function counters(): Support\Counters
    {
        return $this->once(Support\Counters::class, fn () => new Support\Counters($this->database()));
    }

    public function logger(): Support\Logger
    {
        return $this->once(Support\Logger::class, fn () => new Support\Logger());
    }

    public function settings(): Support\Settings
    {
        return $this->once(Support\Settings::class, fn () => new Support\Settings());
    }

    public function schema(): Storage\Schema
    {
        return $this->once(Storage\Schema::class, fn () => new Storage\Schema($this->database(), $this->logger(), Plugin::SCHEMA_VERSION));
    }

    public function notifications(): Storage\NotificationRepository
    {
        return $this->once(Storage\NotificationRepository::class, fn () => new Storage\NotificationRepository($this->database()));
    }

    public function notificationQuery(): Storage\NotificationQuery
    {
        return $this->once(Storage\NotificationQuery::class, fn () => new Storage\NotificationQuery($this->database()));
    }

    public function notificationStats(): Storage\NotificationStats
    {
        return $this->once(Storage\NotificationStats::class, fn () => new Storage\NotificationStats($this->database()));
    }

    public function attempts(): Storage\AttemptRepository
    {
        return $this->once(Storage\AttemptRepository::class, fn () => new Storage\AttemptRepository($this->database()));
    }

    public function orderStates(): Storage\OrderStateQuery
    {
        return $this->once(Storage\OrderStateQuery::class, fn () => new Storage\OrderStateQuery($this->database()));
    }

    public function imports(): Storage\ImportRepository
    {
        return $this->once(Storage\ImportRepository::class, fn () => new Storage\ImportRepository($this->database()));
    }

    public function links(): Storage\LinkRepository
    {
        return $this->once(Storage\LinkRepository::class, fn () => new Storage\LinkRepository($this->database()));
    }

    public function orderLocks(): Storage\OrderLockRepository
    {
        return $this->once(Storage\OrderLockRepository::class, fn () => new Storage\OrderLockRepository($this->database()));
    }

    public function completionRecords(): Storage\CompletionRecordRepository
    {
        return $this->once(Storage\CompletionRecordRepository::class, fn () => new Storage\CompletionRecordRepository($this->database()));
    }

    public function outbox(): Storage\EmailOutbox
    {
        return $this->once(Storage\EmailOutbox::class, fn () => new Storage\EmailOutbox($this->database()));
    }

    public function uninvoicedOrders(): Storage\UninvoicedOrdersQuery
    {
        return $this->once(Storage\UninvoicedOrdersQuery::class, fn () => new Storage\UninvoicedOrdersQuery($this->database(), $this->settings()));
    }

    public function orderSyncQuery(): Storage\OrderSyncQuery
    {
        return $this->once(Storage\OrderSyncQuery::class, fn () => new Storage\OrderSyncQuery($this->database(), $this->settings()));
    }

    public function linkCandidates(): Storage\LinkCandidateQuery
    {
        return $this->once(Storage\LinkCandidateQuery::class, fn () => new Storage\LinkCandidateQuery($this->database(), $this->settings()));
    }

    public function statusReader(): WooCommerce\OrderStatusReader
    {
        return $this->once(WooCommerce\OrderStatusReader::class, fn () => new WooCommerce\OrderStatusReader($this->database()));
    }

    public function orderLoader(): WooCommerce\OrderLoader
    {
        return $this->once(WooCommerce\OrderLoader::class, fn () => new WooCommerce\OrderLoader());
    }

    public function completedOrderEmail(): WooCommerce\CompletedOrderEmail
    {
        return $this->once(WooCommerce\CompletedOrderEmail::class, fn () => new WooCommerce\CompletedOrderEmail());
    }

    public function callerIdentifier(): WooCommerce\CallerIdentifier
    {
        return $this->once(WooCommerce\CallerIdentifier::class, fn () => new WooCommerce\CallerIdentifier($this->file));
    }

    public function restApiAuthentication(): WooCommerce\RestApiAuthentication
    {
        return $this->once(WooCommerce\RestApiAuthentication::class, fn () => new WooCommerce\RestApiAuthentication());
    }

    public function apiKeys(): WooCommerce\ApiKeys
    {
        return $this->once(WooCommerce\ApiKeys::class, fn () => new WooCommerce\ApiKeys($this->database()));
    }

    public function resultText(): Text\ResultText
    {
        return $this->once(Text\ResultText::class, fn () => new Text\ResultText());
    }

    public function historyCsv(): Text\HistoryCsv
    {
        return $this->once(Text\HistoryCsv::class, fn () => new Text\HistoryCsv($this->resultText(), $this->orderLoader()->readAll(...)));
    }

    public function orderSyncText(): Text\OrderSyncText
    {
        return $this->once(Text\OrderSyncText::class, fn () => new Text\OrderSyncText($this->resultText()));
    }

    public function orderResolver(): Completion\OrderResolver
    {
        return $this->once(Completion\OrderResolver::class, fn () => new Completion\OrderResolver($this->orderStates(), $this->links(), $this->settings()));
    }

    public function completionGuard(): Completion\CompletionGuard
    {
        return $this->once(Completion\CompletionGuard::class, fn () => new Completion\CompletionGuard($this->settings()));
    }

    public function attemptRecorder(): Completion\AttemptRecorder
    {
        return $this->once(Completion\AttemptRecorder::class, fn () => new Completion\AttemptRecorder(
            $this->attempts(),
            $this->notifications(),
            $this->outbox(),
            $this->orderLocks(),
            $this->statusReader(),
            $this->outcomeEvents()
        ));
    }

    public function outcomeEvents(): Completion\OutcomeEvents
    {
        return $this->once(Completion\OutcomeEvents::class, fn () => new Completion\OutcomeEvents($this->notifications(), $this->resultText(), $this->logger()));
    }

    public function completedWebhookTopic(): Completion\CompletedWebhookTopic
    {
        return $this->once(Completion\CompletedWebhookTopic::class, fn () => new Completion\CompletedWebhookTopic($this->notifications()));
    }

    public function resendPreview(): Completion\ResendPreview
    {
        return $this->once(Completion\ResendPreview::class, fn () => new Completion\ResendPreview(
            $this->orderResolver(),
            $this->statusReader(),
            $this->orderLoader(),
            $this->completionRecords(),
            $this->completionGuard(),
            $this->outbox(),
            $this->completedOrderEmail()
        ));
    }

    public function orderLocker(): Completion\OrderLocker
    {
        return $this->once(Completion\OrderLocker::class, fn () => new Completion\OrderLocker(
            $this->orderResolver(),
            $this->orderStates(),
            $this->orderLocks(),
            $this->attemptRecorder()
        ));
    }

    public function lockedOrderCompletion(): Completion\LockedOrderCompletion
    {
        return $this->once(Completion\LockedOrderCompletion::class, fn () => new Completion\LockedOrderCompletion(
            $this->orderStates(),
            $this->orderLoader(),
            $this->completionGuard(),
            new Completion\OrderLinker($this->orderResolver(), $this->links()),
            $this->completionRecords(),
            $this->outbox(),
            new Completion\TransitionFactory($this->completionRecords(), $this->completedOrderEmail(), $this->callerIdentifier()),
            $this->logger()
        ));
    }

    public function orderCompleter(): Completion\OrderCompleter
    {
        return $this->once(Completion\OrderCompleter::class, fn () => new Completion\OrderCompleter(
            new Completion\Hold($this->settings(), $this->resendPreview(), $this->notifications(), $this->attempts()),
            $this->orderResolver(),
            $this->orderLocker(),
            $this->lockedOrderCompletion(),
            $this->attemptRecorder(),
            $this->notifications(),
            $this->completedOrderEmail(),
            $this->logger()
        ));
    }

    public function orderStatusObserver(): Completion\OrderStatusObserver
    {
        return $this->once(Completion\OrderStatusObserver::class, fn () => new Completion\OrderStatusObserver(
            $this->notifications(),
            new Completion\OutcomeNoter($this->notifications(), $this->attempts(), $this->outcomeEvents()),
            $this->completionRecords(),
            new Storage\UnsettledOrdersQuery($this->database(), $this->counters()),
            $this->statusReader(),
            $this->callerIdentifier(),
            $this->settings(),
            $this->logger()
        ));
    }

    public function concurrentCompletionGuard(): Completion\ConcurrentCompletionGuard
    {
        return $this->once(
            Completion\ConcurrentCompletionGuard::class,
            fn () => new Completion\ConcurrentCompletionGuard($this->completionRecords(), $this->logger())
        );
    }

    public function siteIdentity(): Connection\SiteIdentity
    {
        return $this->once(Connection\SiteIdentity::class, fn () => new Connection\SiteIdentity($this->counters()));
    }

    public function secretEncryption(): Connection\SecretEncryption
    {
        return $this->once(Connection\SecretEncryption::class, fn () => new Connection\SecretEncryption());
    }

    public function signingSecrets(): Connection\SigningSecrets
    {
        return $this->once(Connection\SigningSecrets::class, fn () => new Connection\SigningSecrets($this->secretEncryption(), $this->counters()));
    }

    public function authFailureRateLimiter(): Connection\AuthFailureRateLimiter
    {
        return $this->once(Connection\AuthFailureRateLimiter::class, fn () => new Connection\AuthFailureRateLimiter($this->counters()));
    }

    public function lastReconciliation(): Storage\LastReconciliation
    {
        return $this->once(Storage\LastReconciliation::class, fn () => new Storage\LastReconciliation());
    }

    public function deliveries(): Storage\DeliveryRepository
    {
        return $this->once(Storage\DeliveryRepository::class, fn () => new Storage\DeliveryRepository($this->database()));
    }

    public function refusedCallRepository(): Storage\RefusedCallRepository
    {
        return $this->once(Storage\RefusedCallRepository::class, fn () => new Storage\RefusedCallRepository($this->database()));
    }

    public function refusedCalls(): Connection\RefusedCalls
    {
        return $this->once(Connection\RefusedCalls::class, fn () => new Connection\RefusedCalls(
            $this->refusedCallRepository(),
            $this->authFailureRateLimiter(),
            $this->logger()
        ));
    }

    public function webhookAuthenticator(): Connection\WebhookAuthenticator
    {
        return $this->once(Connection\WebhookAuthenticator::class, fn () => new Connection\WebhookAuthenticator(
            $this->signingSecrets(),
            $this->authFailureRateLimiter(),
            $this->counters()
        ));
    }

    public function connectionHealth(): Connection\ConnectionHealth
    {
        return $this->once(Connection\ConnectionHealth::class, fn () => new Connection\ConnectionHealth(
            $this->signingSecrets(),
            $this->refusedCalls(),
            new Connection\ContactHealth($this->signingSecrets(), $this->settings(), $this->counters(), $this->notificationStats(), $this->uninvoicedOrders()),
            $this->notifications(),
            $this->environmentHealth(),
            $this->resultText(),
            $this->siteIdentity(),
            $this->schema()
        ));
    }

    public function loopbackTest(): Connection\LoopbackTest
    {
        return $this->once(Connection\LoopbackTest::class, fn () => new Connection\LoopbackTest());
    }

    public function environmentHealth(): Connection\EnvironmentHealth
    {
        return $this->once(Connection\EnvironmentHealth::class, fn () => new Connection\EnvironmentHealth(
            $this->loopbackTest(),
            new Connection\QueueHealth($this->dueWork(), Background\Scheduler::HOOK_DAILY),
            $this->apiKeys(),
            $this->outgoingWebhooks(),
            $this->signingSecrets(),
            $this->settings(),
            $this->siteIdentity()
        ));
    }

    public function connectionChecklist(): Connection\ConnectionChecklist
    {
        return $this->once(Connection\ConnectionChecklist::class, fn () => new Connection\ConnectionChecklist(
            $this->connectionHealth(),
            $this->environmentHealth(),
            $this->loopbackTest(),
            $this->signingSecrets(),
            $this->refusedCalls(),
            $this->siteIdentity(),
            $this->counters(),
            $this->settings()
        ));
    }

    public function outgoingWebhooks(): WooCommerce\OutgoingWebhooks
    {
        return $this->once(WooCommerce\OutgoingWebhooks::class, fn () => new WooCommerce\OutgoingWebhooks($this->database()));
    }

    public function alertState(): Storage\AlertState
    {
        return $this->once(Storage\AlertState::class, fn () => new Storage\AlertState($this->database()));
    }

    public function alertMonitor(): Background\AlertMonitor
    {
        return $this->once(Background\AlertMonitor::class, function (): Background\AlertMonitor {
            $attention = new Storage\AttentionQuery($this->database());
            return new Background\AlertMonitor(
                $this->alertState(),
                $attention,
                $this->connectionHealth(),
                new Background\AlertDigestBuilder($attention, $this->connectionHealth(), $this->resultText()),
                new WooCommerce\AlertMailer(),
                $this->logger()
            );
        });
    }

    public function alertEmail(): WooCommerce\AlertEmail
    {
        return $this->once(WooCommerce\AlertEmail::class, fn () => new WooCommerce\AlertEmail(dirname($this->file) . '/templates/'));
    }

    public function emailSender(): Background\EmailSender
    {
        return $this->once(Background\EmailSender::class, fn () => new Background\EmailSender(
            $this->outbox(),
            $this->completedOrderEmail(),
            $this->statusReader(),
            $this->orderLoader(),
            $this->notifications(),
            $this->outcomeEvents(),
            $this->logger()
        ));
    }

    public function retentionCleaner(): Background\RetentionCleaner
    {
        return $this->once(Background\RetentionCleaner::class, fn () => new Background\RetentionCleaner(
            $this->notifications(),
            $this->attempts(),
            $this->deliveries(),
            new Storage\DeletedOrders($this->database(), $this->counters()),
            $this->refusedCallRepository(),
            $this->lastReconciliation(),
            $this->counters(),
            $this->settings()
        ));
    }

    public function backgroundRunner(): Background\BackgroundRunner
    {
        return $this->once(Background\BackgroundRunner::class, fn () => new Background\BackgroundRunner(
            new Background\AttemptRecovery($this->orderLocks(), $this->attemptRecorder()),
            $this->emailSender(),
            new Background\Worker(
                new Background\NotificationRetrier($this->notifications(), $this->orderCompleter(), $this->batchCompleter()),
                $this->emailSender(),
                $this->dueWork(),
                $this->counters(),
                $this->settings()
            ),
            new Background\DailyMaintenance($this->counters(), $this->orderStatusObserver(), $this->retentionCleaner()),
            $this->alertMonitor(),
            $this->siteIdentity(),
            $this->scheduler(),
            $this->logger()
        ));
    }

    public function retries(): Background\Retries
    {
        return $this->once(Background\Retries::class, fn () => new Background\Retries($this->notifications(), $this->attempts(), $this->orderCompleter()));
    }

    public function scheduler(): Background\Scheduler
    {
        return $this->once(Background\Scheduler::class, fn () => new Background\Scheduler(
            $this->dueWork(),
            $this->counters(),
            $this->logger()
        ));
    }

    public function dueWork(): Storage\DueWorkQuery
    {
        return $this->once(Storage\DueWorkQuery::class, fn () => new Storage\DueWorkQuery($this->database(), $this->alertState()));
    }

    public function outputGuard(): Background\OutputGuard
    {
        return $this->once(Background\OutputGuard::class, fn () => new Background\OutputGuard($this->callerIdentifier(), $this->logger()));
    }

    public function responseFinisher(): Background\ResponseFinisher
    {
        return $this->once(Background\ResponseFinisher::class, fn () => new Background\ResponseFinisher($this->backgroundRunner(), $this->scheduler(), $this->outputGuard(), $this->logger()));
    }

    public function batchCompleter(): Completion\BatchCompleter
    {
        return $this->once(Completion\BatchCompleter::class, fn () => new Completion\BatchCompleter(
            new Completion\BatchPreparation(
                $this->attempts(),
                $this->orderLocks(),
                $this->orderStates(),
                $this->orderResolver(),
                $this->orderLoader(),
                $this->completionGuard(),
                $this->links(),
                $this->outbox()
            ),
            $this->orderCompleter()
        ));
    }

    public function linkService(): Link\LinkService
    {
        return $this->once(Link\LinkService::class, fn () => new Link\LinkService(
            $this->links(),
            $this->orderResolver(),
            $this->statusReader(),
            $this->notifications(),
            $this->orderCompleter(),
            $this->completionGuard()
        ));
    }

    public function linkCandidateFinder(): Link\LinkCandidateFinder
    {
        return $this->once(Link\LinkCandidateFinder::class, fn () => new Link\LinkCandidateFinder($this->links(), $this->statusReader(), $this->linkCandidates()));
    }

    public function schemas(): Webhook\Schemas
    {
        return $this->once(Webhook\Schemas::class, fn () => new Webhook\Schemas(__DIR__ . '/Webhook/rest-schemas.php'));
    }

    public function messageParser(): Webhook\MessageParser
    {
        return $this->once(Webhook\MessageParser::class, fn () => new Webhook\MessageParser($this->schemas()));
    }

    public function webhookResponse(): Webhook\WebhookResponse
    {
        return $this->once(Webhook\WebhookResponse::class, fn () => new Webhook\WebhookResponse($this->resultText()));
    }

    public function fatalErrorResponder(): Webhook\FatalErrorResponder
    {
        return $this->once(Webhook\FatalErrorResponder::class, fn () => new Webhook\FatalErrorResponder($this->outputGuard()));
    }

    public function notificationProcessor(): Webhook\NotificationProcessor
    {
        return $this->once(Webhook\NotificationProcessor::class, fn () => new Webhook\NotificationProcessor(
            $this->notifications(),
            $this->orderCompleter(),
            $this->links(),
            $this->imports(),
            $this->statusReader()
        ));
    }

    public function notificationReceiver(): Webhook\NotificationReceiver
    {
        return $this->once(Webhook\NotificationReceiver::class, fn () => new Webhook\NotificationReceiver(
            $this->messageParser(),
            $this->notificationProcessor(),
            new Webhook\ImportReceiver($this->imports(), $this->linkService(), $this->webhookResponse()),
            new Webhook\Questions(
                new Webhook\QuestionParser($this->schemas()),
                $this->statusReport(),
                new Webhook\Reconciliation(new Storage\ReconciliationQuery($this->database()), $this->resultText()),
                $this->lastReconciliation(),
                $this->responseFinisher(),
                $this->settings(),
                $this->version
            ),
            new Webhook\DryRun($this->notifications(), $this->imports(), $this->resendPreview(), $this->linkService(), $this->webhookResponse(), $this->settings()),
            $this->webhookResponse(),
            $this->siteIdentity(),
            $this->logger()
        ));
    }

    public function statusReport(): Webhook\StatusReport
    {
        return $this->once(Webhook\StatusReport::class, fn () => new Webhook\StatusReport(new Storage\StatusQuery($this->database()), $this->resultText()));
    }

    public function batchReceiver(): Webhook\BatchReceiver
    {
        return $this->once(Webhook\BatchReceiver::class, fn () => new Webhook\BatchReceiver(
            $this->messageParser(),
            $this->notificationReceiver(),
            $this->notifications(),
            $this->batchCompleter(),
            $this->webhookResponse(),
            $this->siteIdentity(),
            $this->logger()
        ));
    }

    public function deliveryLog(): Webhook\DeliveryLog
    {
        return $this->once(Webhook\DeliveryLog::class, fn () => new Webhook\DeliveryLog(
            $this->deliveries(),
            new Webhook\DeliveredBodyFilter($this->schemas()),
            $this->attempts(),
            $this->notifications(),
            $this->refusedCalls(),
            $this->outputGuard(),
            $this->logger()
        ));
    }

    public function webhookController(): Webhook\WebhookController
    {
        return $this->once(Webhook\WebhookController::class, fn () => new Webhook\WebhookController(
            $this->webhookAuthenticator(),
            $this->messageParser(),
            $this->notificationReceiver(),
            $this->batchReceiver(),
            $this->deliveryLog(),
            $this->responseFinisher(),
            $this->settings(),
            $this->logger()
        ));
    }

    public function webhookRoutes(): Webhook\WebhookRoutes
    {
        return $this->once(Webhook\WebhookRoutes::class, fn () => new Webhook\WebhookRoutes(
            $this->webhookController(),
            new Webhook\StatusController($this->statusReport(), $this->webhookAuthenticator(), $this->logger(), dirname($this->file) . '/openapi.json')
        ));
    }

    public function restRequestHooks(): Webhook\RestRequestHooks
    {
        return $this->once(Webhook\RestRequestHooks::class, fn () => new Webhook\RestRequestHooks(
            $this->webhookAuthenticator(),
            $this->outputGuard(),
            new Webhook\Deprecations($this->schemas())
        ));
    }

    public function webhookEndpoint(): Webhook\WebhookEndpoint
    {
        return $this->once(Webhook\WebhookEndpoint::class, fn () => new Webhook\WebhookEndpoint(
            $this->webhookController(),
            $this->webhookAuthenticator(),
            $this->restRequestHooks(),
            $this->outputGuard(),
            $this->fatalErrorResponder(),
            $this->restApiAuthentication()
        ));
    }

    public function interceptedUpdateRecorder(): WooCommerceApi\InterceptedUpdateRecorder
    {
        return $this->once(WooCommerceApi\InterceptedUpdateRecorder::class, fn () => new WooCommerceApi\InterceptedUpdateRecorder(
            $this->notifications(),
            $this->attempts(),
            $this->attemptRecorder(),
            $this->statusReader()
        ));
    }

    public function markedKeyDetector(): WooCommerceApi\MarkedKeyDetector
    {
        return $this->once(
            WooCommerceApi\MarkedKeyDetector::class,
            fn () => new WooCommerceApi\MarkedKeyDetector($this->settings(), $this->siteIdentity(), $this->apiKeys())
        );
    }

    public function orderUpdateInterceptor(): WooCommerceApi\OrderUpdateInterceptor
    {
        return $this->once(WooCommerceApi\OrderUpdateInterceptor::class, fn () => new WooCommerceApi\OrderUpdateInterceptor(
            $this->settings(),
            $this->interceptedUpdateRecorder(),
            $this->orderCompleter(),
            $this->statusReader(),
            $this->orderLoader(),
            new WooCommerceApi\ApiContactRecorder($this->counters(), $this->links()),
            $this->responseFinisher(),
            $this->logger()
        ));
    }

    /** @return array<string, object> WP-CLI's commands by name. */
    public function commands(): array
    {
        $rows = new Cli\NotificationRows($this->resultText(), $this->siteIdentity());
        return [
            'telaris' => new Cli\TelarisCommand(
                $this->connectionHealth(),
                $this->notificationQuery(),
                $this->historyCsv(),
                $this->retentionCleaner(),
                $this->backgroundRunner(),
                $this->settings(),
                $this->siteIdentity()
            ),
            'telaris notification' => new Cli\NotificationCommand(
                $this->notificationQuery(),
                $this->notifications(),
                $this->attempts(),
                $this->resendPreview(),
                $this->orderCompleter(),
                $this->backgroundRunner(),
                $this->retries(),
                $rows
            ),
            'telaris link' => new Cli\LinkCommand($this->links(), $this->linkService(), $this->backgroundRunner(), $this->resultText(), $rows),
            'telaris secret' => new Cli\SecretCommand($this->signingSecrets()),
            'telaris key' => new Cli\KeyCommand($this->settings(), $this->apiKeys()),
            'telaris hold' => new Cli\HoldCommand(
                $this->settings(),
                $this->notifications(),
                $this->orderCompleter(),
                $this->resultText(),
                $this->siteIdentity(),
                $this->backgroundRunner()
            ),
        ];
    }

    public function adminPage(): Admin\AdminPage
    {
        return $this->once(Admin\AdminPage::class, fn () => new Admin\AdminPage($this->file, $this->version, $this->screenPreloader(), $this->notifications(), $this->logger()));
    }

    public function screenPreloader(): Admin\ScreenPreloader
    {
        return $this->once(Admin\ScreenPreloader::class, fn () => new Admin\ScreenPreloader());
    }

    public function orderMetaBox(): Admin\OrderMetaBox
    {
        return $this->once(Admin\OrderMetaBox::class, fn () => new Admin\OrderMetaBox(
            $this->links(),
            $this->notifications(),
            $this->resultText(),
            $this->logger()
        ));
    }

    public function ordersListColumn(): Admin\OrdersListColumn
    {
        return $this->once(Admin\OrdersListColumn::class, fn () => new Admin\OrdersListColumn($this->orderSyncQuery(), $this->orderSyncText(), $this->logger()));
    }

    public function ordersListFilter(): Admin\OrdersListFilter
    {
        return $this->once(Admin\OrdersListFilter::class, fn () => new Admin\OrdersListFilter($this->orderSyncQuery(), $this->orderSyncText()));
    }

    public function ordersListResend(): Admin\OrdersListResend
    {
        return $this->once(Admin\OrdersListResend::class, fn () => new Admin\OrdersListResend($this->notifications(), $this->logger()));
    }

    public function orderPreviewLine(): Admin\OrderPreviewLine
    {
        return $this->once(Admin\OrderPreviewLine::class, fn () => new Admin\OrderPreviewLine($this->orderSyncQuery(), $this->orderSyncText(), $this->logger()));
    }

    public function invoiceEmailLine(): Admin\InvoiceEmailLine
    {
        return $this->once(Admin\InvoiceEmailLine::class, fn () => new Admin\InvoiceEmailLine($this->settings()));
    }

    public function abilities(): Admin\Abilities
    {
        return $this->once(Admin\Abilities::class, fn () => new Admin\Abilities($this->permissions(), $this->schemas()));
    }

    public function privacyTools(): Admin\PrivacyTools
    {
        return $this->once(Admin\PrivacyTools::class, fn () => new Admin\PrivacyTools(new Storage\PersonalData($this->database(), $this->lastReconciliation()), $this->resultText()));
    }

    public function siteHealthTests(): Admin\SiteHealthTests
    {
        return $this->once(Admin\SiteHealthTests::class, fn () => new Admin\SiteHealthTests(
            $this->connectionHealth(),
            $this->siteIdentity(),
            $this->settings(),
            $this->version
        ));
    }

    public function permissions(): Admin\Rest\Permissions
    {
        return $this->once(Admin\Rest\Permissions::class, fn () => new Admin\Rest\Permissions($this->webhookAuthenticator()));
    }

    public function adminRoutes(): Admin\Rest\AdminRoutes
    {
        return $this->once(Admin\Rest\AdminRoutes::class, fn () => new Admin\Rest\AdminRoutes(
            $this->permissions(),
            $this->siteIdentity(),
            $this->schemas(),
            $this->logger()
        ));
    }

    public function notificationPresenter(): Admin\Rest\NotificationPresenter
    {
        return $this->once(Admin\Rest\NotificationPresenter::class, fn () => new Admin\Rest\NotificationPresenter(
            $this->resultText(),
            $this->attempts(),
            $this->deliveries(),
            $this->outbox(),
            $this->webhookResponse()
        ));
    }

    /** @return list<Admin\Rest\Controller> */
    public function adminControllers(): array
    {
        return [
            new Admin\Rest\NotificationsController(
                $this->notificationQuery(),
                $this->notifications(),
                $this->attempts(),
                $this->outbox(),
                $this->notificationPresenter(),
                $this->responseFinisher()
            ),
            new Admin\Rest\ResendController(
                $this->notifications(),
                $this->orderCompleter(),
                $this->resendPreview(),
                $this->notificationPresenter(),
                $this->resultText(),
                $this->responseFinisher()
            ),
            new Admin\Rest\OrdersController(
                $this->notifications(),
                $this->links(),
                $this->uninvoicedOrders(),
                $this->orderCompleter(),
                $this->notificationPresenter(),
                $this->responseFinisher()
            ),
            new Admin\Rest\LinksController(
                $this->notifications(),
                $this->links(),
                $this->linkService(),
                $this->linkCandidateFinder(),
                $this->notificationPresenter(),
                $this->resultText(),
                $this->responseFinisher()
            ),
            new Admin\Rest\RetriesController($this->notifications(), $this->retries(), $this->notificationPresenter(), $this->responseFinisher()),
            new Admin\Rest\DismissController($this->notifications(), $this->attempts(), $this->notificationPresenter(), $this->responseFinisher()),
            new Admin\Rest\StatsController($this->notificationStats()),
            new Admin\Rest\ReconciliationController($this->lastReconciliation(), $this->notifications(), $this->notificationPresenter()),
            new Admin\Rest\ExportController($this->notificationQuery(), $this->historyCsv(), $this->outputGuard(), $this->logger()),
            new Admin\Rest\ConnectionController(
                $this->connectionHealth(),
                $this->signingSecrets(),
                $this->siteIdentity(),
                $this->refusedCalls(),
                $this->settings(),
                $this->outgoingWebhooks()
            ),
            new Admin\Rest\ChecklistController($this->connectionChecklist(), $this->loopbackTest(), $this->refusedCalls(), $this->counters()),
            new Admin\Rest\SettingsController($this->settings(), $this->apiKeys()),
        ];
    }

    /**
     * @template T of object
     * @param class-string<T> $class
     * @param callable(): T $build
     * @return T
     */
    private function once(string $class, callable $build): object
    {
        $service = $this->built[$class] ??= $build();
        /** @var T $service */
        return $service;
    }
}
