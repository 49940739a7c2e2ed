package dev.millrace.microbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostArgumentsTest {
    @Test
    void oneSideHasFiveForksTwoHaveEightPairs() {
        assertThat(of("sensors").repeat()).isEqualTo(5);
        assertThat(of("sensors").sides()).hasSize(1);
        assertThat(of("users", "against=same").repeat()).isEqualTo(8);
        assertThat(of("users", "against=slow=state:20").sides())
                .extracting(CostSide::slow)
                .containsExactly("", "state:20");
    }

    @Test
    void otherCheckoutBringsItsOwnBenchmarkOrIsMeasuredByOurs(@TempDir Path checkout) throws IOException {
        Path target = Files.createDirectories(checkout.resolve("loadgen/microbench/target"));
        Files.writeString(target.resolve("runtime.classpath"), "/its/platform.jar\n");

        CostSide older = of("sensors", "against=" + checkout).sides().get(1);
        assertThat(classPath(older))
                .endsWith("/loadgen/microbench/target/classes:/its/platform.jar")
                .doesNotStartWith(checkout.toString());

        Path classes = Files.createDirectories(target.resolve("classes/dev/millrace/microbench"));
        Files.createFile(classes.resolve("CostFork.class"));
        assertThat(classPath(older)).startsWith(target + "/classes:/its/platform.jar");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> of("sensor")).hasMessageContaining("sensors or users, not 'sensor'");
        assertThatThrownBy(() -> of("sensors", "slow=state")).hasMessageContaining("must be STAGE:PERCENT");
        assertThatThrownBy(() -> of("sensors", "against=/nowhere")).hasMessageContaining("against is '/nowhere'");
        assertThatThrownBy(() -> of("sensors", "against=same", "repeat=5")).hasMessageContaining("repeat is 5");
        assertThatThrownBy(() -> of("sensors", "turns=0")).hasMessageContaining("turns 0");
        assertThatThrownBy(() -> of("sensors", "speed=1")).hasMessageContaining("unknown argument 'speed'");
    }

    private static CostArguments of(String... args) {
        return CostArguments.of(args);
    }

    private static String classPath(CostSide side) throws IOException {
        List<String> command = side.command(Jit.WHOLE, List.of());
        return command.get(command.indexOf("-cp") + 1);
    }
}
