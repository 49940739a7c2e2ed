package dev.millrace.features.redis;

import dev.millrace.features.api.FeatureStoreUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Redis answered to one command: a value or an error. */
record Reply<T>(@Nullable T value, @Nullable Throwable error) {
    boolean scriptIsMissing() {
        return error instanceof RedisNoScriptException;
    }

    /** The key holds something other than a hash. Redis names its errors by their first word. */
    boolean keyHasAnotherType() {
        return error instanceof RedisCommandExecutionException
                && String.valueOf(error.getMessage()).startsWith("WRONGTYPE");
    }

    /** The value; every error that has no meaning of its own (loading, read-only, out of memory, connection lost) may pass. */
    T orUnavailable() {
        if (error != null) {
            throw new FeatureStoreUnavailableException(
                    "Redis does not take commands now: " + error.getMessage(), error);
        }
        return Objects.requireNonNull(value);
    }
}
