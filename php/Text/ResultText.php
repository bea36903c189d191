<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Text;

use TelarisForWooCommerce\Domain\EmailSkipReason;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\LinkCandidateReason;
use TelarisForWooCommerce\Domain\MessageType;
use TelarisForWooCommerce\Domain\ResultCategory;
use TelarisForWooCommerce\Domain\ResultCode;

defined('ABSPATH') || exit;

/** The sentence for each code. Only here: the screen, WP-CLI, answers and health checks use the same. */
final class ResultText
{
    /** Statuses that WooCommerce has no name for. */
    private const OUTSIDE = ['trash', 'auto-draft', 'draft', 'checkout-draft'];

    public function heading(ResultCategory $heading): string
    {
        return match ($heading) {
            ResultCategory::Completed => __('Completed', 'telaris-for-woocommerce'),
            ResultCategory::NotInvoiced => __('Not invoiced', 'telaris-for-woocommerce'),
            ResultCategory::LinkMissing => __('Link missing', 'telaris-for-woocommerce'),
            ResultCategory::Connection => __('Connection', 'telaris-for-woocommerce'),
            ResultCategory::OrderBlocked => __('Order blocked', 'telaris-for-woocommerce'),
            ResultCategory::NeedsCheck => __('Needs a check', 'telaris-for-woocommerce'),
            ResultCategory::Held => __('Held back', 'telaris-for-woocommerce'),
            ResultCategory::Dismissed => __('Dismissed', 'telaris-for-woocommerce'),
        };
    }

    /**
     * What became of a notification in two or three words. More exact than the category that it is filtered by: a credit
     * note, a cancellation and an order that is not invoiced yet are three things to a person.
     *
     * @param array<string, string> $params
     */
    public function label(ResultCode $code, array $params): string
    {
        return match (true) {
            self::isCredit($code, $params) => __('Credit note', 'telaris-for-woocommerce'),
            self::isCancellation($code, $params) => __('Cancelled in Telaris', 'telaris-for-woocommerce'),
            $code === ResultCode::NotSynced => __('Nothing to do', 'telaris-for-woocommerce'),
            $code === ResultCode::PartiallyInvoiced => __('Not invoiced yet', 'telaris-for-woocommerce'),
            $code === ResultCode::LinkMismatch => __('Wrong link', 'telaris-for-woocommerce'),
            default => $this->heading($code->heading()),
        };
    }

    /**
     * @param array<string, string> $params What the attempt found: see Outcome.
     * @param int|null $nextAttemptAt Unix seconds, where the shop retries automatically.
     */
    public function sentence(ResultCode $code, array $params, ?int $nextAttemptAt = null): string
    {
        return implode(' ', [$this->outcome($code, $params, $nextAttemptAt), ...array_column(self::warnings($params), 'message')]);
    }

    /**
     * What stands against completing an order now, before it is tried.
     *
     * @param array<string, string> $params
     */
    public function against(ResultCode $code, array $params): string
    {
        $status = $params['status'] ?? '';
        return $code === ResultCode::StatusNotAllowed && array_key_exists("wc-$status", wc_get_order_statuses())
            /* translators: %s: status of an order. */
            ? sprintf(__('The order has the status "%s" now. Such orders are not completed automatically.', 'telaris-for-woocommerce'), $this->status($status))
            : $this->sentence($code, $params);
    }

    /**
     * What was noted of an invoice that is not quite the order's.
     *
     * @param array<string, string> $params See CompletionGuard::warnings().
     * @return list<array{code: string, message: string}>
     */
    public static function warnings(array $params): array
    {
        $warnings = [];
        if (isset($params['invoice_currency'])) {
            $warnings[] = ['code' => 'currency_differs', 'message' => self::currencies($params['invoice_currency'], $params['invoice_other'] ?? '')];
        } elseif (isset($params['invoice_total'])) {
            $warnings[] = ['code' => 'total_differs', 'message' => self::totals($params['invoice_total'], $params['invoice_other'] ?? '')];
        }
        return $warnings;
    }

    /** @param array<string, string> $params */
    private function outcome(ResultCode $code, array $params, ?int $nextAttemptAt): string
    {
        $param = static fn (string $name): string => $params[$name] ?? '';

        return match ($code) {
            ResultCode::Received => __('Received; it is being worked on.', 'telaris-for-woocommerce'),
            ResultCode::Held => $this->held($params),
            ResultCode::Completed => __('Set to Completed.', 'telaris-for-woocommerce'),
            ResultCode::AlreadyCompleted => isset($params['further'])
                /* translators: %s: invoice number. */
                ? sprintf(__('It was Completed already; invoice %s was noted as a further one.', 'telaris-for-woocommerce'), $params['further'])
                : $this->alreadyCompleted($params),
            ResultCode::PutBack => $this->byAndAt(
                $params,
                /* translators: 1: name of a person or a plug-in, 2: date and time, 3: status of an order. */
                __('The order was set to Completed; it was put back to %3$s by %1$s on %2$s.', 'telaris-for-woocommerce'),
                /* translators: 2: date and time, 3: status of an order. */
                __('The order was set to Completed; it was put back to %3$s, which was seen on %2$s.', 'telaris-for-woocommerce'),
                $this->status($param('status'))
            ),
            ResultCode::Ready => sprintf(
                /* translators: 1: status of an order before, 2: status now. */
                __('The order was %1$s when it was invoiced. It is %2$s now and can be completed.', 'telaris-for-woocommerce'),
                $this->status($param('was')),
                $this->status($param('status'))
            ),
            ResultCode::Dismissed => sprintf(
                /* translators: 1: name of a person, 2: date and time, 3: a reason in the person's words. */
                __('Dismissed by %1$s on %2$s, because: "%3$s".', 'telaris-for-woocommerce'),
                $param('by'),
                self::time($param('at')),
                $param('reason')
            ),
            ResultCode::NotSynced => match (true) {
                self::isCredit($code, $params) => __('A credit note was made in Telaris. The order was not changed.', 'telaris-for-woocommerce'),
                self::isCancellation($code, $params) => __('The order was cancelled in Telaris. The order here was not changed.', 'telaris-for-woocommerce'),
                default => __('Telaris reported another change. Only invoicing is synchronised.', 'telaris-for-woocommerce'),
            },
            ResultCode::PartiallyInvoiced => __('Only part of the order is invoiced in Telaris.', 'telaris-for-woocommerce'),
            ResultCode::CreditNote => __('A credit note was made in Telaris. The order was not changed.', 'telaris-for-woocommerce'),
            /* translators: %s: Telaris's order number. */
            ResultCode::MissingLink => sprintf(__('No WooCommerce order is linked to Telaris order %s.', 'telaris-for-woocommerce'), $param('telaris_order')),
            /* translators: %s: id of a WooCommerce order. */
            ResultCode::OrderNotFound => sprintf(__('Telaris refers to order %s, which is not in this shop.', 'telaris-for-woocommerce'), $param('id')),
            ResultCode::LinkMismatch => $this->linkMismatch($params),
            /* translators: %s: status of an order. */
            ResultCode::StatusNotAllowed => $this->statusNotAllowed($param('status')),
            ResultCode::InvoiceMismatch => $this->invoiceMismatch($params),
            ResultCode::Reverted => $this->reverted($params),
            ResultCode::SaveUnconfirmed, ResultCode::InternalError => $this->withNextTry(__('The shop could not save the change.', 'telaris-for-woocommerce'), $nextAttemptAt),
            ResultCode::InProgress => $this->withNextTry(__('Another change to this order was under way.', 'telaris-for-woocommerce'), $nextAttemptAt),
            ResultCode::SideEffectsUncertain => $this->sideEffectsUncertain($params),
            ResultCode::EmailUnknown => __('The order is Completed; whether the customer got the email is not known.', 'telaris-for-woocommerce'),
        };
    }

    /** @param array<string, string> $params */
    public function whatToDo(ResultCode $code, array $params, bool $triesAgain): string
    {
        return match ($code) {
            ResultCode::NotSynced => match (true) {
                self::isCredit($code, $params) => __('Refund in WooCommerce if the customer is to have the money back.', 'telaris-for-woocommerce'),
                self::isCancellation($code, $params) => __('Cancel it here too if that is what you want.', 'telaris-for-woocommerce'),
                default => __('Nothing. Invoice the order in Telaris when it is to be Completed.', 'telaris-for-woocommerce'),
            },
            ResultCode::PartiallyInvoiced => __('Nothing: it is completed when the rest is invoiced.', 'telaris-for-woocommerce'),
            ResultCode::CreditNote => __('Refund in WooCommerce if the customer is to have the money back.', 'telaris-for-woocommerce'),
            ResultCode::MissingLink => __('Link it to an order here; it is then completed by itself.', 'telaris-for-woocommerce'),
            ResultCode::OrderNotFound => __("Was the order deleted, or does Telaris call another shop's address? Link the right order.", 'telaris-for-woocommerce'),
            ResultCode::LinkMismatch => __('Check which is right in Telaris, then correct the link.', 'telaris-for-woocommerce'),
            ResultCode::StatusNotAllowed => ($params['overridable'] ?? '') === 'yes'
                ? __('If it is to be Completed all the same, re-send and tick "Complete anyway".', 'telaris-for-woocommerce')
                : __('Restore the order or finish it first, then re-send.', 'telaris-for-woocommerce'),
            ResultCode::InvoiceMismatch => __('Compare in Telaris, then re-send and tick "Complete anyway" if the new one is right.', 'telaris-for-woocommerce'),
            ResultCode::Reverted => __('Usually a payment that was not captured: capture it on the order, then re-send.', 'telaris-for-woocommerce'),
            ResultCode::SaveUnconfirmed, ResultCode::InternalError => $triesAgain
                ? __('Nothing yet. If it goes on, show the details to whoever runs the site.', 'telaris-for-woocommerce')
                : __('Re-send it. If that does not help, show the details to whoever runs the site.', 'telaris-for-woocommerce'),
            ResultCode::InProgress => $triesAgain ? '' : __('Re-send it.', 'telaris-for-woocommerce'),
            ResultCode::SideEffectsUncertain => isset($params['error'])
                ? __('Put the cause right, then mark as checked: the email is sent then, or not, as you say.', 'telaris-for-woocommerce')
                : __('Look at the order: email, payment, stock. Then mark as checked.', 'telaris-for-woocommerce'),
            ResultCode::EmailUnknown => __('Resend the email from the order if needed. Then mark as checked.', 'telaris-for-woocommerce'),
            ResultCode::PutBack => __('If the order is to be Completed, re-send. If it is meant so, mark it as checked.', 'telaris-for-woocommerce'),
            ResultCode::Ready => __('Re-send it.', 'telaris-for-woocommerce'),
            ResultCode::Held => __('Review and release it when you are ready. Nothing is done to the order before that.', 'telaris-for-woocommerce'),
            ResultCode::Received, ResultCode::Completed, ResultCode::AlreadyCompleted, ResultCode::Dismissed => '',
        };
    }

    /** What became of the customer's email. */
    public function email(EmailState $state, ?EmailSkipReason $reason): string
    {
        return match ($state) {
            EmailState::Held => __('It waits for the outcome, or for a person who marks the notification as checked.', 'telaris-for-woocommerce'),
            EmailState::Due, EmailState::Sending => __('It is about to be sent.', 'telaris-for-woocommerce'),
            EmailState::Sent => __('Sent.', 'telaris-for-woocommerce'),
            EmailState::Unknown => __('Whether it was sent is not known.', 'telaris-for-woocommerce'),
            EmailState::Silent => __('Not sent: a person left it out.', 'telaris-for-woocommerce'),
            EmailState::Skipped => match ($reason) {
                EmailSkipReason::NoAddress => __('Not sent: the order has no email address.', 'telaris-for-woocommerce'),
                EmailSkipReason::SwitchedOff => __('Not sent: it is switched off in WooCommerce, under Settings → Emails.', 'telaris-for-woocommerce'),
                EmailSkipReason::TakenOff => __('Not sent: a plug-in took this email off for the order. It may send one of its own.', 'telaris-for-woocommerce'),
                EmailSkipReason::LeftOut => __('Not sent: a plug-in left it out for this order.', 'telaris-for-woocommerce'),
                EmailSkipReason::KeptBack => __('Not sent: a plug-in keeps emails back, as on a staging site.', 'telaris-for-woocommerce'),
                EmailSkipReason::NotCompleted => __('Not sent: the order was not Completed any more.', 'telaris-for-woocommerce'),
                null => __('Not sent.', 'telaris-for-woocommerce'),
            },
        };
    }

    /** Why an order is offered where a link is missing. */
    public function candidate(LinkCandidateReason $reason): string
    {
        return match ($reason) {
            LinkCandidateReason::Linked => __('linked to this Telaris order now', 'telaris-for-woocommerce'),
            LinkCandidateReason::SameNumber => __('same order number', 'telaris-for-woocommerce'),
            LinkCandidateReason::SameId => __('the order that Telaris refers to', 'telaris-for-woocommerce'),
            LinkCandidateReason::SameTotal => __('same total, and not linked yet', 'telaris-for-woocommerce'),
            LinkCandidateReason::Found => __('found by your search', 'telaris-for-woocommerce'),
        };
    }

    /** WooCommerce's own name of a status, in the person's language. */
    public function status(string $status): string
    {
        return match ($status) {
            'trash' => __('in the trash', 'telaris-for-woocommerce'),
            'auto-draft', 'draft', 'checkout-draft' => __('a draft', 'telaris-for-woocommerce'),
            default => wc_get_order_status_name($status),
        };
    }

    /**
     * A sentence with who and when, or only with when, where nobody knows who.
     *
     * @param array<string, string> $params
     */
    private function byAndAt(array $params, string $known, string $unknown, string $status = ''): string
    {
        $by = $params['by'] ?? '';
        return sprintf($by === '' ? $unknown : $known, $by, self::time($params['at'] ?? ''), $status);
    }

    /** @param string $at Unix seconds. */
    private static function time(string $at): string
    {
        $formats = array_filter([get_option('date_format'), get_option('time_format')], is_string(...));
        return (string) wp_date(implode(' ', $formats), (int) $at);
    }

    /** @param array<string, string> $params */
    private function held(array $params): string
    {
        $would = ResultCode::tryFrom($params['would'] ?? '') ?? ResultCode::Completed;
        if ($would === ResultCode::Completed) {
            return __('Held back: the order would be set to Completed.', 'telaris-for-woocommerce');
        }
        if ($would === ResultCode::AlreadyCompleted) {
            return __('Held back: the order is Completed already, and nothing would be changed.', 'telaris-for-woocommerce');
        }
        /* translators: %s: a sentence that says why. */
        return sprintf(__('Held back: the order would not be completed. %s', 'telaris-for-woocommerce'), $would === ResultCode::Held ? '' : $this->outcome($would, $params, null));
    }

    private function statusNotAllowed(string $status): string
    {
        if ($status === '') {
            return __('The order had no status, as after an import that failed. Such orders are not completed automatically.', 'telaris-for-woocommerce');
        }
        $known = self::isKnown($status);
        if (in_array($status, self::OUTSIDE, true)) {
            /* translators: %s: "in the trash" or "a draft". */
            return sprintf(__('The order was %s. Such orders are not completed automatically.', 'telaris-for-woocommerce'), $this->status($status));
        }
        return sprintf(
            $known
                /* translators: %s: status of an order. */
                ? __('The order had the status "%s". Such orders are not completed automatically.', 'telaris-for-woocommerce')
                /* translators: %s: status of an order, as the database has it. */
                : __('The order had the status "%s", which no active plug-in knows. Such orders are not completed automatically.', 'telaris-for-woocommerce'),
            $known ? $this->status($status) : $status
        );
    }

    private static function isKnown(string $status): bool
    {
        return array_key_exists("wc-$status", wc_get_order_statuses()) || in_array($status, self::OUTSIDE, true);
    }

    /** @param array<string, string> $params */
    private static function isCancellation(ResultCode $code, array $params): bool
    {
        return $code === ResultCode::NotSynced && ($params['type'] ?? '') === MessageType::Cancelled->value;
    }

    /** @param array<string, string> $params */
    private static function isCredit(ResultCode $code, array $params): bool
    {
        return $code === ResultCode::CreditNote || ($code === ResultCode::NotSynced && ($params['type'] ?? '') === MessageType::Credited->value);
    }

    /** @param array<string, string> $params */
    private function linkMismatch(array $params): string
    {
        $id = $params['id'] ?? '';
        $telarisOrder = $params['telaris_order'] ?? '';
        if (isset($params['other_number'])) {
            return sprintf(
                /* translators: 1: id of a WooCommerce order, 2: the number that the customer sees, 3: the number that Telaris sent. */
                __('Order %1$s has the number %2$s, but Telaris means the order with the number %3$s.', 'telaris-for-woocommerce'),
                $id,
                $params['number'] ?? '',
                $params['other_number']
            );
        }
        if (isset($params['other_id'])) {
            return sprintf(
                /* translators: 1: Telaris's order number, 2: id of a WooCommerce order, 3: id of another WooCommerce order. */
                __('Telaris order %1$s is linked to order %2$s, but order %3$s was named.', 'telaris-for-woocommerce'),
                $telarisOrder,
                $params['other_id'],
                $id
            );
        }
        return sprintf(
            ($params['by'] ?? '') === 'import'
                /* translators: 1: id of a WooCommerce order, 2: Telaris's number of the linked order, 3: Telaris's number of the imported order. */
                ? __('Order %1$s is linked to Telaris order %2$s, but was imported as %3$s.', 'telaris-for-woocommerce')
                /* translators: 1: id of a WooCommerce order, 2: Telaris's number of the linked order, 3: Telaris's number of the invoiced order. */
                : __('Order %1$s is linked to Telaris order %2$s, but %3$s was invoiced.', 'telaris-for-woocommerce'),
            $id,
            $params['other'] ?? '',
            $telarisOrder
        );
    }

    /** @param array<string, string> $params */
    private function alreadyCompleted(array $params): string
    {
        return isset($params['at'])
            ? $this->byAndAt(
                $params,
                /* translators: 1: name of a person or a plug-in, 2: date and time. */
                __('Completed by %1$s on %2$s.', 'telaris-for-woocommerce'),
                /* translators: %2$s: date and time. */
                __('Completed in the shop, which was seen on %2$s.', 'telaris-for-woocommerce')
            )
            : __('It was Completed already; nothing was changed.', 'telaris-for-woocommerce');
    }

    private static function currencies(string $order, string $invoice): string
    {
        /* translators: 1: currency of the order, 2: currency of the invoice. */
        return sprintf(__('The order is in %1$s; the invoice is in %2$s.', 'telaris-for-woocommerce'), $order, $invoice);
    }

    private static function totals(string $order, string $invoice): string
    {
        /* translators: 1: total of the order, 2: total of the invoice. */
        return sprintf(__('The order comes to %1$s; the invoice is for %2$s.', 'telaris-for-woocommerce'), $order, $invoice);
    }

    /** @param array<string, string> $params */
    private function invoiceMismatch(array $params): string
    {
        if (isset($params['currency'])) {
            return self::currencies($params['currency'], $params['other'] ?? '');
        }
        if (isset($params['total'])) {
            return self::totals($params['total'], $params['other'] ?? '');
        }
        return sprintf(
            /* translators: 1: number of the stored invoice, 2: number of the invoice that came now. */
            __('The order already has invoice %1$s; Telaris now sent %2$s.', 'telaris-for-woocommerce'),
            $params['number'] ?? '',
            $params['other'] ?? ''
        );
    }

    /** @param array<string, string> $params */
    private function reverted(array $params): string
    {
        $status = $this->status($params['status'] ?? '');
        if (isset($params['who'])) {
            /* translators: 1: name of a plug-in, 2: status of an order. */
            return sprintf(__('The order was set to Completed, then %1$s put it back to %2$s.', 'telaris-for-woocommerce'), $params['who'], $status);
        }
        /* translators: %s: status of an order. */
        return sprintf(__('The order was set to Completed, then it was put back to %s.', 'telaris-for-woocommerce'), $status);
    }

    /** @param array<string, string> $params */
    private function sideEffectsUncertain(array $params): string
    {
        $error = $params['error'] ?? '';
        if ($error === '') {
            return __('The order is Completed, but the shop stopped in the middle: emails or payment capture may not have run.', 'telaris-for-woocommerce');
        }
        if (isset($params['who'])) {
            return sprintf(
                /* translators: 1: name of a plug-in, 2: what it said, often in English. */
                __('The order is Completed, but %1$s failed in the steps after it, so the customer\'s email was not sent: %2$s', 'telaris-for-woocommerce'),
                $params['who'],
                $error
            );
        }
        return sprintf(
            /* translators: %s: what went wrong, often in English. */
            __('The order is Completed, but the steps after it failed, so the customer\'s email was not sent: %s', 'telaris-for-woocommerce'),
            $error
        );
    }

    private function withNextTry(string $sentence, ?int $at): string
    {
        if ($at === null) {
            return $sentence;
        }
        $seconds = $at - time();
        if ($seconds <= 60) {
            return $sentence . ' ' . __('It tries again within a minute.', 'telaris-for-woocommerce');
        }
        /* translators: %s: a time span, such as "5 minutes". */
        return $sentence . ' ' . sprintf(__('It tries again in %s.', 'telaris-for-woocommerce'), human_time_diff(time(), $at));
    }
}
