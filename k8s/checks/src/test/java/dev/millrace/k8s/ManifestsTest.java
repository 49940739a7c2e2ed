package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.k8s.Kustomize.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every overlay with every component by itself, and with as many as go together: nothing is wrong with any. With {@code
 * -Dmillrace.k8s.pairs=true} also with every two that go together, which takes a minute more.
 */
class ManifestsTest {
    private static final List<String> COMPONENTS = List.of(
            "exactly-once",
            "share-groups",
            "kafka-trigger",
            "tracing",
            "feast",
            "gpu",
            "network-policies",
            "training",
            "training-argo",
            "gpu-mig",
            "gpu-time-slicing",
            "static-workers",
            "backup",
            "restore",
            "tls",
            "external-secrets",
            "external-secrets/edge",
            "kafka-external",
            "mirror-maker",
            "mirror-edge",
            "oidc");

    /** What a component is of no use without. */
    private static final Map<String, String> NEEDS = Map.of(
            "external-secrets/edge", "external-secrets",
            "mirror-edge", "kafka-external",
            "restore", "backup",
            "gpu-mig", "gpu",
            "gpu-time-slicing", "gpu");

    private static final boolean PAIRS = Boolean.getBoolean("millrace.k8s.pairs");

    /** What an overlay has already. */
    private static final Map<String, Set<String>> OWN = Map.of(
            "kind", Set.of(),
            "production", Set.of("gpu", "network-policies"),
            "openstack", Set.of("gpu", "network-policies", "kafka-external"));

    private static final List<Set<String>> NOT_TOGETHER = List.of(
            Set.of("share-groups", "exactly-once"),
            Set.of("share-groups", "kafka-trigger"),
            Set.of("training", "training-argo"),
            Set.of("gpu-mig", "gpu-time-slicing"),
            Set.of("share-groups", "static-workers"));

    static Stream<Variant> variants() {
        return Stream.of("kind", "production", "openstack").flatMap(ManifestsTest::variants);
    }

    private static Stream<Variant> variants(String overlay) {
        Set<String> own = OWN.get(overlay);
        List<String> free = COMPONENTS.stream()
                .filter(component -> !own.contains(component))
                .toList();
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(overlay, List.of()));
        // OpenStack is production elsewhere: by itself, and with all.
        for (int i = 0; i < free.size() && !overlay.equals("openstack"); i++) {
            variants.add(variant(overlay, free.get(i)));
            for (int j = i + 1; PAIRS && j < free.size(); j++) {
                if (!NOT_TOGETHER.contains(Set.of(free.get(i), free.get(j)))) {
                    variants.add(variant(overlay, free.get(i), free.get(j)));
                }
            }
        }
        for (Set<String> without : List.of(
                Set.of("share-groups", "training-argo", "gpu-mig"),
                Set.of("exactly-once", "kafka-trigger", "training", "gpu-time-slicing", "static-workers"))) {
            variants.add(new Variant(
                    overlay,
                    free.stream()
                            .filter(component -> !without.contains(component))
                            .toList()));
        }
        return variants.stream();
    }

    private static Variant variant(String overlay, String... components) {
        var all = new LinkedHashSet<String>();
        for (String component : components) {
            String needed = NEEDS.get(component);
            if (needed != null && !OWN.get(overlay).contains(needed)) {
                all.add(needed);
            }
            all.add(component);
        }
        return new Variant(overlay, List.copyOf(all));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantRendersAndNoCheckFindsAnything(Variant variant) {
        assertThat(Checks.run(Kustomize.render(variant))).isEmpty();
    }
}
