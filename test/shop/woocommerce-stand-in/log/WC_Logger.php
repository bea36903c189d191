<?php

declare(strict_types=1);

defined('ABSPATH') || exit;

/**
 * Writes one line an entry to uploads/wc-logs/<source>-<day>-stand-in.log.
 */
class WC_Logger implements WC_Logger_Interface
{
    public function add($handle, $message, $level = WC_Log_Levels::NOTICE)
    {
        $this->log($level, $message, ['source' => $handle]);
        return true;
    }

    /**
     * Writes an entry, unless a filter turned the message into null. What a listener of the filter throws gets out.
     */
    public function log($level, $message, $context = [])
    {
        $message = apply_filters('woocommerce_logger_log_message', $message, $level, $context, null);
        if (null === $message) {
            return;
        }
        $folder = wp_upload_dir(null, false)['basedir'] . '/wc-logs';
        wp_mkdir_p($folder);
        $file = $folder . '/' . sanitize_file_name($context['source'] ?? 'woocommerce') . gmdate('-Y-m-d') . '-stand-in.log';
        $more = array_filter($context, 'is_scalar');
        file_put_contents(
            $file,
            gmdate('c') . ' ' . strtoupper($level) . ' ' . $message . ($more ? ' ' . wp_json_encode($more) : '') . "\n",
            FILE_APPEND | LOCK_EX
        );
    }

    public function emergency($message, $context = [])
    {
        $this->log(WC_Log_Levels::EMERGENCY, $message, $context);
    }

    public function alert($message, $context = [])
    {
        $this->log(WC_Log_Levels::ALERT, $message, $context);
    }

    public function critical($message, $context = [])
    {
        $this->log(WC_Log_Levels::CRITICAL, $message, $context);
    }

    public function error($message, $context = [])
    {
        $this->log(WC_Log_Levels::ERROR, $message, $context);
    }

    public function warning($message, $context = [])
    {
        $this->log(WC_Log_Levels::WARNING, $message, $context);
    }

    public function notice($message, $context = [])
    {
        $this->log(WC_Log_Levels::NOTICE, $message, $context);
    }

    public function info($message, $context = [])
    {
        $this->log(WC_Log_Levels::INFO, $message, $context);
    }

    public function debug($message, $context = [])
    {
        $this->log(WC_Log_Levels::DEBUG, $message, $context);
    }
}
