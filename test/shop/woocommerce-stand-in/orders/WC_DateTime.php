<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * A moment, written in the site's time zone.
 */
class WC_DateTime extends DateTime
{
    public function __toString()
    {
        return $this->format(DATE_ATOM);
    }

    /**
     * Returns the seconds since 1970 that a clock on the site's wall would suggest.
     */
    public function getOffsetTimestamp()
    {
        return $this->getTimestamp() + $this->getOffset();
    }

    public function date($format)
    {
        return gmdate($format, $this->getOffsetTimestamp());
    }

    public function date_i18n($format = 'Y-m-d')
    {
        return date_i18n($format, $this->getOffsetTimestamp());
    }
}
