<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * The levels of RFC 5424.
 */
abstract class WC_Log_Levels
{
    public const EMERGENCY = 'emergency';
    public const ALERT     = 'alert';
    public const CRITICAL  = 'critical';
    public const ERROR     = 'error';
    public const WARNING   = 'warning';
    public const NOTICE    = 'notice';
    public const INFO      = 'info';
    public const DEBUG     = 'debug';
}
