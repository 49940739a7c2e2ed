package dev.millrace.load.result;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code result.json} in a report's folder. */
public final class ResultFiles {
    public static final String NAME = "result.json";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ResultFiles() {}

    public static void write(RunResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        MAPPER.writeValue(folder.resolve(NAME).toFile(), result);
    }

    /** Reads a report's folder or the file itself; throws {@link IOException} that names what is not a result. */
    public static RunResult read(Path given) throws IOException {
        Path file = Files.isDirectory(given) ? given.resolve(NAME) : given;
        if (!Files.exists(file)) {
            throw new IOException(file + " does not exist: give a folder that `load run --report` has written");
        }
        try {
            return MAPPER.readValue(file.toFile(), RunResult.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(file + " is not the result of a load run: " + e.getOriginalMessage(), e);
        }
    }
}
