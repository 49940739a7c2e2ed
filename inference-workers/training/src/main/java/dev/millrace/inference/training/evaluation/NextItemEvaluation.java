package dev.millrace.inference.training.evaluation;

import dev.millrace.inference.training.TooLittleDataException;
import dev.millrace.inference.training.evaluation.RankingQuality.Sums;
import dev.millrace.inference.training.recommend.Interaction;
import dev.millrace.inference.training.recommend.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Test, then observe: interactions are replayed by time; before each one of the streamed part the rankers guess the item from
 * what the user did so far, and only then it is shown to them. Items that the user had before are not recommended, and events
 * that repeat one are not judged. The catalogue is what anyone has touched so far.
 */
public final class NextItemEvaluation {
    private static final int NEGATIVES = 99;

    private final SplittableRandom random;
    private final Vocabulary catalogue;
    private final Replay replay;
    private final List<Interaction> stream;
    private int known;

    private NextItemEvaluation(List<Interaction> past, List<Interaction> stream, long seed) {
        random = new SplittableRandom(seed);
        this.stream = stream;
        Set<String> items = new LinkedHashSet<>();
        past.forEach(interaction -> items.add(interaction.itemId()));
        known = items.size();
        stream.forEach(interaction -> items.add(interaction.itemId()));
        catalogue = new Vocabulary(new ArrayList<>(items));
        replay = new Replay(catalogue);
    }

    /**
     * Replays {@code stream} after {@code past}.
     *
     * @param past what the rankers may have been trained on
     * @param stream what they are judged on, later than {@code past}
     * @param seed of the sampled negatives
     * @throws TooLittleDataException where no event of {@code stream} can be judged
     */
    public static EvaluationReport evaluate(
            List<Interaction> past, List<Interaction> stream, List<NextItemRanker> rankers, long seed) {
        return new NextItemEvaluation(byTime(past), byTime(stream), seed).run(byTime(past), rankers);
    }

    private EvaluationReport run(List<Interaction> past, List<NextItemRanker> rankers) {
        rankers.forEach(ranker -> ranker.start(catalogue));
        past.forEach(interaction -> observe(interaction, rankers));
        int trained = known;
        List<Sums> sums = Stream.generate(Sums::new).limit(rankers.size()).toList();
        double[] scores = new double[catalogue.size() + 1];
        long events = 0;
        long unknown = 0;
        for (Interaction interaction : stream) {
            int target = catalogue.index(interaction.itemId());
            int[] history = replay.history(interaction.userId());
            if (history.length > 0 && !replay.seen(interaction.userId(), target)) {
                events++;
                unknown += target > trained ? 1 : 0;
                int[] negatives = negatives(interaction.userId(), target);
                for (int r = 0; r < rankers.size(); r++) {
                    rankers.get(r).score(history, interaction.timestamp(), scores);
                    sums.get(r).add(rank(interaction.userId(), target, scores), rank(target, negatives, scores));
                }
            }
            known = Math.max(known, target);
            observe(interaction, rankers);
        }
        if (events == 0) {
            throw new TooLittleDataException("none of the " + stream.size()
                    + " streamed interactions is a new item of a user with a history: nothing to judge");
        }
        List<RankingQuality> qualities = new ArrayList<>();
        for (int r = 0; r < rankers.size(); r++) {
            qualities.add(sums.get(r).mean(rankers.get(r).name(), events));
        }
        return new EvaluationReport(events, unknown, qualities);
    }

    private void observe(Interaction interaction, List<NextItemRanker> rankers) {
        int item = catalogue.index(interaction.itemId());
        rankers.forEach(ranker -> ranker.observe(item, interaction.timestamp()));
        replay.add(interaction.userId(), item);
    }

    /** Of {@code target} among what the user has not seen; of equal scores the item that was known first comes first. */
    private int rank(String user, int target, double[] scores) {
        double score = scores[target];
        if (target > known || score == Double.NEGATIVE_INFINITY) {
            return Integer.MAX_VALUE;
        }
        int rank = 1;
        for (int i = 1; i <= known; i++) {
            if ((scores[i] > score || (scores[i] == score && i < target)) && !replay.seen(user, i)) {
                rank++;
            }
        }
        return rank;
    }

    private int rank(int target, int[] negatives, double[] scores) {
        double score = scores[target];
        if (target > known || score == Double.NEGATIVE_INFINITY) {
            return Integer.MAX_VALUE;
        }
        int rank = 1;
        for (int i : negatives) {
            rank += scores[i] > score || (scores[i] == score && i < target) ? 1 : 0;
        }
        return rank;
    }

    private int[] negatives(String user, int target) {
        Set<Integer> drawn = new LinkedHashSet<>();
        for (int tries = 0; drawn.size() < NEGATIVES && tries < 100 * NEGATIVES; tries++) {
            int item = 1 + random.nextInt(known);
            if (item != target && !replay.seen(user, item)) {
                drawn.add(item);
            }
        }
        return drawn.stream().mapToInt(i -> i).toArray();
    }

    private static List<Interaction> byTime(List<Interaction> interactions) {
        return interactions.stream()
                .sorted(Comparator.comparingLong(Interaction::timestamp))
                .toList();
    }
}
