package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.FeatureSnapshot;
import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.rollout.Observation;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Checksum;
import dev.millrace.inference.worker.head.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** Makes the {@code recommendations} value of one request. */
final class RecommendationWriter {
    private final Checksum checksum = new Checksum();

    /** @param known items of the history that the model knows */
    Answer result(UserStateRequest request, List<Recommendation.Item> items, int known, ModelRef model) {
        long newest = request.timestamp();
        for (long time : request.historyTimes()) {
            newest = Math.max(newest, time);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("history", (double) request.history().length);
        values.put("knownHistory", (double) known);
        values.put("seen", (double) request.seen().length);
        var features = new FeatureSnapshot(newest, values, checksum.of(request.history()));
        return new Answer.Result(
                () -> ranking(items),
                to -> tell(items, values, to),
                context -> Recommendation.CODEC.encode(new Recommendation(
                        request.requestId(),
                        request.userId(),
                        items,
                        request.trigger(),
                        model,
                        context.source(),
                        features,
                        context.timings(),
                        context.traceparent())));
    }

    private static void tell(
            List<Recommendation.Item> items, Map<String, Double> values, ObjDoubleConsumer<String> to) {
        if (!items.isEmpty()) {
            to.accept(Signals.SCORE, items.get(0).score());
        }
        values.forEach(to::accept);
    }

    private static Observation ranking(List<Recommendation.Item> items) {
        return new Observation.Ranking(
                items.stream().map(Recommendation.Item::itemId).toList());
    }
}
