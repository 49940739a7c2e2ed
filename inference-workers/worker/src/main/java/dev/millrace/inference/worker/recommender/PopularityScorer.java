package dev.millrace.inference.worker.recommender;

import dev.millrace.contracts.ModelRef;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.UserStateRequest;
import dev.millrace.inference.worker.head.Answer;
import dev.millrace.inference.worker.head.Scorer;
import dev.millrace.inference.worker.head.UnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Recommends what is popular and the user has not seen, while no model is live. */
final class PopularityScorer implements Scorer<UserStateRequest> {
    private final ModelRef model;
    private final PopularItems popular;
    private final RemovedItems removed;
    private final RecommendationWriter writer = new RecommendationWriter();
    private List<Recommendation.Item> items = List.of();

    PopularityScorer(String name, PopularItems popular, RemovedItems removed) {
        this.model = new ModelRef(name, ModelRef.BASELINE);
        this.popular = popular;
        this.removed = removed;
    }

    @Override
    public ModelRef model() {
        return model;
    }

    @Override
    public boolean lookUp(List<UserStateRequest> batch) throws UnavailableException {
        items = popular.current();
        return true;
    }

    @Override
    public void prepare(List<UserStateRequest> batch) {}

    @Override
    public void run() {}

    @Override
    public List<Answer> finish(List<UserStateRequest> batch) {
        Set<String> gone = removed.current();
        return batch.stream().map(request -> answer(request, gone)).toList();
    }

    private Answer answer(UserStateRequest request, Set<String> gone) {
        Set<String> seen = new HashSet<>(List.of(request.seen()));
        var chosen = new ArrayList<Recommendation.Item>(Math.min(request.k(), items.size()));
        for (Recommendation.Item item : items) {
            if (chosen.size() == request.k()) {
                break;
            }
            if (!seen.contains(item.itemId()) && !gone.contains(item.itemId())) {
                chosen.add(item);
            }
        }
        return writer.result(request, chosen, 0, model);
    }

    @Override
    public void warmUp(int batchMax) {}

    @Override
    public void close() {}
}
