package dev.millrace.streams.core.popularity;

import dev.millrace.contracts.UserEvent;

/**
 * 64 bits that stand for one user event: its eventId, or user, type and time where the producer gives none. Two different
 * events of one item share them with probability 2⁻⁶⁴ each pair, so that equal means repeated.
 */
public final class EventIdentity {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private EventIdentity() {}

    public static long of(UserEvent event) {
        String eventId = event.eventId();
        if (eventId != null) {
            return finish(add(FNV_OFFSET, eventId));
        }
        long hash = add(FNV_OFFSET, event.userId());
        hash = add(hash, event.type().label());
        return finish(add(hash, Long.toString(event.timestamp())));
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return sum;
    }

    /** Stafford's mixer: FNV alone leaves the last characters in the low bits. */
    private static long finish(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
