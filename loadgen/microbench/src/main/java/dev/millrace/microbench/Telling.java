package dev.millrace.microbench;

import dev.millrace.contracts.Flow;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.inference.worker.metrics.MicrometerWorkerMetrics;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.Registries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What an event carries so that people can see where its time went, and what is counted of it: the platform's own way, and beside it
 * a platform that tells nothing. Position and origin travel in both, results are known by them.
 */
interface Telling {
    /** Headers of the request that an event triggers. */
    Headers request(ConsumerRecord<byte[], byte[]> trigger);

    /** Requests have come in. */
    void polled();

    /** What a worker reads of the headers of one. */
    RequestContext read(Headers headers) throws Exception;

    /** A batch was run. */
    void batch(int size, long runNanos);

    /** Of a request, in a batch that began and ended then: what its result says. */
    RequestContext answered(RequestContext request, long begun, long ended);

    /** Headers of a result. */
    void result(RequestContext answered, Headers headers);

    static Telling of(boolean telemetry, Flow flow, String model) {
        return telemetry ? new All(flow, model) : new Nothing();
    }

    /** As streams and workers do it. */
    final class All implements Telling {
        private final Clock clock = Clocks.wall();
        private final LongSupplier nanos = Clocks.nanos();
        private final WorkerMetrics metrics;
        private long polledAt;

        All(Flow flow, String model) {
            metrics = new MicrometerWorkerMetrics(
                    Registries.prometheus(clock, nanos), flow.label(), model, "worker." + model);
        }

        @Override
        public Headers request(ConsumerRecord<byte[], byte[]> trigger) {
            long begun = Timings.micros(clock);
            var headers = new RecordHeaders();
            RequestContext.of(position(trigger), trigger.timestamp(), trigger.headers())
                    .until(TimedStage.INGEST, begun)
                    .until(TimedStage.STATE, Timings.micros(clock))
                    .write(headers);
            return headers;
        }

        @Override
        public void polled() {
            polledAt = Timings.micros(clock);
        }

        @Override
        public RequestContext read(Headers headers) throws Exception {
            return RequestContext.read(headers).until(TimedStage.QUEUE, polledAt);
        }

        @Override
        public void batch(int size, long runNanos) {
            metrics.batch(size, 0, runNanos);
        }

        @Override
        public RequestContext answered(RequestContext request, long begun, long ended) {
            Timings timings = request.timings()
                    .and()
                    .add(TimedStage.BATCH, 40)
                    .add(TimedStage.RUN, (ended - begun) / 1000)
                    .add(TimedStage.PUBLISH, (nanos.getAsLong() - ended) / 1000)
                    .done();
            metrics.result(timings);
            return request.with(timings);
        }

        @Override
        public void result(RequestContext answered, Headers headers) {
            headers.add(RequestContext.TRACEPARENT, answered.traceparent().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Position and origin alone. */
    final class Nothing implements Telling {
        @Override
        public Headers request(ConsumerRecord<byte[], byte[]> trigger) {
            return new RecordHeaders()
                    .add(RequestContext.SOURCE, bytes(position(trigger).toString()))
                    .add(RequestContext.ORIGIN, bytes(Long.toString(trigger.timestamp())));
        }

        @Override
        public void polled() {}

        @Override
        public RequestContext read(Headers headers) {
            return new RequestContext(
                    SourceRef.parse(text(headers, RequestContext.SOURCE)),
                    Long.parseLong(text(headers, RequestContext.ORIGIN)),
                    "",
                    Timings.NONE);
        }

        @Override
        public void batch(int size, long runNanos) {}

        @Override
        public RequestContext answered(RequestContext request, long begun, long ended) {
            return request;
        }

        @Override
        public void result(RequestContext answered, Headers headers) {}

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static String text(Headers headers, String name) {
            return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
        }
    }

    private static SourceRef position(ConsumerRecord<byte[], byte[]> trigger) {
        return new SourceRef(trigger.topic(), trigger.partition(), trigger.offset());
    }
}
