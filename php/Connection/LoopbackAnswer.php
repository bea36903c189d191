<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

defined('ABSPATH') || exit;

/** Reads what came back from the shop's own address: the plugin's answer, or what stands in its way. */
final class LoopbackAnswer
{
    private const MOST_TEXT = 160;

    /** Their headers, which say whose answer it is. */
    private const SHOWN_HEADERS = ['server', 'content-type', 'location', 'x-cache', 'cf-cache-status', 'x-litespeed-cache'];

    /** @var array<string, string> By name in lower case. */
    private readonly array $headers;

    /** @param array<mixed> $headers */
    public function __construct(private readonly int $status, array $headers, private readonly string $body)
    {
        $known = [];
        foreach ($headers as $name => $value) {
            $value = is_array($value) ? end($value) : $value;
            $known[strtolower((string) $name)] = is_string($value) ? $value : '';
        }
        $this->headers = $known;
    }

    /** @param string $message Of WordPress's HTTP client. */
    public static function failed(string $message): LoopbackResult
    {
        $isTls = preg_match('/cURL error (35|51|53|54|58|59|60|64|66|77|80|82|83|90|91)\b|SSL|certificate/i', $message) === 1;
        return new LoopbackResult($isTls ? LoopbackFault::Tls : LoopbackFault::Unreachable, self::plain($message), self::plain($message), false);
    }

    /** @param string $nonce Of the call. */
    public function result(string $nonce): LoopbackResult
    {
        $json = json_decode($this->body, true);
        $json = is_array($json) ? $json : null;
        $own = is_string($json['loopback'] ?? null) ? $json['loopback'] : null;
        [$fault, $detail] = match (true) {
            $own !== null => [$this->ownFault($json ?? [], $own === $nonce), ''],
            $this->status >= 300 && $this->status < 400 => [LoopbackFault::Redirected, self::withoutQuery(self::plain($this->headers['location'] ?? ''))],
            default => $this->foreignFault($json),
        };
        return new LoopbackResult($fault, $detail, $this->shown(), $own !== null && ($json['authorization'] ?? null) === true);
    }

    /** @param array<mixed> $json */
    private function ownFault(array $json, bool $isOfThisCall): ?LoopbackFault
    {
        return match (true) {
            ! $isOfThisCall => LoopbackFault::Cached,
            ($json['body'] ?? null) !== true => LoopbackFault::BodyLost,
            default => null,
        };
    }

    /**
     * @param array<mixed>|null $json
     * @return array{LoopbackFault, string}
     */
    private function foreignFault(?array $json): array
    {
        $http = "HTTP $this->status";
        $code = is_string($json['code'] ?? null) ? self::plain($json['code']) : '';
        $product = ChallengePage::product($this->headers, $json === null ? $this->body : '');
        return match (true) {
            $product !== null => [LoopbackFault::Challenge, $product],
            in_array($code, ['not_authenticated', 'signature_invalid', 'timestamp_invalid', 'rate_limited'], true) && isset($json['retryable']) => [LoopbackFault::HeadersLost, ''],
            $code === 'rest_no_route' => [LoopbackFault::NotFound, ''],
            $code !== '' && in_array($this->status, [401, 403, 404, 405], true) => [LoopbackFault::RestBlocked, "$http, $code"],
            $this->status === 401 => [LoopbackFault::Password, ''],
            $this->status === 404 => [LoopbackFault::NotFound, ''],
            $this->status >= 500 => [LoopbackFault::ServerError, $http],
            $this->status >= 400 => [LoopbackFault::Forbidden, $http],
            default => [LoopbackFault::ForeignAnswer, $http],
        };
    }

    /** Status, a few headers, and how the text of it begins. */
    private function shown(): string
    {
        $parts = ["HTTP $this->status"];
        foreach (self::SHOWN_HEADERS as $name) {
            if (($this->headers[$name] ?? '') !== '') {
                $value = self::plain($this->headers[$name]);
                $parts[] = "$name: " . ($name === 'location' ? self::withoutQuery($value) : $value);
            }
        }
        $text = self::plain($this->body);
        return implode(' · ', $text === '' ? $parts : [...$parts, $text]);
    }

    /** @return string Without markup, line breaks and what may be a key, and not long. */
    private static function plain(string $text): string
    {
        $text = wp_strip_all_tags((string) preg_replace('/<(style|script)\b.*?(<\/\1>|\z)/is', ' ', $text), true);
        $text = html_entity_decode($text, ENT_QUOTES | ENT_HTML5, 'UTF-8');
        $text = (string) preg_replace('/\b(whsec_|c[ks]_)\S+/', '$1…', wp_check_invalid_utf8($text, true));
        $text = trim((string) preg_replace('/\s+/u', ' ', $text));
        return mb_strlen($text) > self::MOST_TEXT ? mb_substr($text, 0, self::MOST_TEXT) . '…' : $text;
    }

    /** What stands in an address's query may be meant for nobody else. */
    private static function withoutQuery(string $address): string
    {
        return (string) preg_replace('/[?#].*$/s', '', $address);
    }
}
