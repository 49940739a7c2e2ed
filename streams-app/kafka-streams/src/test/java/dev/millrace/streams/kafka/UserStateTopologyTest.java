package dev.millrace.streams.kafka;

import static dev.millrace.streams.kafka.Drive.NOW;
import static dev.millrace.streams.kafka.Drive.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Inputs;
import dev.millrace.contracts.RecommendationRequest;
import dev.millrace.contracts.RequestContext;
import dev.millrace.contracts.SourceRef;
import dev.millrace.contracts.Timings;
import dev.millrace.contracts.Topics;
import dev.millrace.contracts.UserEvent;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.streams.core.recommend.UserState;
import dev.millrace.streams.core.recommend.UserStateConfig;
import dev.millrace.streams.core.recommend.UserStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStateTopologyTest {
    private static final String INFERENCE = Topics.inference("recommender");

    private final Drive drive;

    UserStateTopologyTest(@TempDir Path folder) {
        drive = new Drive(folder);
    }

    @AfterEach
    void stop() {
        drive.close();
    }

    @Test
    void driverGivesWhatThePureCoreGives() throws Exception {
        var core = new UserStates(UserStateConfig.defaults());
        var states = new HashMap<String, UserState>();
        List<UserStateRequest> expected = new ArrayList<>();
        for (UserEvent event : randomEvents(500)) {
            UserStates.Step step = core.onEvent(states.get(event.userId()), event, String.valueOf(event.eventId()));
            states.put(event.userId(), step.state());
            step.request().ifPresent(expected::add);
            drive.send(Topics.USER_EVENTS, event.userId(), Inputs.write(event), NOW);
        }
        var request = new RecommendationRequest("r1", "user-1", 7, List.of("item-x"), null);
        expected.add(core.onRequest(states.get("user-1"), request, NOW));
        drive.send(Topics.RECOMMENDATION_REQUESTS, "user-1", Inputs.write(request), NOW);
        List<UserStateRequest> given = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : drive.read(INFERENCE)) {
            given.add(UserStateRequest.decode(record.value()));
        }
        assertThat(given).usingRecursiveComparison().isEqualTo(expected);
        assertThat(given.get(given.size() - 1).seen()).contains("item-x");
        assertThat(drive.read(Topics.FEATURES)).hasSize(500);
    }

    @Test
    void requestCarriesThePositionAndTimeOfItsEvent() throws Exception {
        send(view("a", "e0"), NOW - 50);
        drive.send(
                Topics.USER_EVENTS,
                "u1",
                Inputs.write(view("b", null)),
                NOW - 30,
                new RecordHeader("traceparent", utf8("00-11111111111111111111111111111111-2222222222222222-01")),
                new RecordHeader("private", utf8("x")));
        TestRecord<byte[], byte[]> record = drive.read(INFERENCE).get(1);
        RequestContext context = RequestContext.read(record.headers());
        assertThat(record.key()).isEqualTo(utf8("u1"));
        assertThat(record.timestamp()).isEqualTo(NOW);
        assertThat(context.source()).isEqualTo(new SourceRef(Topics.USER_EVENTS, 0, 1));
        assertThat(context.originTimestamp()).isEqualTo(NOW - 30);
        assertThat(context.timings()).isEqualTo(Timings.of(Map.of("ingest", 30.0, "state", 0.0)));
        assertThat(context.traceparent()).startsWith("00-1111");
        assertThat(record.headers().lastHeader("private")).isNull();
        UserStateRequest request = UserStateRequest.decode(record.value());
        assertThat(request.requestId()).isEqualTo("user-events-0-1");
        assertThat(request.trigger()).isEqualTo("user-events-0-1");
    }

    @Test
    void replayedEventAsksAgainAndIsCountedOnce() throws Exception {
        send(view("a", "e0"), NOW);
        send(view("a", "e0"), NOW);
        List<TestRecord<byte[], byte[]>> requests = drive.read(INFERENCE);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).value()).isEqualTo(requests.get(0).value());
        List<TestRecord<byte[], byte[]>> rows = drive.read(Topics.FEATURES);
        assertThat(rows.get(1).value()).isEqualTo(rows.get(0).value());
        assertThat(drive.told)
                .containsExactly(
                        "streams.user-state accepted", "streams.user-state repeated", "streams.user-state accepted");
    }

    @Test
    void everyEventWritesTheUsersActivity() throws Exception {
        send(new UserEvent("u1", "shown", UserEvent.Type.IMPRESSION, 9_500, null, null, "e0"), NOW);
        send(new UserEvent("u1", "a", UserEvent.Type.CLICK, 9_500, null, null, "e1"), NOW);
        assertThat(drive.read(INFERENCE)).hasSize(1);
        List<TestRecord<byte[], byte[]>> rows = drive.read(Topics.FEATURES);
        FeatureRow first = FeatureRow.parseFrom(rows.get(0).value());
        FeatureRow second = FeatureRow.parseFrom(rows.get(1).value());
        assertThat(second.getFeatureView()).isEqualTo("user_activity");
        assertThat(second.getJoinKeys(0).getName()).isEqualTo("user_id");
        assertThat(second.getJoinKeys(0).getValue().getStringVal()).isEqualTo("u1");
        assertThat(second.getFeaturesList())
                .extracting(FeatureRow.Feature::getName)
                .containsExactly("events", "interactions", "last_item", "last_event_time");
        assertThat(second.getFeatures(0).getValue().getInt64Val()).isEqualTo(2);
        assertThat(second.getFeatures(1).getValue().getInt64Val()).isEqualTo(1);
        assertThat(second.getFeatures(2).getValue().getStringVal()).isEqualTo("a");
        assertThat(second.getFeatures(3).getValue().getUnixTimestampVal()).isEqualTo(9);
        assertThat(first.getFeatures(2).getValue().hasStringVal()).isFalse();
        assertThat(first.getEventTime()).isEqualTo(time(9, 500_000_000));
        assertThat(second.getEventTime()).isEqualTo(time(9, 500_000_001));
    }

    @Test
    void activityCanBeSwitchedOff(@TempDir Path other) throws Exception {
        try (var quiet = new Drive(other, "features.user-activity", "false")) {
            quiet.send(Topics.USER_EVENTS, "u1", Inputs.write(view("a", "e0")), NOW);
            assertThat(quiet.read(INFERENCE)).hasSize(1);
            assertThat(quiet.read(Topics.FEATURES)).isEmpty();
        }
    }

    private void send(UserEvent event, long timestamp) {
        drive.send(Topics.USER_EVENTS, event.userId(), Inputs.write(event), timestamp);
    }

    private static Timestamp time(long seconds, int nanos) {
        return Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    }

    private static UserEvent view(String item, @Nullable String eventId) {
        return new UserEvent("u1", item, UserEvent.Type.VIEW, NOW, null, null, eventId);
    }

    /** Five users, out of order by event time, every tenth event a repetition. */
    private static List<UserEvent> randomEvents(int count) {
        var random = new Random(7);
        UserEvent.Type[] types = UserEvent.Type.values();
        List<UserEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(
                    i % 10 == 9
                            ? events.get(random.nextInt(i))
                            : new UserEvent(
                                    "user-" + random.nextInt(5),
                                    "item-" + random.nextInt(100),
                                    types[random.nextInt(types.length)],
                                    NOW - random.nextInt(1_000_000),
                                    null,
                                    null,
                                    "e" + i));
        }
        return events;
    }
}
