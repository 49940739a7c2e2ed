package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.TrainingProgress;
import dev.millrace.inference.training.evaluation.EncoderRanker;
import dev.millrace.inference.training.evaluation.EvaluationReport;
import dev.millrace.inference.training.evaluation.NextItemEvaluation;
import dev.millrace.inference.training.evaluation.PopularityRanker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionEncoderTrainerTest {
    private static final SessionEncoderConfig CONFIG = SessionEncoderConfig.defaults();
    private static final Clock STILL = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static SessionEncoder train(SessionEncoderConfig config, List<Interaction> interactions) {
        return new SessionEncoderTrainer(config, STILL).train(interactions, TrainingProgress.NONE);
    }

    @Test
    void plantedTastesAreFoundAtLeastTwiceAsOftenAsByPopularity() {
        List<Interaction> all = new PlantedTastes(1, 20, 50).interactions(400, 12_000);
        List<Interaction> past = all.subList(0, 9_000);
        SessionEncoder model = train(CONFIG, past);

        EvaluationReport report = NextItemEvaluation.evaluate(
                past,
                all.subList(9_000, 12_000),
                List.of(
                        new EncoderRanker(model),
                        PopularityRanker.allTime(),
                        PopularityRanker.decayed(Duration.ofDays(7))),
                1);

        double hitRate = report.qualities().get(0).recallAt10();
        assertThat(hitRate).isGreaterThan(2 * report.qualities().get(1).recallAt10());
        assertThat(hitRate).isGreaterThan(2 * report.qualities().get(2).recallAt10());
    }

    @Test
    void theSameDataInAnyOrderAndTheSameSeedGiveTheSameModel() {
        List<Interaction> data = new PlantedTastes(2, 5, 20).interactions(50, 600);
        List<Interaction> shuffled = new ArrayList<>(data);
        Collections.shuffle(shuffled, new Random(1));

        byte[] model = RecommenderOnnx.export(train(CONFIG.withEpochs(2), data));

        assertThat(RecommenderOnnx.export(train(CONFIG.withEpochs(2), shuffled)))
                .isEqualTo(model);
        assertThat(RecommenderOnnx.export(train(CONFIG.withEpochs(2).withSeed(9), data)))
                .isNotEqualTo(model);
    }

    @Test
    void tooLittleDataIsAClearError() {
        List<Interaction> few = new PlantedTastes(3, 5, 20).interactions(10, 99);
        assertThatThrownBy(() -> train(CONFIG, few))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("99 of the 100 needed");

        List<Interaction> lonely = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lonely.add(new Interaction("u" + i, "i", i));
        }
        assertThatThrownBy(() -> train(CONFIG, lonely))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("none of the 200 users");
    }

    @Test
    void trainingEndsWithTheTimeBudgetAndTheModelWorks() {
        List<Interaction> data = new PlantedTastes(4, 5, 20).interactions(50, 600);
        List<String> notes = new ArrayList<>();
        var ticking = new TickingClock();
        SessionEncoder model = new SessionEncoderTrainer(CONFIG.withTimeBudget(Duration.ofSeconds(5)), ticking)
                .train(data, (step, of, note) -> notes.add(step + "/" + of + " " + note));

        assertThat(notes).hasSize(5).last().asString().isEqualTo("4/20 the time budget is spent");
        assertThat(notes.get(0)).matches("1/20 loss \\d+\\.\\d+");
        assertThat(model.topK(List.of("i1"), 5, java.util.Set.of())).hasSize(5);
    }

    @Test
    void repeatedItemsAreHistoryButNotWhatIsLearnt() {
        List<Interaction> data = new ArrayList<>();
        for (int u = 0; u < 100; u++) {
            for (String item : List.of("a", "a", "b", "b", "a")) {
                data.add(new Interaction("u" + u, item, data.size()));
            }
        }
        Examples examples = new Examples(UserSequences.of(data));

        assertThat(examples.size()).isEqualTo(100);
        assertThat(examples.position(0)).isEqualTo(2);
        assertThat(train(CONFIG, data).items().size()).isEqualTo(2);
    }

    /** A second passes at every look. */
    private static final class TickingClock extends Clock {
        private long millis;

        @Override
        public long millis() {
            return millis += 1000;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
