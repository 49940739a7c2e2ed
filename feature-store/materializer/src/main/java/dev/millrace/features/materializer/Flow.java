package dev.millrace.features.materializer;

/**
 * Whether rows flow.
 *
 * <pre>
 *            Redis away                 Redis away (again, later)
 * Open ─────────────────▶ Waiting(1) ─────────────────────────▶ Waiting(n + 1)
 *   ▲                         │ answered                             │
 *   └─────────────────────────┴──────────────────────────────────────┘
 * </pre>
 */
sealed interface Flow {
    /** The store answered last time. */
    record Open() implements Flow {}

    /** The store was away {@code failures} times in a row; the next attempt is due at {@code untilNanos}. */
    record Waiting(int failures, long untilNanos) implements Flow {
        public Waiting {
            if (failures < 1) {
                throw new IllegalArgumentException("failures: " + failures + " is less than 1");
            }
        }
    }

    static Flow open() {
        return new Open();
    }

    /** After the store was away. */
    default Waiting failed(Backoff backoff, long nowNanos) {
        int failures = this instanceof Waiting waiting ? waiting.failures() + 1 : 1;
        return new Waiting(failures, nowNanos + backoff.after(failures).toNanos());
    }

    /** Whether the next attempt must still wait. */
    default boolean held(long nowNanos) {
        return this instanceof Waiting waiting && nowNanos - waiting.untilNanos() < 0;
    }
}
