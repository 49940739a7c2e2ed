package dev.millrace.load.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.load.report.Page;
import dev.millrace.load.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code compare.json} for machines, {@code compare.html} for readers: the comparison with the curves of both runs. */
public final class ComparisonFiles {
    public static final String JSON = "compare.json";
    public static final String HTML = "compare.html";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ComparisonFiles() {}

    /** What {@code compare.js} draws. */
    private record Both(Comparison comparison, RunResult a, RunResult b) {}

    /** Writes both files, making the folder where needed; returns the page. */
    public static Path write(Comparison comparison, RunResult a, RunResult b, Path folder) throws IOException {
        Files.createDirectories(folder);
        MAPPER.writeValue(folder.resolve(JSON).toFile(), comparison);
        Path page = folder.resolve(HTML);
        Page.write(
                page,
                b.scenario() + " · load comparison",
                ComparisonText.of(comparison),
                "compare.js",
                new Both(comparison, a, b));
        return page;
    }
}
