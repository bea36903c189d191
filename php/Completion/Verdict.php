<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Completion;

use TelarisForWooCommerce\Domain\AttemptPhase;
use TelarisForWooCommerce\Domain\EmailState;
use TelarisForWooCommerce\Domain\ResultCode;

defined('ABSPATH') || exit;

/** What an attempt came to, from how far it got and what the database says of the order afterwards: after a crash as without one. */
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
