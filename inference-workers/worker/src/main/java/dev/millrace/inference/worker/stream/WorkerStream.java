package dev.millrace.inference.worker.stream;

import dev.millrace.contracts.Topics;
import dev.millrace.inference.worker.drift.DriftWatch;
import dev.millrace.inference.worker.head.ModelHead;
import dev.millrace.inference.worker.metrics.WorkerMetrics;
import dev.millrace.inference.worker.model.Comparisons;
import dev.millrace.inference.worker.model.Serving;
import dev.millrace.servicekit.DeadLetters;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.ShareGroups;
import dev.millrace.tracing.Traces;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The three threads of a worker, wired for its guarantee.
 *
 * <pre>
 *            polling                    running                     publishing
 *   poll ▶ Decoder ▶ [RequestQueue] ▶ BatchRunner ▶ [Outbox] ▶ Encoder ▶ Delivery ··ack··▶ OffsetLedger
 *    ▲ paused while the queue is full      ▲ models change between batches                        │
 *    └──────────────────────────── commits what is durable ◀───────────────────────────────────────┘
 * </pre>
 *
 * <p>Start {@link #publishing} first and stop it last: a stop lets what was polled flow out.
 */
public record WorkerStream<Q>(Polling polling, RunLoop<Q> running, Publisher<Q> publishing) {
    /** What may wait unread in this process: a small heap must hold it. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private static final String RECORD_LIMIT = "record_limit";

    /** What is the same for every guarantee. */
    public record Context<Q>(
            StreamSettings settings,
            ModelHead<Q> head,
            Serving<Q> serving,
            Comparisons<Q> comparisons,
            DeadLetters deadLetters,
            WorkerMetrics metrics,
            DriftWatch drift,
            Traces traces,
            BooleanSupplier gate,
            Idle idle,
            Clock clock,
            LongSupplier nanos) {}

    /** Opens the Kafka clients that the guarantee asks for. */
    public static <Q> WorkerStream<Q> open(KafkaClients kafka, Context<Q> context)
            throws InterruptedException, ExecutionException {
        StreamSettings settings = context.settings();
        String output = context.head().outputTopic();
        return switch (settings.guarantee()) {
            case EFFECTIVELY_ONCE -> plain(consumer(kafka, settings), producer(kafka, output, settings), context);
            case EXACTLY_ONCE -> transactional(consumer(kafka, settings), transactions(kafka, settings), context);
            case SHARE -> {
                ShareGroups.prepare(kafka, settings.group(), settings.readCommitted());
                yield share(shareConsumer(kafka, settings), producer(kafka, output, settings), context);
            }
        };
    }

    /** Effectively once, on clients that are the stream's from then on; a benchmark brings its own. */
    public static <Q> WorkerStream<Q> plain(
            Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Context<Q> context) {
        StreamParts<Q> parts = StreamParts.of(context);
        var commits = new Committer(consumer, parts.ledger(), context.settings().commitInterval(), context.nanos());
        var group = new GroupState(consumer.groupMetadata());
        return of(
                new GroupPolling<>(consumer, parts, group, commits, context),
                new PlainDelivery(producer, parts.ledger()),
                parts,
                context);
    }

    static <Q> WorkerStream<Q> transactional(
            Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Context<Q> context) {
        StreamParts<Q> parts = StreamParts.of(context);
        producer.initTransactions();
        var group = new GroupState(consumer.groupMetadata());
        return of(
                new GroupPolling<>(consumer, parts, group, Commits.BY_TRANSACTION, context),
                new TransactionalDelivery(
                        producer,
                        parts.ledger(),
                        group,
                        context.settings().transactionInterval(),
                        context.metrics(),
                        context.nanos()),
                parts,
                context);
    }

    private static <Q> WorkerStream<Q> share(
            ShareConsumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Context<Q> context) {
        StreamParts<Q> parts = StreamParts.of(context);
        return of(
                new SharePolling<>(consumer, parts, context),
                new PlainDelivery(producer, parts.ledger()),
                parts,
                context);
    }

    private static <Q> WorkerStream<Q> of(
            Polling polling, Delivery delivery, StreamParts<Q> parts, Context<Q> context) {
        var runner = new BatchRunner<Q>(
                context.metrics(), context.nanos(), context.settings().attempts());
        var encoder = new Encoder<Q>(
                context.head().outputTopic(),
                context.deadLetters(),
                context.metrics(),
                context.drift(),
                context.traces(),
                context.nanos());
        return new WorkerStream<>(
                polling, new RunLoop<>(parts, runner, context), new Publisher<>(parts, encoder, delivery));
    }

    private static Consumer<byte[], byte[]> consumer(KafkaClients kafka, StreamSettings settings) {
        var overrides = new HashMap<String, Object>();
        overrides.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                settings.readCommitted() ? "read_committed" : "read_uncommitted");
        overrides.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.queueMax());
        overrides.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        if (settings.staticMembership()) {
            overrides.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instance());
        }
        return kafka.groupConsumer(settings.group(), overrides);
    }

    private static ShareConsumer<byte[], byte[]> shareConsumer(KafkaClients kafka, StreamSettings settings) {
        // No more than asked for: what one worker has acquired, no other can answer.
        return kafka.shareConsumer(
                settings.group(),
                Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        settings.queueMax(),
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        RECORD_LIMIT,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES));
    }

    private static Producer<byte[], byte[]> producer(KafkaClients kafka, String outputTopic, StreamSettings settings) {
        var producer = kafka.producer(
                Map.of(ProducerConfig.LINGER_MS_CONFIG, (int) settings.linger().toMillis()));
        // Learnt now, not while the first result waits.
        producer.partitionsFor(outputTopic);
        producer.partitionsFor(Topics.DEAD_LETTERS);
        return producer;
    }

    private static Producer<byte[], byte[]> transactions(KafkaClients kafka, StreamSettings settings) {
        return kafka.transactionalProducer(
                settings.group() + "." + settings.instance(),
                Map.of(ProducerConfig.LINGER_MS_CONFIG, (int) settings.linger().toMillis()));
    }
}
