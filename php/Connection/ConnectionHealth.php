<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Storage\NotificationRepository;
use TelarisForWooCommerce\Storage\Schema;
use TelarisForWooCommerce\Text\ResultText;

defined('ABSPATH') || exit;

/** Does the connection to Telaris work? */
final class ConnectionHealth
{
    public function __construct(
        private readonly SigningSecrets $secrets,
        private readonly RefusedCalls $refusedCalls,
        private readonly ContactHealth $contact,
        private readonly NotificationRepository $notifications,
        private readonly EnvironmentHealth $environment,
        private readonly ResultText $resultText,
        private readonly SiteIdentity $siteIdentity,
        private readonly Schema $schema,
    ) {
    }

    /** @return int|null Unix seconds. */
    public function lastContact(): ?int
    {
        return $this->contact->last();
    }

    /** @return int Notifications whose order was not set to Completed. */
    public function failed(): int
    {
        return $this->notifications->countFailed();
    }

    /** @return int Notifications whose order a person has to look at. */
    public function toCheck(): int
    {
        return $this->notifications->countToCheck();
    }

    public function pending(): int
    {
        return $this->notifications->countPending();
    }

    /** @return int Notifications that wait until a person releases them. */
    public function held(): int
    {
        return $this->notifications->countHeld();
    }

    /** @return int Orders that Telaris imported and has not invoiced; 100 stands for as many or more. */
    public function awaiting(): int
    {
        return $this->contact->awaiting();
    }

    /** @return array<string, int> Calls in the last hour that could not prove that they come from Telaris, by reason. */
    public function refused(): array
    {
        return $this->refusedCalls->unproven();
    }

    /** @return int Calls of Telaris in the last day that were refused and are in no row of the history. */
    public function refusedOfTelaris(): int
    {
        return $this->refusedCalls->lastDay();
    }

    /** Whether Telaris got through since a call was last refused. */
    public function getsThrough(): bool
    {
        return (int) $this->lastContact() >= $this->refusedCalls->unprovenAt();
    }

    /** As getsThrough(), but with no call refused in the same five minutes: what was refused is put right, or was never of Telaris. */
    public function getsThroughAgain(): bool
    {
        $refusedAt = $this->refusedCalls->unprovenAt();
        return $refusedAt > 0 && (int) $this->lastContact() >= $refusedAt + AuthFailureRateLimiter::WINDOW;
    }

    /** @return int Calls refused because the shop has another address now. */
    public function refusedAsMoved(): int
    {
        return $this->siteIdentity->refused();
    }

    /** @return list<array{code: string, heading_label: string, sentence: string, what_to_do: string}> */
    public function problems(): array
    {
        $missing = $this->missing();
        if ($missing !== []) {
            // Nothing else can be said: the rest is read from these tables.
            return [$this->problem(
                'tables_incomplete',
                /* translators: %s: names of tables, columns and indexes. */
                sprintf(__('The plugin could not make its tables in the database: %s is missing. Until then nothing that Telaris sends can be worked on.', 'telaris-for-woocommerce'), implode(', ', $missing)),
                __('Have whoever runs the site give the database user the rights CREATE, ALTER and INDEX. The rest is then put right by itself within a minute or two.', 'telaris-for-woocommerce')
            )];
        }
        $problems = [];
        if ($this->siteIdentity->isMoved()) {
            $problems[] = $this->problem(
                'shop_moved',
                sprintf(
                    /* translators: 1: address before, 2: address now, 3: number of calls. */
                    __('The address of this shop changed from %1$s to %2$s. As it may be a copy, it does nothing about what Telaris sends (%3$d refused so far).', 'telaris-for-woocommerce'),
                    $this->siteIdentity->known(),
                    $this->siteIdentity->now(),
                    $this->siteIdentity->refused()
                ),
                __('If this is the shop itself, confirm its new address, then have Telaris send again what was refused. If it is a copy, leave it as it is.', 'telaris-for-woocommerce')
            );
        }
        foreach ($this->secrets->alive() as $secret) {
            if (! $this->secrets->isReadable($secret)) {
                $problems[] = $this->problem(
                    'secret_unreadable',
                    __('A signing secret cannot be read any more, because the keys in wp-config.php changed.', 'telaris-for-woocommerce'),
                    __('Make a new secret here and enter it in Telaris.', 'telaris-for-woocommerce')
                );
                break;
            }
        }
        if ($this->contact->isClosed() && ! in_array('secret_unreadable', array_column($problems, 'code'), true)) {
            $problems[] = $this->problem(
                'no_way_in',
                __('Telaris cannot reach this shop: there is no signing secret, and no API key is marked as that of Telaris.', 'telaris-for-woocommerce'),
                __('Make a secret under Connection and enter it in Telaris under Administration → Integrations.', 'telaris-for-woocommerce')
            );
        }
        if ($this->contact->isPassedBy()) {
            $problems[] = $this->problem(
                'core_api_version',
                __('Telaris asks for Completed by an old or a new version of the REST API of WooCommerce (not wc/v2 or wc/v3). WooCommerce may refuse that, and the plugin neither guards these orders nor has them in the history.', 'telaris-for-woocommerce'),
                __('Have Telaris call wc/v3, or better the delivery address under Connection.', 'telaris-for-woocommerce')
            );
        }
        $silent = $this->contact->silentDays();
        if ($silent !== null) {
            $problems[] = $this->problem(
                'silent',
                sprintf(
                    /* translators: %d: number of days. */
                    _n('Telaris has not called for %d day, which is unusual for this shop.', 'Telaris has not called for %d days, which is unusual for this shop.', $silent, 'telaris-for-woocommerce'),
                    $silent
                ),
                __('Look in Telaris under Administration → Integrations whether messages are sent and what they are answered.', 'telaris-for-woocommerce')
            );
        }
        foreach ($this->getsThroughAgain() ? [] : $this->refused() as $reason => $count) {
            $failure = AuthFailure::tryFrom($reason);
            if ($failure !== null) {
                $problems[] = $this->problem($reason, $failure->problem($count), $failure->remedy());
            }
        }
        $refused = $this->refusedOfTelaris();
        if ($refused > 0) {
            $problems[] = $this->problem(
                'calls_refused',
                sprintf(
                    /* translators: %d: number of messages. */
                    _n('%d message of Telaris in the last day was refused and is not in the history.', '%d messages of Telaris in the last day were refused and are not in the history.', $refused, 'telaris-for-woocommerce'),
                    $refused
                ),
                __('Look at the refused calls under Connection: an order may have been invoiced without the shop knowing. Put the cause right in Telaris, then have it send them again.', 'telaris-for-woocommerce')
            );
        }
        foreach ($this->environment->problems($this->lastContact()) as ['code' => $code, 'sentence' => $sentence, 'what_to_do' => $whatToDo]) {
            $problems[] = $this->problem($code, $sentence, $whatToDo);
        }
        return $problems;
    }

    /** @return list<string> Tables, columns and indexes that are missing, after another try at making them. */
    public function missing(): array
    {
        if ($this->schema->isCurrent() && $this->schema->isIntact()) {
            return [];
        }
        $this->schema->repair();
        return $this->schema->isCurrent() ? [] : $this->schema->missing();
    }

    /** @return array{code: string, heading_label: string, sentence: string, what_to_do: string} */
    private function problem(string $code, string $sentence, string $whatToDo): array
    {
        return [
            'code' => $code,
            'heading_label' => $this->resultText->heading(ResultCategory::Connection),
            'sentence' => $sentence,
            'what_to_do' => $whatToDo,
        ];
    }
}
