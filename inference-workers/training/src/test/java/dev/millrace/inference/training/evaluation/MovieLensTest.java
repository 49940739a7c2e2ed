package dev.millrace.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.inference.training.TrainingProgress;
import dev.millrace.inference.training.recommend.Interaction;
import dev.millrace.inference.training.recommend.SessionEncoderConfig;
import dev.millrace.inference.training.recommend.SessionEncoderTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Quality on real data: run with {@code -Dmillrace.movielens=FOLDER} that holds MovieLens' {@code ratings.csv}. */
class MovieLensTest {
    @Test
    void nextRatedMovieIsForeseenMuchMoreOftenThanByPopularity() throws IOException {
        String folder = System.getProperty("millrace.movielens");
        assumeTrue(folder != null, "needs MovieLens' ratings.csv: -Dmillrace.movielens=FOLDER is not set");
        List<Interaction> all = ratings(Path.of(folder, "ratings.csv"));
        List<Interaction> past = all.subList(0, all.size() * 7 / 10);
        var model = new SessionEncoderTrainer(SessionEncoderConfig.defaults(), Clock.systemUTC())
                .train(past, TrainingProgress.NONE);

        List<RankingQuality> qualities = NextItemEvaluation.evaluate(
                        past,
                        all.subList(past.size(), all.size()),
                        List.of(
                                new EncoderRanker(model),
                                PopularityRanker.allTime(),
                                PopularityRanker.decayed(Duration.ofDays(7)),
                                PopularityRanker.decayed(Duration.ofDays(90))),
                        1)
                .qualities();

        for (RankingQuality popularity : qualities.subList(1, qualities.size())) {
            assertThat(qualities.get(0).recallAt10())
                    .as("against %s, all: %s", popularity.ranker(), qualities)
                    .isGreaterThan(1.5 * popularity.recallAt10());
        }
    }

    private static List<Interaction> ratings(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1)
                    .map(line -> line.split(",", -1))
                    .map(fields -> new Interaction(fields[0], fields[1], 1000 * Long.parseLong(fields[3].strip())))
                    .sorted(Comparator.comparingLong(Interaction::timestamp))
                    .toList();
        }
    }
}
