package dev.millrace.local.demo.traffic;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Truth windows of sensor files in NAB's form: {@code {"file.csv": [["start", "end"], …]}}. */
final class SensorLabels {
    private final Map<String, List<List<String>>> windows;

    private SensorLabels(Map<String, List<List<String>>> windows) {
        this.windows = windows;
    }

    static SensorLabels none() {
        return new SensorLabels(Map.of());
    }

    static SensorLabels read(Path path) {
        try {
            return new SensorLabels(Json.mapper().readValue(Files.readAllBytes(path), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    path.getFileName() + " is not of the form {\"file.csv\": [[\"start\", \"end\"], …]}: "
                            + e.getMessage(),
                    e);
        }
    }

    /** True where the labels name this file, even without windows; a key may carry folders. */
    boolean knows(String file) {
        return windows.keySet().stream().anyMatch(key -> isOf(key, file));
    }

    List<TruthWindow> of(String file, String sensorId) {
        var found = new ArrayList<TruthWindow>();
        windows.forEach((key, pairs) -> {
            if (isOf(key, file)) {
                for (List<String> pair : pairs) {
                    if (pair.size() != 2) {
                        throw new IllegalArgumentException("label of " + key + " is not [start, end]: " + pair);
                    }
                    found.add(new TruthWindow(
                            sensorId,
                            EventTimes.parse(pair.get(0)),
                            EventTimes.parse(pair.get(1)),
                            TruthWindow.LABELLED));
                }
            }
        });
        return found;
    }

    private static boolean isOf(String key, String file) {
        return key.equals(file) || key.endsWith("/" + file);
    }
}
