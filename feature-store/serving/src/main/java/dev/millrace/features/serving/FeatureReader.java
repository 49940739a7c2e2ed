package dev.millrace.features.serving;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.serving.ReadPlan.Group;
import dev.millrace.features.views.FeatureViews;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import java.util.List;

/** Answers requests out of a store. Safe for concurrent use; knows no transport. */
final class FeatureReader {
    private final FeatureStore store;
    private final ReadPlanner planner;
    private final int maxRows;

    /** @param store whose vectors are marked where they are older than their view's time to live */
    FeatureReader(FeatureStore store, FeatureViews views, Naming naming, int maxRows) {
        this.store = store;
        this.planner = new ReadPlanner(views, naming);
        this.maxRows = maxRows;
    }

    /**
     * Reads each group of views that share their join keys in one batch.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT or NOT_FOUND, before anything is read
     * @throws dev.millrace.features.api.FeatureStoreUnavailableException where the store does not answer
     */
    Answer read(GetOnlineFeaturesRequest request) {
        ReadPlan plan = planner.plan(request);
        EntityColumns entities = EntityColumns.of(request.getEntitiesMap(), maxRows);
        // The keys of all groups before the first read: a request is refused as a whole.
        List<List<EntityKey>> keys = plan.groups().stream()
                .map(group -> entities.keys(group.entities()))
                .toList();
        var answer = new AnswerBuilder(plan, entities.rows());
        for (int i = 0; i < keys.size(); i++) {
            Group group = plan.groups().get(i);
            answer.add(group, store.read(group.refs(), keys.get(i)));
        }
        return answer.build();
    }
}
