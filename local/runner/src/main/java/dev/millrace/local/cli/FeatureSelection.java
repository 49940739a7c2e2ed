package dev.millrace.local.cli;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.views.FeatureService;
import dev.millrace.features.views.FeatureView;
import dev.millrace.features.views.FeatureViews;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which features a command is about: by views, one by one, or as a service asks for them. */
final class FeatureSelection {
    @Option(
            names = {"--views", "--view"},
            split = ",",
            paramLabel = "VIEW",
            description = "All features of these views.")
    List<String> views = List.of();

    @Option(
            names = {"--features", "--feature"},
            split = ",",
            paramLabel = "VIEW:FEATURE",
            description = "These features.")
    List<String> features = List.of();

    @Option(names = "--service", paramLabel = "SERVICE", description = "The features of a feature service.")
    @Nullable
    String service;

    /** In the order asked for; {@link IllegalArgumentException} where one is not declared. */
    List<FeatureRef> refs(FeatureViews declared) {
        if (service != null) {
            FeatureService found = declared.service(service);
            if (found == null) {
                throw new IllegalArgumentException("--service: '" + service + "' is not declared; declared are "
                        + declared.services().stream().map(FeatureService::name).toList());
            }
            return found.features();
        }
        List<FeatureRef> refs = new ArrayList<>();
        for (String view : views) {
            refs.addAll(view(declared, view).refs().refs());
        }
        for (String feature : features) {
            FeatureRef ref = FeatureRef.parse(feature);
            if (view(declared, ref.view()).feature(ref.feature()) == null) {
                throw new IllegalArgumentException(
                        "feature '" + ref + "' is not declared: `millrace features list` shows all");
            }
            refs.add(ref);
        }
        return refs.stream().distinct().toList();
    }

    static FeatureView view(FeatureViews declared, String name) {
        FeatureView view = declared.view(name);
        if (view == null) {
            throw new IllegalArgumentException("view '" + name + "' is not declared; declared are "
                    + declared.views().stream().map(FeatureView::name).toList());
        }
        return view;
    }
}
