package dev.millrace.inference.training.evaluation;

import java.util.List;

/**
 * What {@link NextItemEvaluation} found.
 *
 * @param events predicted: the user had a history and the item was new to the user
 * @param unknown of these, events of an item that had never been seen before {@code stream} began: no trained model can foresee them
 * @param qualities in the order of the rankers
 */
public record EvaluationReport(long events, long unknown, List<RankingQuality> qualities) {
    public EvaluationReport {
        qualities = List.copyOf(qualities);
    }
}
