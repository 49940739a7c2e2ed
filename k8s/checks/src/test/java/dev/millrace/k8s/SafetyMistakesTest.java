package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link MistakesTest}, for the components that keep paths and secrets. */
class SafetyMistakesTest {
    static Stream<String> names() {
        return SafetyMistakes.all().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isFound(String name) {
        Mistake mistake = SafetyMistakes.all().stream()
                .filter(each -> each.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
        Documents broken = mistake.edit()
                .apply(new Edit(Kustomize.render("production", SafetyMistakes.COMPONENTS)))
                .documents();

        assertThat(Checks.run(broken))
                .extracting(Finding::toString)
                .anyMatch(finding -> finding.contains(mistake.hint()));
    }

    @Test
    void noneIsThereTwice() {
        List<String> names = names().toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
