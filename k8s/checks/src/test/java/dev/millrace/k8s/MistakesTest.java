package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks see what they are for: each seeded mistake is found, and told so that a person finds it too. */
class MistakesTest {
    static Stream<String> names() {
        return Mistakes.inProduction().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isFound(String name) {
        Mistakes.assertFound(Mistakes.inProduction(), name, Kustomize.render("production", "exactly-once", "tracing"));
    }

    @Test
    void aMisspeltKeyOfKedasOwnTriggerIsFoundAndSoIsAMissingLogin() {
        for (Map.Entry<String, String> mistake : Map.of(
                        "/spec/triggers/0/metadata/lagThreshold", "lagTreshold",
                        "/spec/triggers/0/authenticationRef", "authRef")
                .entrySet()) {
            Edit edit = new Edit(Kustomize.render("kind", "kafka-trigger"))
                    .rename("ScaledObject", "recommender", mistake.getKey(), mistake.getValue());

            assertThat(Checks.run(edit.documents())).extracting(Finding::object).contains("ScaledObject/recommender");
        }
    }

    @Test
    void thereAreManyAndNoneTwice() {
        List<String> names = names().toList();
        assertThat(names).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }
}
