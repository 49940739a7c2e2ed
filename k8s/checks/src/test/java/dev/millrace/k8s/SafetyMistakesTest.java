package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link MistakesTest}, for the components that keep paths and secrets, and for OpenStack. */
class SafetyMistakesTest {
    static Stream<String> names() {
        return SafetyMistakes.all().stream().map(Map.Entry::getKey);
    }

    static Stream<String> namesInOpenStack() {
        return PlaceMistakes.inOpenStack().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isFound(String name) {
        isFound(SafetyMistakes.all(), name, Kustomize.render("production", SafetyMistakes.COMPONENTS));
    }

    @ParameterizedTest
    @MethodSource("namesInOpenStack")
    void isFoundInOpenStack(String name) {
        isFound(PlaceMistakes.inOpenStack(), name, Kustomize.render("openstack"));
    }

    private static void isFound(List<Map.Entry<String, Mistake>> all, String name, Documents documents) {
        Mistake mistake = all.stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(Checks.run(mistake.edit().apply(new Edit(documents)).documents()))
                .extracting(Finding::toString)
                .anyMatch(finding -> finding.contains(mistake.hint()));
    }

    @Test
    void noneIsThereTwice() {
        assertThat(Stream.concat(names(), namesInOpenStack())).doesNotHaveDuplicates();
    }
}
