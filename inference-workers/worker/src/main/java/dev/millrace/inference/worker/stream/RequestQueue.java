package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decoded requests between the polling thread and the run thread, first in, first out over all partitions. Its bound is where
 * back-pressure begins: the polling thread pauses its partitions while {@link #full}.
 *
 * <p>INVARIANT: a record is in the queue or on a ticket of the ledger, never in neither and never in both; the change of hands is
 * one step under the lock.
 */
public final class RequestQueue<Q> {
    private record Waiting<Q>(Incoming<Q> incoming, long since) {}

    private final BatchPolicy policy;
    private final int maxRecords;
    private final long maxBytes;
    private final OffsetLedger ledger;
    private final LongSupplier nanos;
    private final Deque<Waiting<Q>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private long bytes;

    RequestQueue(BatchPolicy policy, int maxRecords, long maxBytes, OffsetLedger ledger, LongSupplier nanos) {
        this.policy = policy;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.ledger = ledger;
        this.nanos = nanos;
    }

    void add(List<Incoming<Q>> polled) {
        if (polled.isEmpty()) {
            return;
        }
        long now = nanos.getAsLong();
        lock.lock();
        try {
            for (Incoming<Q> incoming : polled) {
                waiting.addLast(new Waiting<>(incoming, now));
                bytes += size(incoming);
            }
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch; null where none is due after {@code patience}. */
    @Nullable
    Batch<Q> take(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            for (long due = due(); due > 0; due = due()) {
                if (left <= 0) {
                    return null;
                }
                long nap = Math.min(left, due);
                left -= nap - filled.awaitNanos(nap);
            }
            return cut();
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until a batch is due, as things stand. */
    private long due() {
        Waiting<Q> oldest = waiting.peekFirst();
        if (oldest == null) {
            return TimeUnit.DAYS.toNanos(1);
        }
        if (waiting.size() >= policy.maxSize()) {
            return 0;
        }
        return Math.max(0, policy.maxWait().toNanos() - (nanos.getAsLong() - oldest.since()));
    }

    private Batch<Q> cut() {
        int size = Math.min(policy.maxSize(), waiting.size());
        var incoming = new ArrayList<Incoming<Q>>(size);
        Map<TopicPartition, Long> next = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Incoming<Q> one = waiting.removeFirst().incoming();
            bytes -= size(one);
            incoming.add(one);
            next.put(one.partition(), one.record().offset() + 1);
        }
        return new Batch<>(incoming, ledger.open(next, size));
    }

    boolean full() {
        lock.lock();
        try {
            return waiting.size() >= maxRecords || bytes >= maxBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing waits and nothing is on its way; whatever was polled is durable or forgotten. */
    boolean settled() {
        lock.lock();
        try {
            return waiting.isEmpty() && ledger.idle();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Answering them here would only repeat what their next owner does. */
    void drop(Collection<TopicPartition> partitions) {
        lock.lock();
        try {
            waiting.removeIf(one -> {
                boolean gone = partitions.contains(one.incoming().partition());
                bytes -= gone ? size(one.incoming()) : 0;
                return gone;
            });
        } finally {
            lock.unlock();
        }
    }

    private static long size(Incoming<?> incoming) {
        return Math.max(0, incoming.record().serializedValueSize());
    }
}
