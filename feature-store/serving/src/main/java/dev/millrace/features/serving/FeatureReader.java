package dev.millrace.features.serving;

import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.serving.ReadPlan.Group;
import dev.millrace.features.views.FeatureViews;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers requests out of a store. Safe for concurrent use; knows no transport. */
final class FeatureReader {
    private final FeatureStore store;
    private final ReadPlanner planner;
    private final Map<String, Duration> timeToLive;
    private final Clock clock;
    private final int maxRows;

    FeatureReader(FeatureStore store, FeatureViews views, Naming naming, Clock clock, int maxRows) {
        this.store = store;
        this.planner = new ReadPlanner(views, naming);
        this.timeToLive = Map.copyOf(views.timeToLive());
        this.clock = clock;
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
        Instant now = clock.instant();
        for (int i = 0; i < keys.size(); i++) {
            Group group = plan.groups().get(i);
            answer.add(
                    group,
                    store.read(group.refs(), keys.get(i)).stream()
                            .map(vector -> vector.aged(timeToLive, now))
                            .toList());
        }
        return answer.build();
    }
}
