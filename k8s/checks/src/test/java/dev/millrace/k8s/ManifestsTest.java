package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.k8s.Kustomize.Variant;
import java.util.ArrayList;
import java.util.List;
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
            "exactly-once", "share-groups", "kafka-trigger", "tracing", "feast", "gpu", "network-policies", "tls");

    private static final boolean PAIRS = Boolean.getBoolean("millrace.k8s.pairs");

    /** The production overlay has these already. */
    private static final Set<String> PRODUCTION = Set.of("gpu", "network-policies");

    private static final List<Set<String>> NOT_TOGETHER =
            List.of(Set.of("share-groups", "exactly-once"), Set.of("share-groups", "kafka-trigger"));

    static Stream<Variant> variants() {
        return Stream.of("kind", "production").flatMap(ManifestsTest::variants);
    }

    private static Stream<Variant> variants(String overlay) {
        List<String> free = COMPONENTS.stream()
                .filter(component -> overlay.equals("kind") || !PRODUCTION.contains(component))
                .toList();
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(overlay, List.of()));
        for (int i = 0; i < free.size(); i++) {
            variants.add(new Variant(overlay, List.of(free.get(i))));
            for (int j = i + 1; PAIRS && j < free.size(); j++) {
                if (!NOT_TOGETHER.contains(Set.of(free.get(i), free.get(j)))) {
                    variants.add(new Variant(overlay, List.of(free.get(i), free.get(j))));
                }
            }
        }
        for (String without : List.of("share-groups", "exactly-once")) {
            variants.add(new Variant(
                    overlay,
                    free.stream()
                            .filter(component -> !component.equals(without))
                            .filter(component -> !without.equals("exactly-once") || !component.equals("kafka-trigger"))
                            .toList()));
        }
        return variants.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantRendersAndNoCheckFindsAnything(Variant variant) {
        assertThat(Checks.run(Kustomize.render(variant))).isEmpty();
    }
}
