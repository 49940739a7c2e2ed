package dev.millrace.local.cli;

import dev.millrace.embedded.FreePorts;
import dev.millrace.load.bare.BareFlow;
import dev.millrace.load.run.LoadPlatform;
import dev.millrace.load.run.LoadPlatforms;
import dev.millrace.load.scenario.PlatformSpec;
import dev.millrace.local.platform.Installation;
import dev.millrace.local.platform.Platform;
import dev.millrace.local.platform.PlatformListener;
import dev.millrace.local.platform.PlatformOptions;
import dev.millrace.local.platform.Sizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Platforms on this machine, each in a folder of its own that goes with it, on free ports. */
final class LocalLoadPlatforms implements LoadPlatforms {
    private final PlatformListener listener;

    LocalLoadPlatforms(PlatformListener listener) {
        this.listener = listener;
    }

    @Override
    public LoadPlatform start(PlatformSpec spec) throws Exception {
        Path folder = Files.createTempDirectory("millrace-load");
        try {
            return new LocalLoadPlatform(
                    Platform.start(options(spec, folder), Installation.current(), listener), folder);
        } catch (Exception e) {
            Trees.delete(folder);
            throw e;
        }
    }

    @Override
    public LoadPlatform startBare(PlatformSpec spec, List<BareFlow> flows) throws Exception {
        Path folder = Files.createTempDirectory("millrace-bare");
        try {
            return new LocalLoadPlatform(
                    Platform.startBare(
                            options(spec, folder), Installation.current(), listener, BareFlow.inWords(flows)),
                    folder);
        } catch (Exception e) {
            Trees.delete(folder);
            throw e;
        }
    }

    private static PlatformOptions options(PlatformSpec spec, Path folder) throws IOException {
        Sizing laptop = Sizing.laptop();
        var sizing = new Sizing(
                spec.optimise() == null ? laptop.wholeCompiler() : spec.optimise(),
                spec.partitions() == null ? laptop.partitions() : spec.partitions(),
                spec.workers(),
                spec.heapMb(),
                spec.cores(),
                spec.settings(),
                spec.clients(),
                ScalingFiles.read(spec.scaledBy()));
        return new PlatformOptions(
                folder,
                FreePorts.next(),
                FreePorts.next(),
                FreePorts.next(),
                List.of(),
                spec.guarantee() == null ? PlatformOptions.EFFECTIVELY_ONCE : spec.guarantee(),
                null,
                sizing);
    }
}
