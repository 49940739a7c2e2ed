package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.utf8;

import dev.millrace.contracts.AnomalyAlert;
import dev.millrace.contracts.AnomalyScore;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.streams.core.anomaly.AlertConfig;
import dev.millrace.streams.core.anomaly.AlertLifeCycle;
import dev.millrace.streams.core.anomaly.AlertState;
import dev.millrace.streams.core.recommend.UserState;
import dev.millrace.streams.core.recommend.UserStateConfig;
import dev.millrace.streams.core.recommend.UserStates;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends seeded traffic to a cluster and says, by the pure core, what must come of it. */
final class Owed {
    final Set<String> requestIds = new LinkedHashSet<>();
    final Set<String> alerts = new LinkedHashSet<>();
    /** Original values by topic/partition/offset. */
    final Map<String, byte[]> deadLetters = new TreeMap<>();

    private final Cluster cluster;
    private final Random random = new Random(11);
    private final UserStates core = new UserStates(UserStateConfig.defaults());
    private final Map<String, UserState> states = new HashMap<>();
    private final AlertLifeCycle lifeCycle = new AlertLifeCycle(AlertConfig.defaults());
    private @Nullable AlertState alertState;

    Owed(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Twenty users; one record in fifty is broken. */
    void sendEvents(int from, int to) throws Exception {
        UserEvent.Type[] types = UserEvent.Type.values();
        for (int i = from; i < to; i++) {
            String user = "user-" + random.nextInt(20);
            if (i % 50 == 7) {
                byte[] bad = utf8("{\"userId\":\"" + user + "\" broken " + i);
                var at = cluster.sendNow(Topics.USER_EVENTS, user, bad);
                deadLetters.put(at.topic() + "/" + at.partition() + "/" + at.offset(), bad);
                continue;
            }
            String id = "event-" + i;
            String item = "item-" + random.nextInt(200);
            UserEvent.Type type = types[random.nextInt(types.length)];
            var event = new UserEvent(user, item, type, 1_700_000_000_000L + i, null, null, id);
            cluster.send(Topics.USER_EVENTS, user, Inputs.write(event));
            UserStates.Step step = core.onEvent(states.get(user), event, id);
            states.put(user, step.state());
            step.request().ifPresent(request -> requestIds.add(request.requestId()));
        }
        cluster.flush();
    }

    void sendScores(List<AnomalyScore> scores) throws Exception {
        for (AnomalyScore score : scores) {
            cluster.send(Topics.ANOMALY_SCORES, score.sensorId(), AnomalyScore.CODEC.encode(score));
            AlertLifeCycle.Step step = lifeCycle.onScore(alertState, score);
            alertState = step.state();
            step.alerts().forEach(alert -> alerts.add(identity(alert)));
        }
        cluster.flush();
    }

    /** Asks once for every user; the answers, by request id, show the states. */
    Map<String, UserStateRequest> askForAll() throws Exception {
        var answers = new TreeMap<String, UserStateRequest>();
        for (Map.Entry<String, UserState> state : states.entrySet()) {
            String user = state.getKey();
            var request = new RecommendationRequest("final-" + user, user, 5, List.of("x"), 1L);
            cluster.send(Topics.RECOMMENDATION_REQUESTS, user, Inputs.write(request));
            answers.put(request.requestId(), core.onRequest(state.getValue(), request, 1));
        }
        cluster.flush();
        return answers;
    }

    Map<String, Long> eventsByUser() {
        var counts = new TreeMap<String, Long>();
        states.forEach((user, state) -> counts.put(user, state.activity().events()));
        return counts;
    }

    /** What a consumer of alerts knows a step by. */
    static String identity(AnomalyAlert alert) {
        return alert.alertId() + " " + alert.status() + " " + alert.updatedAt();
    }
}
