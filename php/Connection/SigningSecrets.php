<?php

declare(strict_types=1);

namespace TelarisForWooCommerce\Connection;

use TelarisForWooCommerce\Support\Counters;

defined('ABSPATH') || exit;

/**
 * The signing secrets: made here, sealed at rest, shown once. During a rotation the one before stays valid for a while.
 *
 * The one that Telaris used last never expires: until a newer one was used, nobody has entered that in Telaris.
 */
final class SigningSecrets
{
    public const OPTION = 'telaris_for_woocommerce_secrets';

    /** Alive at once: the current one, the one in use, and one in between. */
    private const MOST = 3;
    private const HOUR = 3600;

    public function __construct(private readonly SecretEncryption $encryption, private readonly Counters $counters)
    {
    }

    /**
     * @param int $overlapHours How long the secret before stays valid, 0 to 168.
     * @return array{id: string, secret: string} The only time it is seen.
     */
    public function create(int $overlapHours): array
    {
        $now = time();
        $key = SignatureVerifier::newKey();
        $new = new SigningSecret(bin2hex(random_bytes(4)), $now, null, $this->encryption->seal($key));
        // Without an overlap a person ends them all.
        $kept = $overlapHours === 0 ? [] : $this->alive();
        $ended = $this->endedByNext($kept);
        $kept = array_filter($kept, static fn (SigningSecret $secret): bool => ! in_array($secret->id, $ended, true));
        $kept = array_map(static fn (SigningSecret $secret): SigningSecret => $secret->expiring($now + $overlapHours * self::HOUR), $kept);
        $this->store([$new, ...$kept]);
        return ['id' => $new->id, 'secret' => SignatureVerifier::secretOf($key)];
    }

    /**
     * @param list<SigningSecret> $alive Newest first.
     * @return list<string> Ids of those that end when another one is made: the oldest, but not the one in use.
     */
    public function endedByNext(array $alive): array
    {
        if (count($alive) < self::MOST) {
            return [];
        }
        $inUse = $this->inUse($alive);
        $rest = array_filter($alive, static fn (SigningSecret $secret): bool => $secret->id !== $inUse?->id);
        $ended = array_slice($rest, $inUse === null ? self::MOST - 1 : self::MOST - 2);
        return array_values(array_map(static fn (SigningSecret $secret): string => $secret->id, $ended));
    }

    public function revoke(string $id): bool
    {
        $all = $this->all();
        $kept = array_values(array_filter($all, static fn (SigningSecret $secret): bool => $secret->id !== $id));
        $this->store($kept);
        return count($kept) < count($all);
    }

    /** @return array<string, string> Raw keys by id, the newest first; only those that are alive and can be opened. */
    public function keys(): array
    {
        $keys = [];
        foreach ($this->alive() as $secret) {
            $key = $this->encryption->open($secret->sealed);
            if ($key !== null) {
                $keys[$secret->id] = $key;
            }
        }
        return $keys;
    }

    /** @return string The counter that says when a secret was last used. */
    public static function counter(string $id): string
    {
        return "secret_used:$id";
    }

    public function lastUsed(SigningSecret $secret): ?int
    {
        return $this->counters->get(self::counter($secret->id)) ?: null;
    }

    public function isReadable(SigningSecret $secret): bool
    {
        return $this->encryption->open($secret->sealed) !== null;
    }

    /** @return list<SigningSecret> Newest first. */
    public function alive(): array
    {
        $now = time();
        $all = $this->all();
        $alive = array_filter($all, static fn (SigningSecret $secret): bool => $secret->isAlive($now));
        $inUse = count($alive) < count($all) ? $this->inUse($all) : null;
        return array_values(array_filter($all, static fn (SigningSecret $secret): bool => $secret->isAlive($now) || $secret->id === $inUse?->id));
    }

    /**
     * The one that was used last.
     *
     * @param list<SigningSecret> $secrets
     */
    private function inUse(array $secrets): ?SigningSecret
    {
        $inUse = null;
        $latest = 0;
        foreach ($secrets as $secret) {
            $used = $this->lastUsed($secret) ?? 0;
            if ($used > $latest) {
                [$inUse, $latest] = [$secret, $used];
            }
        }
        return $inUse;
    }

    /** @return list<SigningSecret> */
    private function all(): array
    {
        $secrets = [];
        $stored = get_option(self::OPTION, []);
        foreach (is_array($stored) ? $stored : [] as $row) {
            if (is_array($row) && is_string($row['id'] ?? null) && is_string($row['sealed'] ?? null) && is_int($row['created_at'] ?? null)) {
                $expires = $row['expires_at'] ?? null;
                $secrets[] = new SigningSecret($row['id'], $row['created_at'], is_int($expires) ? $expires : null, $row['sealed']);
            }
        }
        return $secrets;
    }

    /** @param array<SigningSecret> $secrets */
    private function store(array $secrets): void
    {
        $rows = array_map(
            static fn (SigningSecret $secret): array => [
                'id' => $secret->id,
                'created_at' => $secret->createdAt,
                'expires_at' => $secret->expiresAt,
                'sealed' => $secret->sealed,
            ],
            array_values($secrets)
        );
        // Sealed. Loaded with all others: a call costs no statement for it.
        update_option(self::OPTION, $rows, true);
    }
}
