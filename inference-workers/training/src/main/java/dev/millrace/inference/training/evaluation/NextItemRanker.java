package dev.millrace.inference.training.evaluation;

import dev.millrace.inference.training.recommend.Vocabulary;

/** Ranks the items of a catalogue for one user, in a replay of interactions. Threads: one owner. */
public interface NextItemRanker {
    /** For the report. */
    String name();

    /** Once, before anything else; item indices below are those of {@code catalogue}. */
    void start(Vocabulary catalogue);

    /** An interaction happened; called in the order of time for each, those before the evaluated part included. */
    void observe(int item, long timestamp);

    /**
     * Writes a score for every item, larger is better; negative infinity where the item cannot be recommended.
     *
     * @param history item indices, newest first
     * @param now event time, epoch milliseconds
     * @param scores {@code float64[items + 1]} by index; place 0 is not used
     */
    void score(int[] history, long now, double[] scores);
}
