package dev.millrace.local.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.UserEvent;
import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.TrainingProgress;
import dev.millrace.inference.training.recommend.Interaction;
import dev.millrace.inference.training.recommend.RecommenderOnnx;
import dev.millrace.inference.training.recommend.SessionEncoderConfig;
import dev.millrace.inference.training.recommend.SessionEncoderTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingStepsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** Users walk along a ring of items, each from a place of its own. */
    private static TrainingData walks(int users, int steps) {
        List<UserEvent> events = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int user = 0; user < users; user++) {
                events.add(new UserEvent(
                        "u" + user,
                        "i" + (3 * user + step) % 60,
                        UserEvent.Type.VIEW,
                        events.size(),
                        null,
                        null,
                        null));
            }
        }
        events.add(new UserEvent("u0", "shown", UserEvent.Type.IMPRESSION, 5, null, null, null));
        return of(events, List.of());
    }

    private static TrainingData of(List<UserEvent> events, List<SensorReading> readings) {
        return new TrainingData() {
            @Override
            public void sensorReadings(Consumer<SensorReading> sink) {
                readings.forEach(sink);
            }

            @Override
            public void userEvents(Consumer<UserEvent> sink) {
                events.forEach(sink);
            }
        };
    }

    private TrainingData file(String name) {
        return TrainingData.ofFiles(List.of(folder.resolve(name)), CLOCK, problem -> {
            throw new AssertionError(problem);
        });
    }

    private static List<UserEvent> events(TrainingData data) {
        List<UserEvent> events = new ArrayList<>();
        data.userEvents(events::add);
        return events;
    }

    private static byte[] trained(TrainingData data) {
        List<Interaction> interactions = new ArrayList<>();
        data.userEvents(event -> interactions.add(Interaction.of(event)));
        return RecommenderOnnx.export(new SessionEncoderTrainer(SessionEncoderConfig.defaults(), CLOCK)
                .train(interactions, TrainingProgress.NONE));
    }

    @Test
    void preparationCutsByEventTimeAndLosesNothing() throws Exception {
        Preparation.Prepared prepared = Preparation.prepare("recommender", walks(40, 25), folder, .1);

        assertThat(prepared).isEqualTo(new Preparation.Prepared(900, 100, 900));
        assertThat(events(file(Preparation.TRAINING))).hasSize(900).allMatch(event -> event.timestamp() < 900);
        assertThat(events(file(Preparation.HELD_OUT))).hasSize(100).allMatch(event -> event.timestamp() >= 900);
        assertThat(events(file(Preparation.TRAINING)).get(41))
                .isEqualTo(new UserEvent("u1", "i4", UserEvent.Type.VIEW, 41, null, null, null));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void readingsThatComeLateAreCutByTheirTimeAndKeepTheirOrder() throws Exception {
        List<SensorReading> readings = new ArrayList<>();
        for (long time : new long[] {1, 2, 9, 3, 4, 5, 6, 7, 10, 8}) {
            readings.add(new SensorReading("s", time, new String[] {"a"}, new double[] {time / 3.0}, null));
        }

        Preparation.prepare("sensor-anomaly", of(List.of(), readings), folder, .2);

        List<Long> heldOut = new ArrayList<>();
        file(Preparation.HELD_OUT).sensorReadings(reading -> heldOut.add(reading.timestamp()));
        assertThat(heldOut).containsExactly(9L, 10L);
    }

    @Test
    void tooLittleHistoryAndAModelThatNobodyTrainsAreToldSo() {
        assertThatThrownBy(() -> Preparation.prepare("recommender", walks(0, 0), folder, .1))
                .isInstanceOf(TooLittleDataException.class);
        assertThatThrownBy(() -> Preparation.prepare("digits", walks(1, 1), folder, .1))
                .hasMessageContaining("no trainer for 'digits'");
        assertThatThrownBy(() -> Preparation.prepare("recommender", walks(1, 1), folder, 1))
                .hasMessageContaining("held-out: 1.0");
    }

    @Test
    void aTrainedRecommenderBeatsPopularityAndOneOfNoiseDoesNotBeatIt() throws Exception {
        Preparation.prepare("recommender", walks(40, 25), folder, .1);
        byte[] good = trained(file(Preparation.TRAINING));
        List<UserEvent> noise = events(walks(40, 25)).stream()
                .filter(UserEvent::isInteraction)
                .map(event -> new UserEvent(
                        event.userId(),
                        "i" + Math.floorMod(event.timestamp() * 7919, 60),
                        event.type(),
                        event.timestamp(),
                        null,
                        null,
                        null))
                .toList();
        byte[] bad = trained(of(noise, List.of()));

        Evaluation first = judge(good, null);
        Evaluation worse = judge(bad, new ModelEvaluator.Live("v1", good));

        assertThat(first.reference()).isEqualTo("popularity");
        assertThat(first.passed()).isTrue();
        assertThat(first.metrics()).containsKeys("ndcgAt10", "recallAt10", "events");
        assertThat(worse.reference()).isEqualTo("v1");
        assertThat(worse.referenceValue()).isEqualTo(first.candidate());
        assertThat(worse.passed()).isFalse();
        assertThat(Evaluation.CODEC.decode(Evaluation.CODEC.encode(worse))).isEqualTo(worse);
    }

    private Evaluation judge(byte[] candidate, ModelEvaluator.@Nullable Live live) {
        return ModelEvaluator.evaluate(
                "recommender",
                candidate,
                "0".repeat(64),
                live,
                file(Preparation.TRAINING),
                file(Preparation.HELD_OUT),
                .01);
    }

    @Test
    void aLineThatIsNoEventIsToldWithItsPlaceAndLeftOut() throws Exception {
        Path file = folder.resolve("x.jsonl");
        Files.writeString(
                file,
                """
                {"userId":"u","itemId":"i","type":"view","timestamp":1}
                nonsense
                {"userId":"u","type":"view","timestamp":1}
                """);
        List<String> problems = new ArrayList<>();

        assertThat(events(TrainingData.ofFiles(List.of(file), CLOCK, problems::add)))
                .hasSize(1);

        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).startsWith(file + ":2: ");
        assertThat(problems.get(1)).startsWith(file + ":3: ").contains("itemId");
    }
}
