package dev.millrace.scaler.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.WorkerReport;
import dev.millrace.observer.lag.Lag;
import dev.millrace.scaler.decide.Decision;
import dev.millrace.scaler.decide.Fleet;
import dev.millrace.scaler.decide.Observation;
import dev.millrace.scaler.decide.ReplicaPolicy;
import dev.millrace.scaler.server.workers.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final ScaledObjectKey KEY =
            new ScaledObjectKey("ns", "so", Map.of("model", "m", "sloSeconds", "2", "ratePerWorker", "50"));

    private final List<Observation> seen = new ArrayList<>();
    private final List<Boolean> pushed = new ArrayList<>();
    private final Workers workers = new Workers(() -> 0);
    private long now;

    private final Watch watch = new Watch(
            KEY,
            Wanted.of(KEY),
            new Brain() {
                @Override
                public ReplicaPolicy policy(Wanted wanted) {
                    return observation -> {
                        seen.add(observation);
                        long backlog = observation.loads().totalBacklog();
                        if (backlog == 13) {
                            throw new IllegalStateException("unlucky");
                        }
                        return new Decision((int) backlog, backlog > 0, backlog + " wait");
                    };
                }

                @Override
                public CapacityMeter capacity(Wanted wanted) {
                    return new ReportedCapacity(wanted.declaredRate(), wanted.declaredStartup());
                }
            },
            workers,
            Duration.ofMinutes(5),
            () -> now);

    @Test
    void nothingIsSaidBeforeAnythingIsRead() {
        watch.listen(pushed::add);
        watch.saw(new Lag.Unknown("away"), 0);
        assertThat(watch.view()).isEqualTo(new View.Undecided("away"));
        assertThat(watch.first()).isNotDone();
        assertThat(pushed).isEmpty();
        watch.saw(backlog(0), 0);
        assertThat(watch.first()).isDone();
        assertThat(pushed).containsExactly(false);
    }

    @Test
    void changesArePushedAndOnlyThose() {
        watch.saw(backlog(0), 0);
        watch.listen(pushed::add);
        watch.saw(backlog(0), 0);
        watch.saw(backlog(2), 0);
        watch.saw(backlog(3), 0);
        watch.saw(backlog(0), 0);
        assertThat(pushed).containsExactly(false, true, false);
        watch.unlisten(pushed::add);
    }

    @Test
    void theLastDecisionIsHeldForAWhileThenNothingIsKnownAndThenItIsAgain() {
        watch.saw(backlog(3), 0);
        watch.listen(pushed::add);
        now = Duration.ofMinutes(5).toNanos();
        watch.saw(new Lag.Unknown("away"), 0);
        assertThat(watch.view()).isInstanceOfSatisfying(View.Held.class, held -> {
            assertThat(held.decision().replicas()).isEqualTo(3);
            assertThat(held.why()).isEqualTo("away");
            assertThat(held.nanos()).isZero();
        });
        now++;
        watch.saw(new Lag.Unknown("still away"), 0);
        assertThat(watch.view()).isEqualTo(new View.Lost("still away", 0));
        assertThat(watch.active()).isFalse();
        watch.saw(new Lag.Unknown("and still"), 0);
        assertThat(watch.view()).isEqualTo(new View.Lost("and still", 0));
        watch.saw(backlog(2), 0);
        assertThat(watch.view()).isInstanceOf(View.Decided.class);
        assertThat(pushed).containsExactly(true, true);
    }

    @Test
    void aPolicyThatFailsIsAsKafkaAway() {
        watch.saw(backlog(3), 0);
        watch.saw(backlog(13), 0);
        assertThat(watch.view()).isInstanceOfSatisfying(View.Held.class, held -> assertThat(held.why())
                .contains("unlucky"));
    }

    @Test
    void noMoreWorkersThanPartitions() {
        watch.saw(backlog(40), 0);
        assertThat(watch.view()).isInstanceOfSatisfying(View.Decided.class, decided -> assertThat(decided.decision())
                .isEqualTo(new Decision(4, true, Decision.Kind.LIMIT, "40 wait; no more than 4 can help")));
    }

    @Test
    void workersThatReportAreKnownAndMembersCountOnlyWhereNobodyReports() {
        watch.saw(backlog(1), 2);
        assertThat(seen.get(0).fleet()).isEqualTo(new Fleet(2, List.of(), 0));
        workers.report(new WorkerReport("m", "w", "share", 2_000, 500, 1_000L, null, 0, 0, 0, 0, 0, 8, 4));
        watch.saw(backlog(1), 2);
        assertThat(seen.get(1).fleet()).isEqualTo(new Fleet(1, List.of(), 1));
        assertThat(seen.get(1).capacity().recordsPerSecond()).isEqualTo(50);
    }

    @Test
    void aTopicThatDoesNotExistIsNoWork() {
        watch.saw(new Lag.NoTopic(), 0);
        assertThat(watch.view()).isInstanceOfSatisfying(View.Decided.class, decided -> assertThat(decided.decision())
                .isEqualTo(new Decision(0, false, "topic inference.m does not exist")));
    }

    @Test
    void metadataAreUnderstoodOrRefused() {
        Wanted group = Wanted.of(new ScaledObjectKey(
                "", "", Map.of("topic", "t", "consumerGroup", "g", "sloSeconds", "1", "sharing", "share")));
        assertThat(group.model()).isNull();
        assertThat(group.metric()).isEqualTo("replicas-g");
        assertThat(group.target().maxReplicas()).isEqualTo(100);
        assertThat(Wanted.of(KEY).metric()).isEqualTo("replicas-m");
        assertThatThrownBy(() -> Wanted.of(new ScaledObjectKey("", "", Map.of("model", "m", "sloSecond", "1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown key sloSecond: did you mean sloSeconds?");
    }

    private static Lag backlog(long records) {
        return new Lag.Known(new long[4], new long[4], new long[4], new long[] {records, 0, 0, 0});
    }
}
