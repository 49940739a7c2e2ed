package dev.millrace.local.demo.measure;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who owes what: every identity that must come back, how often, and when its trigger was sent. Entries are written before the
 * trigger is sent, so a result can never be faster than its entry. Settled entries are kept to notice repetitions, up to a
 * bound, oldest forgotten first. Not thread-safe.
 */
public final class Ledger<K> {
    private static final int REMEMBERED = 500_000;

    private final Map<K, Entry> entries = new LinkedHashMap<>();
    private final int remembered;
    private long owed;
    private long settled;
    private long duplicates;
    private long foreign;

    private static final class Entry {
        long sentAt;
        int owed;
        int seen;
    }

    public Ledger() {
        this(REMEMBERED);
    }

    Ledger(int remembered) {
        this.remembered = remembered;
    }

    /** The trigger sent at {@code sentAt} (epoch milliseconds) owes one more result of this identity. */
    public void owe(K id, long sentAt) {
        Entry entry = entries.computeIfAbsent(id, key -> new Entry());
        entry.sentAt = sentAt;
        entry.owed++;
        owed++;
        if (entries.size() > remembered) {
            forget();
        }
    }

    /**
     * A result came. Returns when its trigger was sent if the result was owed; empty for a repetition, and for an identity
     * that nobody owes here (another producer's).
     */
    public Optional<Long> settle(K id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            foreign++;
            return Optional.empty();
        }
        entry.seen++;
        if (entry.seen > entry.owed) {
            duplicates++;
            return Optional.empty();
        }
        settled++;
        return Optional.of(entry.sentAt);
    }

    /** When the trigger of this identity was sent, if it is known. */
    public Optional<Long> sentAt(K id) {
        Entry entry = entries.get(id);
        return entry == null ? Optional.empty() : Optional.of(entry.sentAt);
    }

    public long owed() {
        return owed;
    }

    public long settled() {
        return settled;
    }

    /** Owed and not yet here; after the last deadline: lost. */
    public long outstanding() {
        return owed - settled;
    }

    public long duplicates() {
        return duplicates;
    }

    public long foreign() {
        return foreign;
    }

    /** Drops the oldest settled entries until a tenth of the room is free; what is outstanding stays. */
    private void forget() {
        Iterator<Entry> oldest = entries.values().iterator();
        int target = remembered - remembered / 10;
        while (entries.size() > target && oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entry.seen >= entry.owed) {
                oldest.remove();
            }
        }
    }
}
