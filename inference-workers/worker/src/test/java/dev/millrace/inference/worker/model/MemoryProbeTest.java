package dev.millrace.inference.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryProbeTest {
    @TempDir
    Path folder;

    @Test
    void theSmallerOfMachineAndControlGroupCounts() throws Exception {
        Files.writeString(folder.resolve("meminfo"), "MemTotal: 9000 kB\nMemAvailable:    8000 kB\n");
        assertThat(available()).isEqualTo(OptionalLong.of(8000 * 1024));
        Files.writeString(folder.resolve("memory.max"), "max\n");
        Files.writeString(folder.resolve("memory.current"), "1000\n");
        assertThat(available()).isEqualTo(OptionalLong.of(8000 * 1024));
        Files.writeString(folder.resolve("memory.max"), "5000\n");
        assertThat(available()).isEqualTo(OptionalLong.of(4000));
        Files.writeString(folder.resolve("memory.current"), "6000\n");
        assertThat(available()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void whereNobodyTellsNothingIsKnownAndNothingIsRefused() {
        assertThat(available()).isEmpty();
        assertThat(new MemoryAdmission(this::available, 1_000).fits(Long.MAX_VALUE / 4))
                .isTrue();
    }

    @Test
    void aModelFitsWhenTwiceItsFileLeavesTheReserve() {
        var admission = new MemoryAdmission(() -> OptionalLong.of(1_000), 200);
        assertThat(admission.fits(400)).isTrue();
        assertThat(admission.fits(401)).isFalse();
        assertThat(admission.describe(50L << 20)).contains("a model of 50 MB needs about 100 MB");
    }

    private OptionalLong available() {
        return new MemoryProbe(folder.resolve("meminfo"), folder).available();
    }
}
