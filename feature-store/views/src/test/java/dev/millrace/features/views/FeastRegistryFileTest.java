package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import feast.proto.core.RegistryProto.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300) // a thousand fsyncs, on any disk
class FeastRegistryFileTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("new/registry.db");
        FeastRegistryFile.write(file, FeatureViewsYaml.own(), CLOCK);
        byte[] first = Files.readAllBytes(file);
        assertThat(Registry.parseFrom(first))
                .isEqualTo(FeastRegistry.of(FeatureViewsYaml.own(), FeastRegistryFile.HISTORY, NOW));
        FeastRegistryFile.write(file, FeatureViewsYaml.own(), CLOCK);
        assertThat(Files.readAllBytes(file)).as("same input, same bytes").isEqualTo(first);
        assertThat(file.resolveSibling(".")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void failedWriteLeavesTheFolderAsItWas() throws IOException {
        Path taken = folder.resolve("registry.db");
        Files.createDirectories(taken.resolve("full"));
        assertThatThrownBy(() -> FeastRegistryFile.write(taken, FeatureViewsYaml.own(), CLOCK))
                .isInstanceOf(IOException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(taken);
        }
    }

    /** Two registries of different length in turn; the reader never sees a mixture or a part of one. */
    @Test
    void readerNeverSeesATornFileDuringAThousandRewrites() throws Exception {
        Path file = folder.resolve("registry.db");
        FeatureViews own = FeatureViewsYaml.own();
        FeatureViews other = Samples.everything();
        Registry one = FeastRegistry.of(own, FeastRegistryFile.HISTORY, NOW);
        Registry two = FeastRegistry.of(other, FeastRegistryFile.HISTORY, NOW);
        FeastRegistryFile.write(file, own, CLOCK);
        var done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<Long> reads = reader.submit(() -> {
                long seen = 0;
                while (!done.get() || seen == 0) {
                    assertThat(Registry.parseFrom(Files.readAllBytes(file))).isIn(one, two);
                    seen++;
                }
                return seen;
            });
            for (int i = 0; i < 1000; i++) {
                FeastRegistryFile.write(file, i % 2 == 0 ? other : own, CLOCK);
            }
            done.set(true);
            assertThat(reads.get(60, TimeUnit.SECONDS)).isPositive();
        } finally {
            reader.shutdownNow();
        }
    }
}
