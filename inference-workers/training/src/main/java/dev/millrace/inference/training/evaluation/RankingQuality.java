package dev.millrace.inference.training.evaluation;

/**
 * How well a ranker foresaw the next item. All but the last are measured over the full catalogue.
 *
 * @param recallAt10 share of events whose item was among the best 10 (with one true item the same as the hit rate)
 * @param recallAt20 the same for the best 20
 * @param ndcgAt10 mean of 1 ÷ log2(1 + rank) where the rank is at most 10, else 0
 * @param sampledHitRateAt10 share among the best 10 of the item and 99 random ones: for comparison with publications only, it
 *     ranks models inconsistently (Krichene and Rendle 2020)
 */
public record RankingQuality(
        String ranker, double recallAt10, double recallAt20, double ndcgAt10, double sampledHitRateAt10) {

    /** Sums over events. */
    static final class Sums {
        private double recall10;
        private double recall20;
        private double ndcg;
        private double sampled;

        /** Counts one event; ranks from 1, {@code Integer.MAX_VALUE} where the item was not ranked */
        void add(int rank, int sampledRank) {
            recall10 += rank <= 10 ? 1 : 0;
            recall20 += rank <= 20 ? 1 : 0;
            ndcg += rank <= 10 ? Math.log(2) / Math.log(1.0 + rank) : 0;
            sampled += sampledRank <= 10 ? 1 : 0;
        }

        RankingQuality mean(String ranker, long events) {
            return new RankingQuality(ranker, recall10 / events, recall20 / events, ndcg / events, sampled / events);
        }
    }
}
