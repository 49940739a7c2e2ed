package dev.millrace.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.recommend.Interaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextItemEvaluationTest {
    /** Items i1..i30, i1 the most popular, i30 the least; the users u1..u30 have had all up to their number. */
    private static List<Interaction> past() {
        List<Interaction> past = new ArrayList<>();
        for (int item = 1; item <= 30; item++) {
            for (int user = item; user <= 30; user++) {
                past.add(new Interaction("u" + user, "i" + item, past.size()));
            }
        }
        return past;
    }

    private static EvaluationReport popularity(Interaction... stream) {
        return NextItemEvaluation.evaluate(past(), List.of(stream), List.of(PopularityRanker.allTime()), 1);
    }

    @Test
    void seenItemsAreLeftOutOfTheRanking() {
        // u20 has i1..i20: i21 is the most popular of the rest
        RankingQuality first =
                popularity(new Interaction("u20", "i21", 1000)).qualities().get(0);
        assertThat(first.recallAt10()).isEqualTo(1);
        assertThat(first.ndcgAt10()).isEqualTo(1);
        // rank 3
        RankingQuality third =
                popularity(new Interaction("u20", "i23", 1000)).qualities().get(0);
        assertThat(third.ndcgAt10()).isCloseTo(.5, within(1e-9));
        // rank 15
        RankingQuality late =
                popularity(new Interaction("u5", "i20", 1000)).qualities().get(0);
        assertThat(late.recallAt10()).isZero();
        assertThat(late.recallAt20()).isEqualTo(1);
    }

    @Test
    void newUsersAndRepeatsAreNotJudgedAndUnknownItemsAreMisses() {
        EvaluationReport report = popularity(
                new Interaction("new", "i1", 1000), // no history yet
                new Interaction("new", "i1", 1001), // a repeat
                new Interaction("new", "i2", 1002), // judged, rank 1
                new Interaction("new", "never seen", 1003)); // judged, cannot be hit
        assertThat(report.events()).isEqualTo(2);
        assertThat(report.unknown()).isEqualTo(1);
        assertThat(report.qualities().get(0).recallAt10()).isEqualTo(.5);
    }

    @Test
    void anItemIsObservedAfterItWasJudged() {
        List<Interaction> stream = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stream.add(new Interaction("u5", "hot" + (i == 39 ? 0 : i), 1000 + i));
            stream.add(new Interaction("v" + i, "hot0", 1000 + i));
        }
        stream.add(new Interaction("u6", "hot0", 2000));
        EvaluationReport report = NextItemEvaluation.evaluate(past(), stream, List.of(PopularityRanker.allTime()), 1);
        assertThat(report.events()).as("u5's 39 new items, u6's one").isEqualTo(40);
        assertThat(report.qualities().get(0).recallAt10()).as("u6's only").isEqualTo(1 / 40.0);
    }

    @Test
    void decayedPopularityFollowsTheFashionOverAnySpan() {
        PopularityRanker ranker = PopularityRanker.decayed(Duration.ofDays(1));
        ranker.start(new dev.millrace.inference.training.recommend.Vocabulary(List.of("old", "new")));
        for (int i = 0; i < 1000; i++) {
            ranker.observe(1, 0);
        }
        ranker.observe(2, Duration.ofDays(5000).toMillis());
        double[] scores = new double[3];
        ranker.score(new int[0], 0, scores);
        assertThat(scores[2]).isFinite().isGreaterThan(scores[1]);
    }

    @Test
    void nothingToJudgeIsAClearError() {
        assertThatThrownBy(() -> popularity(new Interaction("new", "i1", 1000)))
                .isInstanceOf(TooLittleDataException.class)
                .hasMessageContaining("none of the 1");
    }
}
