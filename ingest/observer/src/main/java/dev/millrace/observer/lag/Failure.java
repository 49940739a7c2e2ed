package dev.millrace.observer.lag;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaFuture;

/** Kafka did not answer, or refused. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private Failure(Throwable cause, String message) {
        super(message, cause);
    }

    /** Waits until {@code deadline} on the clock {@code nanos}. */
    static <T> T await(KafkaFuture<T> future, long deadline, LongSupplier nanos) throws InterruptedException, Failure {
        try {
            return future.get(Math.max(1, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure(cause, String.valueOf(cause));
        } catch (TimeoutException e) {
            throw new Failure(e, "Kafka has not answered in time");
        }
    }

    boolean is(Class<? extends Exception> kind) {
        return kind.isInstance(getCause());
    }
}
