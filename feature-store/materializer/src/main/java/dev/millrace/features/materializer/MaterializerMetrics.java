package dev.millrace.features.materializer;

import dev.millrace.features.api.WriteResult;

/** What the materializer tells about itself. */
interface MaterializerMetrics {
    /** A batch is in the store; {@code refused} of its records went to dead-letters. */
    void stored(WriteResult result, int refused);

    /** The store did not take a batch; it will be tried again. */
    void storeAway();

    /** The oldest record not yet in the store was produced then, epoch milliseconds. */
    void behindSince(long kafkaMillis);

    /** Nothing waits. */
    void caughtUp();
}
