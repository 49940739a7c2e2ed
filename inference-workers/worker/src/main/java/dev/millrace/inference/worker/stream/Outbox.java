package dev.millrace.inference.worker.stream;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finished batches on their way from the run thread to the publisher; bounded, so that a slow broker slows the model down. */
final class Outbox<Q> {
    private static final int BATCHES = 4;

    private final BlockingQueue<Finished<Q>> batches = new ArrayBlockingQueue<>(BATCHES);

    /** False where there is no room after {@code patience}. */
    boolean offer(Finished<Q> batch, Duration patience) throws InterruptedException {
        return batches.offer(batch, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Nullable
    Finished<Q> poll(long patienceNanos) throws InterruptedException {
        return batches.poll(patienceNanos, TimeUnit.NANOSECONDS);
    }
}
