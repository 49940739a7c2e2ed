package dev.millrace.inference.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.WorkerReport;
import dev.millrace.inference.worker.FakeMetrics;
import dev.millrace.inference.worker.stream.BatchPolicy;
import dev.millrace.inference.worker.stream.Guarantee;
import dev.millrace.inference.worker.stream.StreamSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeMetrics told = new FakeMetrics();
    private final ReportedMetrics work = ReportedMetrics.wrap(told);
    private long now = 1;

    private final Reporter reporter = new Reporter(
            "m",
            settings(),
            5_000,
            work,
            () -> producer,
            Clock.fixed(Instant.ofEpochMilli(6_000), ZoneOffset.UTC),
            () -> now);

    @Test
    void itReportsASecondAfterTheStartWhenReadyEachSecondAndAtTheEnd() throws Exception {
        assertThat(reporter.doWork()).isZero();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(reporter.doWork()).isEqualTo(1);
        assertThat(reporter.doWork()).isZero();
        reporter.readyWhen(() -> true);
        assertThat(reporter.doWork()).isEqualTo(1);
        now += Duration.ofMillis(999).toNanos();
        assertThat(reporter.doWork()).isZero();
        work.watch(() -> 5, () -> 2);
        work.batch(3, 250_000_000, 750_000_000);
        now += Duration.ofMillis(1).toNanos();
        assertThat(reporter.doWork()).isEqualTo(1);
        reporter.close();

        assertThat(told.told).containsExactly("started after 1000 ms");
        List<WorkerReport> reports = reports();
        assertThat(reports).hasSize(4);
        assertThat(reports.get(0))
                .isEqualTo(new WorkerReport("m", "w-1", "share", 6_000, 5_000, null, null, 0, 0, 0, 0, 0, 16, 0));
        assertThat(reports.get(1).readyAt()).isEqualTo(6_000);
        assertThat(reports.get(2))
                .isEqualTo(new WorkerReport("m", "w-1", "share", 6_000, 5_000, 6_000L, null, 1, 3, 9, 1, 3, 16, 7));
        assertThat(reports.get(3).stoppedAt()).isEqualTo(6_000);
        assertThat(told.batches).containsExactly(3);
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aWorkerThatIsReadyWithinASecondIsNotHeldUpByTellingIt() throws Exception {
        reporter.readyWhen(() -> true);
        assertThat(reporter.doWork()).isZero();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(reporter.doWork()).isEqualTo(1);
        reporter.close();
        assertThat(reports().get(0).readyAt()).isEqualTo(6_000);
    }

    @Test
    void withoutATopicItAsksLessAndLessOftenAndGoesOnWhenThereIsOne() throws Exception {
        producer.sendException = new TimeoutException("Topic worker-reports not present in metadata");
        int tries = 0;
        for (int second = 0; second < 120; second++) {
            tries += reporter.doWork();
            now += Duration.ofSeconds(1).toNanos();
        }
        assertThat(tries).isBetween(8, 16);
        producer.sendException = null;
        int seconds = 0;
        while (producer.history().size() < 3) {
            reporter.doWork();
            now += Duration.ofSeconds(1).toNanos();
            seconds++;
        }
        assertThat(seconds).isLessThan(20);
    }

    private List<WorkerReport> reports() throws InvalidRecordException {
        var reports = new java.util.ArrayList<WorkerReport>();
        for (var one : producer.history()) {
            assertThat(one.topic()).isEqualTo(Topics.WORKER_REPORTS);
            assertThat(new String(one.key(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("m/w-1");
            reports.add(WorkerReport.CODEC.decode(one.value()));
        }
        return reports;
    }

    private static StreamSettings settings() {
        return new StreamSettings(
                "inference.m",
                "worker.m",
                "w-1",
                Guarantee.SHARE,
                new BatchPolicy(16, Duration.ZERO),
                3,
                64,
                1_000_000,
                64,
                Duration.ofMillis(100),
                Duration.ofMillis(10),
                false,
                false,
                Duration.ofSeconds(5),
                Duration.ZERO,
                4);
    }
}
