package dev.millrace.observer;

import dev.millrace.contracts.Topics;
import dev.millrace.observer.age.LagClock;
import dev.millrace.observer.age.RecordTimes;
import dev.millrace.observer.follow.LiveReports;
import dev.millrace.observer.follow.TopicFollower;
import dev.millrace.observer.follow.TopicFollower.From;
import dev.millrace.observer.lag.Discovery;
import dev.millrace.observer.lag.LagReader;
import dev.millrace.observer.lag.MarkerProbe;
import dev.millrace.observer.lag.Members;
import dev.millrace.observer.lag.Reading;
import dev.millrace.observer.snapshot.GroupState;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.observer.snapshot.TopicState;
import dev.millrace.observer.tables.AlertTable;
import dev.millrace.observer.tables.DeadLetterTable;
import dev.millrace.observer.tables.GroupTable;
import dev.millrace.observer.tables.ModelStages;
import dev.millrace.observer.tables.TopicTable;
import dev.millrace.observer.tables.WorkerTable;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Resources;
import dev.millrace.telemetry.catalog.ObserverMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The observer of a real Kafka. Between two looks it follows the topics that tell something; which topics and groups there are it asks at
 * every other look.
 */
final class KafkaObserver implements Observer {
    /** Timestamps that are read at one look. */
    private static final int MOST_READS = 20;

    private static final Map<String, Object> READER = Map.of(
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            64 * 1024);

    private static final Map<String, From> FOLLOWED = Map.of(
            Topics.DEAD_LETTERS, From.END,
            Topics.MODELS, From.BEGINNING,
            Topics.ANOMALY_ALERTS, From.BEGINNING,
            Topics.WORKER_REPORTS, From.LATELY);

    private final Resources resources = new Resources();
    private final Clock clock;
    private final LongSupplier nanos;
    private final long period;
    private final Discovery discovery;
    private final LagReader reader;
    private final RecordTimes recordTimes;
    private final TopicFollower follower;
    private final LagClock lagClock = new LagClock();
    private final LiveReports reports;
    private final TopicTable topics;
    private final GroupTable groups;
    private final ModelStages models;
    private final WorkerTable workers;
    private final DeadLetterTable deadLetters;
    private final AlertTable alerts;
    private Discovery.Found found = Discovery.Found.NOTHING;
    private boolean discover = true;
    private long due;
    private volatile ObserverSnapshot snapshot = ObserverSnapshot.NOTHING;

    KafkaObserver(
            KafkaClients kafka, ObserverSettings settings, MeterRegistry registry, Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.period = settings.period().toNanos();
        this.due = nanos.getAsLong();
        Admin admin = resources.add(kafka.admin());
        var timeout = settings.kafkaTimeout();
        this.discovery = new Discovery(
                admin,
                new Members(admin, timeout, nanos),
                group -> settings.groups().matcher(group).matches(),
                timeout,
                nanos);
        this.reader = new LagReader(admin, resources.add(MarkerProbe.of(kafka, nanos)), timeout, nanos);
        this.recordTimes = resources.add(new RecordTimes(() -> kafka.reader(READER), nanos));
        this.follower = resources.add(new TopicFollower(kafka.reader(READER), FOLLOWED, this::take, clock, nanos));
        this.reports = new LiveReports(nanos);
        this.topics = new TopicTable(registry, settings.partitionsMax());
        this.groups = new GroupTable(registry, lagClock, settings.partitionsMax());
        this.models = new ModelStages(registry);
        this.workers = new WorkerTable(registry, reports);
        this.deadLetters = new DeadLetterTable(registry);
        this.alerts = new AlertTable(registry);
        ObserverMetrics.BLIND.gauge(registry, () -> snapshot.blind() ? 1 : 0);
    }

    private void take(ConsumerRecord<byte[], byte[]> one, boolean fresh) {
        switch (one.topic()) {
            case Topics.MODELS -> models.add(one);
            case Topics.DEAD_LETTERS -> deadLetters.add(one.headers());
            default -> {
                if (one.value() != null) {
                    takeValue(one.topic(), one.value(), fresh);
                }
            }
        }
    }

    private void takeValue(String topic, byte[] value, boolean fresh) {
        if (topic.equals(Topics.WORKER_REPORTS)) {
            reports.read(value);
        } else {
            alerts.add(value, fresh);
        }
    }

    @Override
    public int doWork() throws InterruptedException {
        int looks = 0;
        if (nanos.getAsLong() - due >= 0) {
            if (look()) {
                looks = 1;
            } else {
                groups.blind();
                tell(snapshot.at(), true, snapshot.topics(), snapshot.groups());
            }
            due = nanos.getAsLong() + period;
        }
        // Each time, or looks that take longer than the period would leave the topics unread.
        return looks + follower.doWork();
    }

    /** Returns whether Kafka answered. */
    private boolean look() throws InterruptedException {
        if (discover) {
            var now = discovery.look();
            if (now.isEmpty()) {
                return false;
            }
            found = now.get();
        }
        Reading reading = reader.look(found.subjects(), found.topics());
        discover = !discover || reading.ends().isEmpty();
        if (reading.ends().isEmpty() && !found.topics().isEmpty()) {
            return false;
        }
        long millis = clock.millis();
        lagClock.retain(found.subjects(), found.topics());
        lagClock.look(millis, reading.ends());
        Map<TopicPartition, Long> wanted = lagClock.wanted(MOST_READS);
        recordTimes
                .read(wanted)
                .forEach((partition, written) -> lagClock.read(partition, wanted.getOrDefault(partition, 0L), written));
        tell(millis, false, topics.look(millis, reading.ends()), groups.look(millis, reading.lags(), found.members()));
        return true;
    }

    private void tell(long at, boolean blind, List<TopicState> topicStates, List<GroupState> groupStates) {
        snapshot = new ObserverSnapshot(
                at,
                blind,
                List.copyOf(topicStates),
                List.copyOf(groupStates),
                List.copyOf(models.look()),
                List.copyOf(workers.look(clock.millis())),
                deadLetters.counts(),
                Map.copyOf(alerts.look()));
    }

    @Override
    public ObserverSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public void close() throws Exception {
        resources.close();
    }
}
