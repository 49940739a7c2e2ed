package dev.millrace.k8s;

import static org.assertj.core.api.Assertions.assertThat;

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
        Mistakes.assertFound(SafetyMistakes.all(), name, Kustomize.render("production", SafetyMistakes.COMPONENTS));
    }

    @ParameterizedTest
    @MethodSource("namesInOpenStack")
    void isFoundInOpenStack(String name) {
        Mistakes.assertFound(PlaceMistakes.inOpenStack(), name, Kustomize.render("openstack"));
    }

    @Test
    void noneIsThereTwice() {
        assertThat(Stream.concat(names(), namesInOpenStack())).doesNotHaveDuplicates();
    }
}
