package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A command on one entity's hash, and what Redis answered. A batch of them shares one latch instead of a future each; what is read
 * here is there once the latch is down.
 */
class HashCommand<T> extends Command<byte[], byte[], T> {
    private final CountDownLatch unanswered;
    private final AtomicBoolean answered = new AtomicBoolean();

    HashCommand(
            CommandType type,
            CommandOutput<byte[], byte[], T> output,
            CommandArgs<byte[], byte[]> arguments,
            CountDownLatch unanswered) {
        super(type, output, arguments);
        this.unanswered = unanswered;
    }

    @Override
    public void complete() {
        super.complete();
        answered();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean taken = super.completeExceptionally(failure);
        answered();
        return taken;
    }

    @Override
    public void cancel() {
        super.cancel();
        answered();
    }

    private void answered() {
        if (answered.compareAndSet(false, true)) {
            unanswered.countDown();
        }
    }

    boolean scriptIsMissing() {
        return errorIs("NOSCRIPT");
    }

    /** The key holds something other than a hash. */
    boolean keyHasAnotherType() {
        return errorIs("WRONGTYPE");
    }

    /** The connection is of no more use: it is lost, or leads to a server that has become a replica. */
    boolean connectionIsUseless() {
        return isCancelled() || exception != null || errorIs("READONLY");
    }

    /** Redis names its errors by their first word. */
    private boolean errorIs(String name) {
        return exception == null && getOutput().hasError() && getError().startsWith(name);
    }

    /** The answer; every error that has no meaning of its own (loading, out of memory, no permission, connection lost) may pass. */
    T orUnavailable() {
        if (isCancelled() || exception != null || getOutput().hasError()) {
            throw new FeatureStoreUnavailableException("Redis does not take commands now: " + failure(), exception);
        }
        return get();
    }

    private @Nullable String failure() {
        return isCancelled() ? "the connection was closed" : getError();
    }
}
