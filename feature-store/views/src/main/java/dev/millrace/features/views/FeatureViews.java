package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a platform declares of its features. What it holds fits together: views name declared entities, services name declared
 * features.
 *
 * @param project Feast's project, the suffix of every key in Redis
 */
public record FeatureViews(
        String project, List<Entity> entities, List<FeatureView> views, List<FeatureService> services) {
    public FeatureViews {
        Names.require("project", project);
        entities = List.copyOf(entities);
        views = List.copyOf(views);
        services = List.copyOf(services);
        Names.requireUnique("entities", entities, Entity::name);
        Names.requireUnique("entities: join keys", entities, Entity::joinKey);
        Names.requireUnique("views", views, FeatureView::name);
        Names.requireUnique("services", services, FeatureService::name);
        Map<String, Entity> known = entities.stream().collect(Collectors.toMap(Entity::name, Function.identity()));
        for (FeatureView view : views) {
            for (String entity : view.entities()) {
                if (!known.containsKey(entity)) {
                    throw new IllegalArgumentException("views: " + view.name() + " names the entity '" + entity
                            + "', which is not declared; declared are " + known.keySet());
                }
            }
        }
        for (FeatureService service : services) {
            for (FeatureRef ref : service.features()) {
                requireDeclared(views, service, ref);
            }
        }
    }

    private static void requireDeclared(List<FeatureView> views, FeatureService service, FeatureRef ref) {
        boolean declared =
                views.stream().anyMatch(view -> view.name().equals(ref.view()) && view.feature(ref.feature()) != null);
        if (!declared) {
            throw new IllegalArgumentException(
                    "services: " + service.name() + " names the feature '" + ref + "', which is not declared");
        }
    }

    /** The view of a name, or null. */
    public @Nullable FeatureView view(String name) {
        return find(views, FeatureView::name, name);
    }

    /** The service of a name, or null. */
    public @Nullable FeatureService service(String name) {
        return find(services, FeatureService::name, name);
    }

    /** The entities of a view, in the order that it names them. */
    public List<Entity> entitiesOf(FeatureView view) {
        return view.entities().stream().map(this::entity).toList();
    }

    private Entity entity(String name) {
        Entity entity = find(entities, Entity::name, name);
        if (entity == null) {
            throw new IllegalArgumentException("entity '" + name + "' is not declared");
        }
        return entity;
    }

    /** By view, for those that have one: what {@link dev.millrace.features.api.FeatureVector#aged} takes. */
    public Map<String, Duration> timeToLive() {
        Map<String, Duration> ttl = new HashMap<>();
        for (FeatureView view : views) {
            if (view.ttl() != null) {
                ttl.put(view.name(), view.ttl());
            }
        }
        return ttl;
    }

    private static <T> @Nullable T find(List<T> list, Function<T, String> nameOf, String name) {
        for (T one : list) {
            if (nameOf.apply(one).equals(name)) {
                return one;
            }
        }
        return null;
    }
}
