package dev.millrace.local.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Events as the public topics have them, one JSON object a line ({@code .jsonl}), in the order of the topic. */
final class EventFile {
    static final String SUFFIX = ".jsonl";

    private EventFile() {}

    static boolean is(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    /**
     * Reads a file; what is no event is told and left out.
     *
     * @param key field whose value is the record's key
     */
    static <T> void read(
            Path file,
            String key,
            TrainingData.Decoder<T> decoder,
            long nowMillis,
            Consumer<T> sink,
            Consumer<String> problems) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                try {
                    byte[] id = Json.mapper().readTree(line).path(key).asText().getBytes(StandardCharsets.UTF_8);
                    sink.accept(decoder.decode(id, line.getBytes(StandardCharsets.UTF_8), nowMillis));
                } catch (InvalidRecordException | JsonProcessingException e) {
                    problems.accept(file + ":" + number + ": " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
