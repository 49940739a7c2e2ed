package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a list of commands in few writes and waits for all answers. Safe for concurrent use: a flush by one thread may send what
 * another has put in, which does no harm, and each waits for its own answers.
 */
final class Pipeline {
    /** Commands between two waits: bounds the memory of both sides and what one time-out covers. */
    private static final int SLICE = 512;

    private final RedisConnector connector;
    private final Duration timeout;

    Pipeline(RedisConnector connector, Duration timeout) {
        this.connector = connector;
        this.timeout = timeout;
    }

    /** Makes a command out of an item. */
    interface Command<A, T> {
        RedisFuture<T> send(RedisAsyncCommands<byte[], byte[]> commands, A item);
    }

    /** Replies in the order of the items; {@link FeatureStoreUnavailableException} where an answer does not come in time. */
    <A, T> List<Reply<T>> run(List<A> items, Command<A, T> command) {
        List<Reply<T>> replies = new ArrayList<>(items.size());
        for (int from = 0; from < items.size(); from += SLICE) {
            replies.addAll(runSlice(items.subList(from, Math.min(from + SLICE, items.size())), command));
        }
        return replies;
    }

    private <A, T> List<Reply<T>> runSlice(List<A> items, Command<A, T> command) {
        StatefulRedisConnection<byte[], byte[]> connection = connector.get();
        List<CompletableFuture<Reply<T>>> replies = new ArrayList<>(items.size());
        for (A item : items) {
            replies.add(
                    command.send(connection.async(), item).handle(Reply<T>::new).toCompletableFuture());
        }
        connection.flushCommands();
        await(CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new)), connection);
        return replies.stream().map(CompletableFuture::join).toList();
    }

    private void await(CompletableFuture<Void> all, StatefulRedisConnection<byte[], byte[]> connection) {
        try {
            all.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // A connection that once went silent may stay so until TCP gives up, minutes later.
            connector.drop(connection);
            throw new FeatureStoreUnavailableException("Redis did not answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeatureStoreUnavailableException("interrupted while waiting for Redis", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply holds its own error, so waiting cannot fail", e);
        }
    }
}
