package dev.millrace.scaler.simulate.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.load.report.Page;
import dev.millrace.scaler.simulate.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code NAME.json} for machines and {@code NAME.html} for readers, a page that opens without a network. */
public final class SimulationFiles {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String SCRIPT = "/dev/millrace/scaler/simulate/report/simulate.js";

    private SimulationFiles() {}

    /** Writes both files, making the folder where needed; returns the page. */
    public static Path write(SimulationResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(result.scenario() + ".json"), json(result));
        Path page = folder.resolve(result.scenario() + ".html");
        Page.write(page, result.scenario() + " · simulation", SimulationText.of(result), SCRIPT, result);
        return page;
    }

    static String json(SimulationResult result) throws IOException {
        return MAPPER.writeValueAsString(result) + "\n";
    }
}
