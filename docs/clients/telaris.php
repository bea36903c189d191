<?php

/**
 * Tells a WooCommerce shop what became of an order. PHP 8.1 or newer; no extension is needed, https apart (openssl).
 *
 *     php telaris.php https://shop.example/wp-json/wc-telaris/v1/notifications whsec_… '{"type":"ping"}'
 */

declare(strict_types=1);

/**
 * Sends one message, and again where the shop says that this helps.
 *
 * @param string $body JSON, already encoded: what is signed is what is sent.
 * @param string $id   The message's name. Keep it: sending again with it is always safe.
 * @return array<string, mixed> The answer; `code` is "no_answer" where none came.
 */
function telaris_send(string $url, string $secret, string $body, string $id, int $tries = 5): array
{
    $key = base64_decode(substr($secret, strlen('whsec_')));
    for ($try = 1;; $try++) {
        $time = (string) time();
        $signature = base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
        $wait = 2 ** $try;
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => ['Content-Type: application/json', "webhook-id: $id", "webhook-timestamp: $time", "webhook-signature: v1,$signature"],
            'content' => $body,
            'timeout' => 30,
            // A refusal has an answer too; a secret is not carried on to another address.
            'ignore_errors' => true,
            'follow_location' => 0,
        ]]);
        $text = @file_get_contents($url, false, $context);
        foreach ($http_response_header ?? [] as $header) {
            $wait = preg_match('/^retry-after:\s*(\d+)/i', $header, $found) === 1 ? (int) $found[1] : $wait;
        }
        $answer = is_string($text) ? json_decode($text, true) : null;
        $answer = is_array($answer) && isset($answer['code']) ? $answer : ['code' => 'no_answer', 'retryable' => true];
        if (($answer['retryable'] ?? false) !== true || $try >= $tries) {
            return $answer;
        }
        sleep(min(300, $wait));
    }
}

$answer = telaris_send($argv[1], $argv[2], $argv[3], 'msg_' . bin2hex(random_bytes(16)));
echo json_encode($answer, JSON_PRETTY_PRINT), "\n";
