package dev.millrace.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerReportTest {
    @Test
    void reportsAreReadAsTheyWereWritten() throws Exception {
        WorkerReport starting = report(null, null, 0);
        WorkerReport working = report(3_000L, null, .25);
        WorkerReport stopped = report(3_000L, 9_000L, 1.5);
        for (WorkerReport one : List.of(starting, working, stopped)) {
            assertThat(WorkerReport.CODEC.decode(WorkerReport.CODEC.encode(one)))
                    .isEqualTo(one);
        }
        assertThat(List.of(starting.ready(), working.ready(), stopped.ready())).containsExactly(false, true, false);
        assertThat(new String(WorkerReport.CODEC.encode(starting), UTF_8))
                .contains("\"startedAt\":1000")
                .doesNotContain("readyAt", "stoppedAt", "\"ready\"", "key", "process");
    }

    @Test
    void theKeyOutlivesARestartAndTheProcessDoesNot() {
        assertThat(report(null, null, 0).key()).isEqualTo("m/w-1");
        assertThat(report(null, null, 0).process()).isEqualTo("w-1@1000");
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> report(null, null, Double.NaN))
                .hasMessage("busySeconds: NaN is not a sum of positive numbers");
        assertThatThrownBy(() -> report(null, null, -1)).hasMessageContaining("busySeconds: -1.0");
        assertThatThrownBy(() -> WorkerReport.CODEC.decode("{\"model\":\"m\",\"batches\":1}".getBytes(UTF_8)))
                .isInstanceOf(InvalidRecordException.class)
                .hasMessageContaining("instance is missing");
        assertThatThrownBy(() -> WorkerReport.CODEC.decode(
                        "{\"model\":\"m\",\"instance\":\"i\",\"guarantee\":\"share\",\"rows\":-2}".getBytes(UTF_8)))
                .hasMessageContaining("rows: -2");
    }

    @Test
    void theTopicKeepsTheNewestOfEachWorkerForAnHour() {
        Topics.Spec topic = Topics.all(List.of()).stream()
                .filter(one -> one.name().equals(Topics.WORKER_REPORTS))
                .findFirst()
                .orElseThrow();
        assertThat(topic.partitions()).isEqualTo(1);
        assertThat(topic.config())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "3600000");
    }

    private static WorkerReport report(@Nullable Long ready, @Nullable Long stopped, double busy) {
        return new WorkerReport("m", "w-1", "share", 9_000, 1_000, ready, stopped, 7, 20, 80, busy, busy * 4, 32, 3);
    }
}
