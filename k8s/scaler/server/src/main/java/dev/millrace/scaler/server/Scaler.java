package dev.millrace.scaler.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.Json;
import dev.millrace.contracts.Topics;
import dev.millrace.observer.follow.TopicFollower;
import dev.millrace.observer.lag.LagReader;
import dev.millrace.observer.lag.MarkerProbe;
import dev.millrace.observer.lag.Members;
import dev.millrace.scaler.server.watch.Brain;
import dev.millrace.scaler.server.watch.Watch;
import dev.millrace.scaler.server.watch.Watches;
import dev.millrace.scaler.server.workers.Workers;
import dev.millrace.servicekit.KafkaClients;
import dev.millrace.servicekit.Resources;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The parts of the process, wired; whoever makes it runs {@link #follower} and {@link #watches}, each on a thread. */
final class Scaler implements AutoCloseable {
    private final Resources resources = new Resources();
    private final TopicFollower follower;
    private final Watches watches;
    private final ScalerGauges metrics;
    private final LongSupplier nanos;
    private final BooleanSupplier brainReady;

    Scaler(
            KafkaClients kafka,
            ScalerSettings settings,
            Brain brain,
            BooleanSupplier brainReady,
            MeterRegistry registry,
            Clock clock,
            LongSupplier nanos) {
        this.metrics = new ScalerGauges(registry);
        this.nanos = nanos;
        this.brainReady = brainReady;
        var workers = new Workers(nanos);
        Map<String, Object> quiet = Map.of(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.follower = new TopicFollower(
                kafka.reader(quiet),
                Map.of(Topics.WORKER_REPORTS, TopicFollower.From.LATELY),
                (one, fresh) -> {
                    if (one.value() != null) {
                        workers.read(one.value());
                    }
                },
                clock,
                nanos);
        Admin admin = resources.add(kafka.admin());
        var probe = resources.add(MarkerProbe.of(kafka, nanos));
        this.watches = new Watches(
                new LagReader(admin, probe, settings.kafkaTimeout(), nanos),
                new Members(admin, settings.kafkaTimeout(), nanos),
                workers,
                this::ready,
                brain,
                new Watches.Timing(Watches.Timing.PERIOD, settings.hold()),
                nanos,
                this::measure);
    }

    private void measure() {
        metrics.update(reports());
    }

    TopicFollower follower() {
        return follower;
    }

    Watches watches() {
        return watches;
    }

    /** Whether decisions can be made; holds on while Kafka is away, when the last ones are held. */
    boolean ready() {
        return follower.caughtUp() && brainReady.getAsBoolean();
    }

    /** Those asked for last come last. */
    private List<WatchReport> reports() {
        long now = nanos.getAsLong();
        return watches.all().stream()
                .sorted(Comparator.comparingLong((Watch watch) -> watch.askedAt() - now))
                .map(watch -> WatchReport.of(watch, now))
                .toList();
    }

    /** JSON for people and for the console: an array, one entry for each ScaledObject. */
    String status() {
        try {
            return Json.mapper().writeValueAsString(reports());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        resources.close();
    }
}
