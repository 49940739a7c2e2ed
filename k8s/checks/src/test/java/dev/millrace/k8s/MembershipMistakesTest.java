package dev.millrace.k8s;

import static dev.millrace.k8s.Mistakes.mistake;

import dev.millrace.k8s.Mistakes.Mistake;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes with members that shall keep their name: each is found. */
class MembershipMistakesTest {
    private static final String WORKER = "worker-recommender";

    private static final List<Map.Entry<String, Mistake>> USUAL = List.of(
            mistake("static member without a name that stays", "never comes back under its name", e -> e.env(
                            "Deployment", WORKER, "MILLRACE_ONNX_NATIVE_DIR", "true")
                    .renameEnv("Deployment", WORKER, "MILLRACE_ONNX_NATIVE_DIR", "MILLRACE_STATIC_MEMBERSHIP")),
            mistake(
                    "tasks that move at each restart",
                    "would move and come back",
                    e -> e.env("StatefulSet", "streams", "MILLRACE_SESSION_TIMEOUT", "1s")));

    private static final List<Map.Entry<String, Mistake>> STATIC = List.of(
            mistake(
                    "session shorter than a restart",
                    "less than a restart takes",
                    e -> e.set("Kafka", "millrace", "/spec/kafka/config/group.consumer.session.timeout.ms", "6000")),
            mistake(
                    "KEDA scales what is no more",
                    "there is no Deployment",
                    e -> e.remove("ScaledObject", "recommender", "/spec/scaleTargetRef/kind")),
            mistake(
                    "numbers for nothing",
                    "is not set",
                    e -> e.env("StatefulSet", WORKER, "MILLRACE_STATIC_MEMBERSHIP", "false")));

    static Stream<String> usual() {
        return USUAL.stream().map(Map.Entry::getKey);
    }

    static Stream<String> withStaticWorkers() {
        return STATIC.stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("usual")
    void asUsualIsFound(String name) {
        Mistakes.assertFound(USUAL, name, Kustomize.render("production"));
    }

    @ParameterizedTest
    @MethodSource("withStaticWorkers")
    void withStaticWorkersIsFound(String name) {
        Mistakes.assertFound(STATIC, name, Kustomize.render("production", "static-workers"));
    }
}
