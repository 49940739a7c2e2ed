package dev.millrace.console.picture;

import dev.millrace.console.live.Quantiles;
import dev.millrace.console.live.ResultSink;
import dev.millrace.console.live.StageLatencies;
import dev.millrace.contracts.TimedStage;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.observer.snapshot.GroupState;
import dev.millrace.observer.snapshot.GroupTopic;
import dev.millrace.observer.snapshot.ObserverSnapshot;
import dev.millrace.observer.snapshot.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Paints what was seen as lanes of boxes and arrows. */
public final class Painter {
    private static final String SENSOR_MODEL = "sensor-anomaly";
    private static final String USER_MODEL = "recommender";
    private static final String REQUESTS = "inference.";
    private static final String READERS_OF_WINDOWS = "flink";
    private static final List<TimedStage> WORK =
            List.of(TimedStage.BATCH, TimedStage.FEATURES, TimedStage.RUN, TimedStage.PUBLISH);

    /** Flink commits with its checkpoints: what it has worked off since the last one looks like lag. */
    private static final double COMMIT_SECONDS = 10;

    private final ObserverSnapshot seen;
    private final Map<String, Quantiles> latencies;
    private final double slo;

    private Painter(ObserverSnapshot seen, Map<String, Quantiles> latencies, double sloSeconds) {
        this.seen = seen;
        this.latencies = latencies;
        this.slo = sloSeconds;
    }

    /** {@code latencies} by flow and stage. */
    public static Picture paint(
            ObserverSnapshot seen, Map<String, Quantiles> latencies, double sloSeconds, long nowMillis) {
        var painter = new Painter(seen, latencies, sloSeconds);
        return new Picture(
                nowMillis, seen.blind(), seen.at(), sloSeconds, painter.lanes(), seen.models(), seen.alertsFiring());
    }

    private List<Lane> lanes() {
        var lanes = new ArrayList<Lane>();
        lanes.add(sensors());
        lanes.add(users());
        lanes.add(features());
        seen.topics().stream()
                .map(TopicState::topic)
                .filter(topic -> topic.startsWith(REQUESTS))
                .map(topic -> topic.substring(REQUESTS.length()))
                .filter(model -> !model.equals(SENSOR_MODEL) && !model.equals(USER_MODEL))
                .forEach(model -> lanes.add(tensors(model)));
        return lanes;
    }

    private Lane sensors() {
        String flow = ResultSink.SENSORS;
        return lane(
                "sensors",
                "Reading to score",
                total(flow),
                List.of(
                        box("sensors", 0, Box.Kind.SOURCE, "Sensors", "readings"),
                        measured("windows", 1, "Windows", "Flink", latency(flow, TimedStage.WINDOW)),
                        worker(2, SENSOR_MODEL, flow),
                        measured(
                                "alerting",
                                3,
                                "Alert life cycle",
                                "Streams",
                                latency(ResultSink.ALERTS, TimedStage.ALERT)),
                        box("alerts", 4, Box.Kind.RESULT, "Alerts", firing())),
                List.of(
                        arrow(
                                "sensors",
                                "windows",
                                Topics.SENSOR_READINGS,
                                group -> group.startsWith(READERS_OF_WINDOWS),
                                latency(flow, TimedStage.INGEST)),
                        arrow(
                                "windows",
                                SENSOR_MODEL,
                                Topics.inference(SENSOR_MODEL),
                                group -> true,
                                latency(flow, TimedStage.QUEUE)),
                        arrow(SENSOR_MODEL, "alerting", Topics.ANOMALY_SCORES, Painter::streams, null),
                        arrow("alerting", "alerts", Topics.ANOMALY_ALERTS, group -> false, null)));
    }

    private Lane users() {
        String flow = ResultSink.USERS;
        return lane(
                "users",
                "Event to recommendations",
                total(flow),
                List.of(
                        box("users", 0, Box.Kind.SOURCE, "Visitors", "events"),
                        measured("state", 1, "User state", "Streams", latency(flow, TimedStage.STATE)),
                        worker(2, USER_MODEL, flow),
                        box("recommendations", 3, Box.Kind.RESULT, "Recommendations", "")),
                List.of(
                        arrow("users", "state", Topics.USER_EVENTS, Painter::streams, latency(flow, TimedStage.INGEST)),
                        arrow(
                                "state",
                                USER_MODEL,
                                Topics.inference(USER_MODEL),
                                group -> true,
                                latency(flow, TimedStage.QUEUE)),
                        arrow(USER_MODEL, "recommendations", Topics.RECOMMENDATIONS, group -> false, null)));
    }

    private Lane features() {
        return lane(
                "features",
                "Features to the store",
                null,
                List.of(
                        box("signals", 0, Box.Kind.SOURCE, "Signals", "Flink, Streams"),
                        box("materializer", 1, Box.Kind.ENGINE, "Materializer", "to Redis")),
                List.of(arrow("signals", "materializer", Topics.FEATURES, "materializer"::equals, null)));
    }

    private Lane tensors(String model) {
        return lane(
                "model-" + model,
                model,
                null,
                List.of(
                        box("clients-" + model, 0, Box.Kind.SOURCE, "Clients", "requests"),
                        worker(1, model, ""),
                        box("predictions-" + model, 2, Box.Kind.RESULT, "Predictions", "")),
                List.of(
                        arrow("clients-" + model, model, Topics.inference(model), group -> true, null),
                        arrow(model, "predictions-" + model, Topics.predictions(model), group -> false, null)));
    }

    private static boolean streams(String group) {
        return group.contains("streams");
    }

    private static Lane lane(String id, String title, @Nullable Quantiles total, List<Box> boxes, List<Arrow> arrows) {
        return new Lane(id, title, p50(total), p99(total), boxes, arrows);
    }

    private static Box box(String id, int column, Box.Kind kind, String label, String note) {
        return new Box(id, column, kind, label, note, null, null, List.of());
    }

    private static Box measured(String id, int column, String label, String note, @Nullable Quantiles time) {
        return new Box(id, column, Box.Kind.ENGINE, label, note, p50(time), p99(time), List.of());
    }

    /** Stages add up, percentiles do not; the sum of the medians is a fair middle and the sum of the 99ths a bound. */
    private Box worker(int column, String model, String flow) {
        List<Quantiles> stages = WORK.stream()
                .map(stage -> latencies.get(StageLatencies.key(flow, stage.label())))
                .flatMap(Stream::ofNullable)
                .toList();
        String version = seen.models().stream()
                .filter(found -> found.name().equals(model) && found.stage().equals("live"))
                .map(found -> found.version())
                .reduce((first, second) -> second)
                .orElse("baseline");
        return new Box(
                model,
                column,
                Box.Kind.WORKER,
                model,
                version,
                stages.isEmpty()
                        ? null
                        : stages.stream().mapToDouble(Quantiles::p50).sum(),
                stages.isEmpty()
                        ? null
                        : stages.stream().mapToDouble(Quantiles::p99).sum(),
                seen.workers().stream()
                        .filter(found -> found.model().equals(model))
                        .toList());
    }

    private String firing() {
        int count = seen.alertsFiring().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return count == 0 ? "none firing" : count + " firing";
    }

    private Arrow arrow(String from, String to, String topic, Predicate<String> readers, @Nullable Quantiles latency) {
        double rate = seen.topics().stream()
                .filter(found -> found.topic().equals(topic))
                .mapToDouble(TopicState::recordsPerSecond)
                .findFirst()
                .orElse(0);
        List<GroupTopic> reading = seen.groups().stream()
                .filter(group -> readers.test(group.group()))
                .flatMap(group -> of(group, topic).stream())
                .toList();
        Double seconds = reading.isEmpty()
                ? null
                : reading.stream().mapToDouble(GroupTopic::lagSeconds).max().orElse(0);
        boolean atMost = topic.equals(Topics.SENSOR_READINGS);
        double waits = seconds == null ? 0 : Math.max(0, seconds - (atMost ? COMMIT_SECONDS : 0));
        double worst = Math.max(waits, latency == null ? 0 : latency.p99() / 1000);
        return new Arrow(
                from + ">" + to,
                from,
                to,
                topic,
                rate,
                reading.isEmpty()
                        ? null
                        : reading.stream()
                                .mapToLong(GroupTopic::lagRecords)
                                .max()
                                .orElse(0),
                seconds,
                atMost,
                p50(latency),
                p99(latency),
                Health.of(rate > 0, worst, slo));
    }

    private static Optional<GroupTopic> of(GroupState group, String topic) {
        return group.topics().stream()
                .filter(found -> found.topic().equals(topic))
                .findFirst();
    }

    private @Nullable Quantiles latency(String flow, TimedStage stage) {
        return latencies.get(StageLatencies.key(flow, stage.label()));
    }

    private @Nullable Quantiles total(String flow) {
        return latencies.get(StageLatencies.key(flow, Timings.TOTAL));
    }

    private static @Nullable Double p50(@Nullable Quantiles quantiles) {
        return quantiles == null ? null : quantiles.p50();
    }

    private static @Nullable Double p99(@Nullable Quantiles quantiles) {
        return quantiles == null ? null : quantiles.p99();
    }
}
