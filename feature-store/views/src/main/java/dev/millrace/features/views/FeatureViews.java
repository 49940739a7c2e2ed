package dev.millrace.features.views;

import dev.millrace.features.api.FeatureRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
        // Feast refuses names of views that differ by case only.
        Names.requireUnique("views", views, view -> view.name().toLowerCase(Locale.ROOT));
        Names.requireUnique("services", services, FeatureService::name);
        Map<String, Entity> known = entities.stream().collect(Collectors.toMap(Entity::name, Function.identity()));
        for (FeatureView view : views) {
            for (String name : view.entities()) {
                Entity entity = known.get(name);
                if (entity == null) {
                    throw new IllegalArgumentException("views: " + view.name() + " names the entity '" + name
                            + "', which is not declared; declared are " + known.keySet());
                }
                requireNotAFeature(view, entity.joinKey());
            }
        }
        FieldCollisions.refuse(views);
        for (FeatureService service : services) {
            for (FeatureRef ref : service.features()) {
                requireDeclared(views, service, ref);
            }
        }
    }

    /** Feast takes a feature of that name for the join key. */
    private static void requireNotAFeature(FeatureView view, String joinKey) {
        if (view.feature(joinKey) != null) {
            throw new IllegalArgumentException(
                    "views: " + view.name() + " has a feature '" + joinKey + "', which is its join key: rename it");
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

    /** A declared feature; {@link IllegalArgumentException} where there is none of the name. */
    public Feature feature(FeatureRef ref) {
        FeatureView view = view(ref.view());
        Feature feature = view == null ? null : view.feature(ref.feature());
        if (feature == null) {
            throw new IllegalArgumentException("feature '" + ref + "' is not declared");
        }
        return feature;
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

    /** The same declarations in another project. */
    public FeatureViews inProject(String other) {
        return new FeatureViews(other, entities, views, services);
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
