package dev.millrace.inference.worker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition with a deadline. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Await() {}

    /** A condition that throws does not hold yet, unless it says that it never will ({@link IllegalStateException}). */
    static void until(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(DEADLINE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .ignoreExceptionsMatching(e -> !(e instanceof IllegalStateException))
                .until(condition);
    }
}
