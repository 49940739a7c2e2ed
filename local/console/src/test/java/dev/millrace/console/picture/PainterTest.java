package dev.millrace.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.live.Quantiles;
import dev.millrace.observer.snapshot.GroupState;
import dev.millrace.observer.snapshot.GroupTopic;
import dev.millrace.observer.snapshot.ModelState;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.observer.snapshot.TopicState;
import dev.millrace.observer.snapshot.WorkerState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PainterTest {
    private static final double SLO = 2;

    @Test
    void nothingSeenIsAnIdlePicture() {
        Picture picture = Painter.paint(ObserverSnapshot.NOTHING, Map.of(), SLO, 5);
        assertThat(picture.blind()).isTrue();
        assertThat(picture.lanes()).extracting(Lane::id).containsExactly("sensors", "users", "features");
        assertThat(picture.lanes())
                .flatExtracting(Lane::arrows)
                .extracting(Arrow::health)
                .containsOnly(Health.IDLE);
        assertThat(arrow(picture, "sensors>windows").lagSeconds()).isNull();
    }

    @Test
    void anArrowHasTheRateOfItsTopicAndTheLagOfItsReader() {
        Picture picture = paint(.2, Map.of("sensors/queue", new Quantiles(2, 9, 50)));
        Arrow arrow = arrow(picture, "windows>sensor-anomaly");
        assertThat(arrow.recordsPerSecond()).isEqualTo(100);
        assertThat(arrow.lagRecords()).isEqualTo(7);
        assertThat(arrow.lagSeconds()).isEqualTo(.2);
        assertThat(arrow.p99()).isEqualTo(9);
        assertThat(arrow.health()).isEqualTo(Health.OK);
    }

    @Test
    void lagAndLatencyAreJudgedByTheSlo() {
        assertThat(arrow(paint(1.5, Map.of()), "windows>sensor-anomaly").health())
                .isEqualTo(Health.TIGHT);
        assertThat(arrow(paint(2.5, Map.of()), "windows>sensor-anomaly").health())
                .isEqualTo(Health.LATE);
        Map<String, Quantiles> slow = Map.of("sensors/queue", new Quantiles(5, 3_000, 9));
        assertThat(arrow(paint(0, slow), "windows>sensor-anomaly").health()).isEqualTo(Health.LATE);
    }

    @Test
    void whatCommitsAtIntervalsIsNotCalledLateForIt() {
        Arrow arrow = arrow(paint(9, Map.of()), "sensors>windows");
        assertThat(arrow.atMost()).isTrue();
        assertThat(arrow.health()).isEqualTo(Health.OK);
        assertThat(arrow(paint(13, Map.of()), "sensors>windows").health()).isEqualTo(Health.LATE);
    }

    @Test
    void aWorkerHasItsReplicasItsVersionAndItsStages() {
        Picture picture =
                paint(0, Map.of("sensors/run", new Quantiles(1, 3, 9), "sensors/batch", new Quantiles(2, 4, 9)));
        Box worker = picture.lanes().get(0).boxes().get(2);
        assertThat(worker.note()).isEqualTo("v3");
        assertThat(worker.p50()).isEqualTo(3);
        assertThat(worker.p99()).isEqualTo(7);
        assertThat(worker.replicas()).extracting(WorkerState::instance).containsExactly("w1", "w2");
        assertThat(picture.lanes().get(1).boxes().get(2).note()).isEqualTo("baseline");
    }

    @Test
    void aModelOfOnesOwnHasALaneOfItsOwn() {
        Picture picture = paint(0, Map.of());
        assertThat(picture.lanes()).last().extracting(Lane::id).isEqualTo("model-churn");
        assertThat(arrow(picture, "clients-churn>churn").recordsPerSecond()).isEqualTo(4);
    }

    private static Picture paint(double lagSeconds, Map<String, Quantiles> latencies) {
        var seen = new ObserverSnapshot(
                1,
                false,
                List.of(
                        new TopicState("inference.churn", 1, 9, 4),
                        new TopicState("inference.sensor-anomaly", 4, 1_000, 100),
                        new TopicState("sensor-readings", 4, 1_000, 100)),
                List.of(
                        group("flink-sensor-windows", "sensor-readings", lagSeconds),
                        group("worker-sensor-anomaly", "inference.sensor-anomaly", lagSeconds)),
                List.of(
                        new ModelState("sensor-anomaly", "v3", "live", 1),
                        new ModelState("sensor-anomaly", "v4", "shadow", 0)),
                List.of(worker("sensor-anomaly", "w1"), worker("sensor-anomaly", "w2"), worker("churn", "c1")),
                List.of(),
                Map.of());
        return Painter.paint(seen, latencies, SLO, 5);
    }

    private static GroupState group(String name, String topic, double lagSeconds) {
        return new GroupState(name, GroupState.Kind.CONSUMER, 1, List.of(new GroupTopic(topic, 7, lagSeconds, 100)));
    }

    private static WorkerState worker(String model, String instance) {
        return new WorkerState(model, instance, WorkerState.State.READY, .5);
    }

    private static Arrow arrow(Picture picture, String id) {
        return picture.lanes().stream()
                .flatMap(lane -> lane.arrows().stream())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
