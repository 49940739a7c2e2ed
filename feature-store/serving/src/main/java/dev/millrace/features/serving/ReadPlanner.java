package dev.millrace.features.serving;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.serving.ReadPlan.Group;
import dev.millrace.features.views.Entity;
import dev.millrace.features.views.Feature;
import dev.millrace.features.views.FeatureService;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.types.ValueProto.Value.ValCase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds what a request asks for among the declared features. Callers ask for few different lists, so plans are kept. */
final class ReadPlanner {
    /** Bounds what odd requests can make us keep; beyond it all is forgotten. */
    private static final int MOST_PLANS = 1000;

    private record Asked(String service, List<String> features, boolean fullNames) {}

    private record Found(int column, FeatureRef ref, Feature feature) {}

    private final FeatureViews views;
    private final Naming naming;
    private final ConcurrentMap<Asked, ReadPlan> plans = new ConcurrentHashMap<>();

    ReadPlanner(FeatureViews views, Naming naming) {
        this.views = views;
        this.naming = naming;
    }

    /** Throws what {@link Refusal} makes where features are not declared, not given or not to be told apart. */
    ReadPlan plan(GetOnlineFeaturesRequest request) {
        if (request.getRequestContextCount() > 0) {
            throw Refusal.invalid(
                    "request_context: on-demand features are not supported; ask for stored features only");
        }
        var asked = new Asked(
                request.getFeatureService(),
                List.copyOf(request.getFeatures().getValList()),
                request.getFullFeatureNames());
        ReadPlan known = plans.get(asked);
        if (known != null) {
            return known;
        }
        ReadPlan plan = make(asked);
        if (plans.size() >= MOST_PLANS) {
            plans.clear();
        }
        plans.put(asked, plan);
        return plan;
    }

    private ReadPlan make(Asked asked) {
        List<FeatureRef> refs = refs(asked);
        List<String> names = new ArrayList<>();
        Map<Set<String>, List<Found>> byEntities = new LinkedHashMap<>();
        for (FeatureRef ref : refs) {
            FeatureView view = view(ref);
            byEntities
                    .computeIfAbsent(Set.copyOf(view.entities()), entities -> new ArrayList<>())
                    .add(new Found(names.size(), ref, feature(view, ref)));
            names.add(naming.name(ref, asked.fullNames()));
        }
        requireDistinct(refs, names);
        return new ReadPlan(names, byEntities.values().stream().map(this::group).toList());
    }

    private Group group(List<Found> found) {
        List<Entity> entities = views.entitiesOf(view(found.get(0).ref()));
        return new Group(
                entities,
                FeatureRefs.of(found.stream().map(Found::ref).toList()),
                found.stream().map(Found::column).toList(),
                found.stream().map(one -> stored(one.feature())).toList());
    }

    private static ValCase stored(Feature feature) {
        return ValCase.valueOf(feature.type().name() + "_VAL");
    }

    private List<FeatureRef> refs(Asked asked) {
        if (!asked.service().isEmpty()) {
            FeatureService service = views.service(asked.service());
            if (service == null) {
                throw Refusal.notFound("feature_service: '" + asked.service() + "' is not declared; declared are "
                        + views.services().stream().map(FeatureService::name).toList());
            }
            return service.features();
        }
        if (asked.features().isEmpty()) {
            throw Refusal.invalid("features: none asked for; name a feature_service or features as view:feature");
        }
        try {
            return asked.features().stream().map(FeatureRef::parse).toList();
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("features: " + e.getMessage());
        }
    }

    private FeatureView view(FeatureRef ref) {
        FeatureView view = views.view(ref.view());
        if (view == null) {
            throw Refusal.notFound("features: view '" + ref.view() + "' is not declared; declared are "
                    + views.views().stream().map(FeatureView::name).toList());
        }
        return view;
    }

    private static Feature feature(FeatureView view, FeatureRef ref) {
        Feature feature = view.feature(ref.feature());
        if (feature == null) {
            throw Refusal.notFound("features: view '" + view.name() + "' has no feature '" + ref.feature()
                    + "'; it has " + view.features().stream().map(Feature::name).toList());
        }
        return feature;
    }

    private static void requireDistinct(List<FeatureRef> refs, List<String> names) {
        Set<String> seen = new HashSet<>();
        Set<FeatureRef> once = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!once.add(refs.get(i))) {
                throw Refusal.invalid("features: '" + refs.get(i) + "' is asked for twice");
            }
            if (!seen.add(names.get(i))) {
                throw Refusal.invalid("features: two of them are called '" + names.get(i)
                        + "'; ask with full_feature_names to tell them apart");
            }
        }
    }
}
