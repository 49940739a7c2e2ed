package dev.millrace.local.cli;

import dev.millrace.features.views.FeastRegistryFile;
import dev.millrace.features.views.FeastRepo;
import dev.millrace.features.views.FeatureViews;
import dev.millrace.local.platform.RunningPlatform;
import dev.millrace.servicekit.Clocks;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the declarations as Feast reads them. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Write the declared features as a Feast repository: feature_store.yaml, definitions.py and the"
                + " registry.db that `feast apply` would make of them.")
final class FeaturesExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "Folder to write to; files of these names are replaced.")
    Path folder;

    @Option(
            names = "--redis",
            paramLabel = "HOST:PORT",
            description = "Redis for feature_store.yaml (default: that of the platform that runs on --data-dir, else "
                    + FeastRepo.CONNECTION + ").")
    @Nullable
    String redis;

    @Mixin
    DefinitionsOption definitions;

    @Mixin
    DataDirOption dataDir;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        FeatureViews declared = definitions.views(dataDir.dataDir());
        Files.createDirectories(folder);
        PrintWriter out = spec.commandLine().getOut();
        for (Map.Entry<Path, String> file : new TreeMap<>(FeastRepo.files(declared, connection())).entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
            out.println(target);
        }
        Path registry = folder.resolve("registry.db");
        FeastRegistryFile.write(registry, declared, dataDir.dataDir().history().toString(), Clocks.wall());
        out.println(registry);
        out.flush();
        return 0;
    }

    private String connection() throws IOException {
        if (redis != null) {
            return redis;
        }
        return RunningPlatform.find(dataDir.dataDir()).isEmpty()
                ? FeastRepo.CONNECTION
                : URI.create(LocalRedis.uri(dataDir.dataDir())).getAuthority();
    }
}
