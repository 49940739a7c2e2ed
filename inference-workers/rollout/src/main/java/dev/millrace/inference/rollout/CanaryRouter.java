package dev.millrace.inference.rollout;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the requests that a canary answers, by key: a key stays with its model as long as the share stays, on every worker and
 * after every restart, and a growing share only adds keys.
 *
 * <p>FNV-1a over the salt and the key spreads keys that differ at the end (sensor-1, sensor-2) badly over the high bits, so a
 * finaliser follows (variant 13 of Stafford's mixers, the one of SplitMix64). Kafka's own key hash would not do: it chose the
 * partition, so one worker would see only canary keys and another none.
 */
public final class CanaryRouter {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private CanaryRouter() {}

    /**
     * Whether the candidate answers the request.
     *
     * @param key record key; a request without one stays with the live model
     * @param salt key of the candidate's entry, so that the next canary is not tried on the same people
     * @param share 0 to 1
     */
    public static boolean candidate(byte @Nullable [] key, String salt, double share) {
        if (key == null) {
            return false;
        }
        long hash = fnv(FNV_OFFSET, salt.getBytes(StandardCharsets.UTF_8));
        hash = fnv((hash ^ 0xff) * FNV_PRIME, key); // a byte that UTF-8 does not have: salt and key cannot run together
        return (mix(hash) >>> 11) * 0x1p-53 < share;
    }

    private static long fnv(long start, byte[] bytes) {
        long hash = start;
        for (byte each : bytes) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
