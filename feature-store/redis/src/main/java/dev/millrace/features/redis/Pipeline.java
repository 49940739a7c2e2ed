package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a list of commands in few writes and waits for all answers. Safe for concurrent use: each caller waits for its own. */
final class Pipeline {
    /** Commands between two waits: bounds the memory of both sides and what one time-out covers. */
    private static final int SLICE = 512;

    /** Commands in one write: Redis works on the first while later ones are still encoded. */
    private static final int WRITE = 64;

    private final RedisConnector connector;
    private final Duration timeout;

    Pipeline(RedisConnector connector, Duration timeout) {
        this.connector = connector;
        this.timeout = timeout;
    }

    /** Makes a command out of an item. */
    interface Command<A, T> {
        HashCommand<T> of(A item, CountDownLatch unanswered);
    }

    /**
     * The commands in the order of the items, each with its answer; {@link FeatureStoreUnavailableException} where one does not
     * come in time.
     */
    <A, T> List<HashCommand<T>> run(List<A> items, Command<A, T> command) {
        List<HashCommand<T>> commands = new ArrayList<>(items.size());
        for (int from = 0; from < items.size(); from += SLICE) {
            commands.addAll(runSlice(items.subList(from, Math.min(from + SLICE, items.size())), command));
        }
        return commands;
    }

    private <A, T> List<HashCommand<T>> runSlice(List<A> items, Command<A, T> command) {
        var connection = connector.get();
        var unanswered = new CountDownLatch(items.size());
        List<HashCommand<T>> commands = new ArrayList<>(items.size());
        try {
            for (int from = 0; from < items.size(); from += WRITE) {
                int to = Math.min(from + WRITE, items.size());
                for (A item : items.subList(from, to)) {
                    commands.add(command.of(item, unanswered));
                }
                var unused = connection.dispatch(commands.subList(from, to));
            }
        } catch (RedisException e) {
            connector.drop(connection);
            throw new FeatureStoreUnavailableException("Redis does not take commands now: " + e.getMessage(), e);
        }
        await(unanswered, connection);
        if (commands.stream().anyMatch(HashCommand::connectionIsUseless)) {
            connector.drop(connection);
        }
        return commands;
    }

    private void await(CountDownLatch unanswered, StatefulConnection<byte[], byte[]> connection) {
        try {
            if (!unanswered.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                // A connection that once went silent may stay so until TCP gives up, minutes later.
                connector.drop(connection);
                throw new FeatureStoreUnavailableException(
                        "Redis did not answer within " + timeout.toMillis() + " ms", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureStoreUnavailableException("interrupted while waiting for Redis", e);
        }
    }
}
