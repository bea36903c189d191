<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\ResultCode;

defined('ABSPATH') || exit;

/** The outcome of an attempt, from how far it got and the order's state in the database afterwards; the same with and without a crash. */
final class Verdict
{
    public static function code(AttemptPhase $reached, bool $hooksFinished, bool $isCompleted): ResultCode
    {
        return match (true) {
            $reached === AttemptPhase::Started => ResultCode::InternalError,
            $isCompleted && $hooksFinished => ResultCode::Completed,
            $isCompleted => ResultCode::SideEffectsUncertain,
            $reached === AttemptPhase::Hooks => ResultCode::Reverted,
            default => ResultCode::SaveUnconfirmed,
        };
    }

    /** The email leaves only where the Completed hooks ran to their end; where they were cut off, a person decides. */
    public static function email(ResultCode $code): EmailState
    {
        if ($code === ResultCode::Completed) {
            return EmailState::Due;
        }
        return $code === ResultCode::SideEffectsUncertain ? EmailState::Held : EmailState::Skipped;
    }
}
