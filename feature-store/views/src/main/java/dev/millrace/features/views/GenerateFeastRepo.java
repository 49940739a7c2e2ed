package dev.millrace.features.views;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes again what is generated from {@code feature-views.yaml} and checked in. Its argument is the folder {@code feature-store} of
 * a checkout.
 */
public final class GenerateFeastRepo {
    static final Path ROWS = Path.of("rows/src/main/java/dev/millrace/features/rows");
    static final Path REPO = Path.of("feast-repo");

    private GenerateFeastRepo() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !Files.isDirectory(Path.of(args[0]).resolve(ROWS))) {
            throw new IllegalArgumentException("give one argument, the folder feature-store of a checkout");
        }
        Path folder = Path.of(args[0]);
        FeatureViews views = FeatureViewsYaml.own();
        write(folder.resolve(ROWS), RowClasses.files(views));
        write(folder.resolve(REPO), FeastRepo.files(views, FeastRepo.CONNECTION));
    }

    private static void write(Path folder, Map<Path, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
    }
}
