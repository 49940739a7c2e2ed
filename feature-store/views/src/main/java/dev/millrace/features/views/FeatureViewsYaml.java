package dev.millrace.features.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.servicekit.Durations;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@link FeatureViews} from YAML; {@code feature-views.yaml} in this jar declares the platform's own and shows the form. */
public final class FeatureViewsYaml {
    private static final String OWN = "feature-views.yaml";
    private static final ObjectReader READER = new YAMLMapper()
            .readerFor(FeatureViewsDocument.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private FeatureViewsYaml() {}

    /** The platform's own views. */
    public static FeatureViews own() {
        try (InputStream in = FeatureViewsYaml.class.getResourceAsStream(OWN)) {
            if (in == null) {
                throw new IllegalStateException("resource " + OWN + " is missing from the jar");
            }
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The platform's own views and those of a file, which may name the platform's entities; the project is the file's. A name of the
     * platform is not redefined: {@link IllegalArgumentException} names it, or what else is wrong, and the file.
     */
    public static FeatureViews withOwn(Path file) throws IOException {
        try {
            return parse(Files.readAllBytes(file), own());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static FeatureViews parse(byte[] yaml) {
        return parse(yaml, null);
    }

    static FeatureViews parse(byte[] yaml, @Nullable FeatureViews base) {
        try {
            return views(READER.readValue(yaml), base);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage() + " (" + place(e) + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? "no place" : "line " + e.getLocation().getLineNr();
    }

    private static FeatureViews views(@Nullable FeatureViewsDocument document, @Nullable FeatureViews base) {
        if (document == null) {
            throw new IllegalArgumentException("project: missing");
        }
        String project = required("project", document.project());
        List<Entity> entities =
                list(document.entities()).stream().map(FeatureViewsYaml::entity).toList();
        List<FeatureView> views =
                list(document.views()).stream().map(FeatureViewsYaml::view).toList();
        if (base == null) {
            return new FeatureViews(project, entities, views, services(document, views));
        }
        List<FeatureView> all = concat("views", base.views(), views, FeatureView::name);
        return new FeatureViews(
                project,
                concat("entities", base.entities(), entities, Entity::name),
                all,
                concat("services", base.services(), services(document, all), FeatureService::name));
    }

    private static <T> List<T> concat(String what, List<T> own, List<T> added, Function<T, String> nameOf) {
        List<String> taken = own.stream().map(nameOf).toList();
        for (T one : added) {
            if (taken.contains(nameOf.apply(one))) {
                throw new IllegalArgumentException(what + ": '" + nameOf.apply(one)
                        + "' is the platform's own and cannot be declared again: leave it out or choose another name");
            }
        }
        return Stream.concat(own.stream(), added.stream()).toList();
    }

    private static List<FeatureService> services(FeatureViewsDocument document, List<FeatureView> views) {
        return list(document.services()).stream()
                .map(node -> service(node, views))
                .toList();
    }

    private static Entity entity(FeatureViewsDocument.EntityNode node) {
        String name = required("entities: name", node.name());
        return new Entity(
                name,
                node.joinKey() == null ? name : node.joinKey(),
                type("entities: type of " + name, node.type()),
                text(node.description()));
    }

    private static FeatureView view(FeatureViewsDocument.ViewNode node) {
        String name = required("views: name", node.name());
        return new FeatureView(
                name,
                list(node.entities()),
                list(node.features()).stream().map(FeatureViewsYaml::feature).toList(),
                node.ttl() == null ? null : Durations.parse(node.ttl()),
                text(node.owner()),
                text(node.description()));
    }

    private static Feature feature(FeatureViewsDocument.FeatureNode node) {
        String name = required("features: name", node.name());
        return new Feature(name, type("features: type of " + name, node.type()), text(node.description()));
    }

    /** A view's name alone stands for all its features. */
    private static FeatureService service(FeatureViewsDocument.ServiceNode node, List<FeatureView> views) {
        String name = required("services: name", node.name());
        List<FeatureRef> refs = new ArrayList<>();
        for (String given : list(node.features())) {
            FeatureView whole = views.stream()
                    .filter(view -> view.name().equals(given))
                    .findFirst()
                    .orElse(null);
            if (whole == null) {
                refs.add(FeatureRef.parse(given));
            } else {
                refs.addAll(whole.refs().refs());
            }
        }
        return new FeatureService(name, refs, text(node.owner()), text(node.description()));
    }

    private static ValueType.Enum type(String what, @Nullable String name) {
        try {
            return ValueType.Enum.valueOf(required(what, name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    what + ": '" + name + "' is none of Feast's types, such as INT64, DOUBLE, STRING or FLOAT_LIST", e);
        }
    }

    private static String required(String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(what + ": missing");
        }
        return value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
