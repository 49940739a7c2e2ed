package dev.millrace.inference.registry;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads entries strictly: the topic is open to outsiders, and JSON may leave any field away. */
final class Entries {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private Entries() {}

    static ModelEntry read(byte @Nullable [] key, byte[] value) throws InvalidRecordException {
        ModelEntry entry = ModelEntry.CODEC.decode(value);
        requireName("name", entry.name());
        requireName("version", entry.version());
        if (key == null || !new String(key, StandardCharsets.UTF_8).equals(entry.key())) {
            throw new InvalidRecordException(
                    ErrorKind.MISSING_KEY, "the record key is not name/version, '" + entry.key() + "'");
        }
        require(entry.stage(), "stage");
        ModelEntry.Artifact artifact = require(entry.artifact(), "artifact");
        require(artifact.uri(), "artifact.uri");
        if (!SHA256.matcher(require(artifact.sha256(), "artifact.sha256")).matches() || artifact.bytes() < 1) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE, "artifact.sha256 must be 64 hexadecimal digits, artifact.bytes at least 1");
        }
        if (!(entry.traffic() >= 0 && entry.traffic() <= 1)) {
            throw new InvalidRecordException(
                    ErrorKind.WRONG_TYPE, "traffic is not a share from 0 to 1: " + entry.traffic());
        }
        return entry;
    }

    static ModelEvent readEvent(String key, byte[] value) throws InvalidRecordException {
        ModelEvent event = ModelEvent.CODEC.decode(value);
        require(event.event(), "event");
        if (!key.equals(event.key())) {
            throw new InvalidRecordException(
                    ErrorKind.MISSING_KEY, "the record key is not event/name/version/worker, '" + event.key() + "'");
        }
        return event;
    }

    private static void requireName(String field, @Nullable String name) throws InvalidRecordException {
        if (!ModelNames.valid(require(name, field))) {
            throw new InvalidRecordException(ErrorKind.WRONG_TYPE, field + " is not a model name: '" + name + "'");
        }
    }

    private static <T> T require(@Nullable T value, String field) throws InvalidRecordException {
        if (value == null) {
            throw new InvalidRecordException(ErrorKind.MISSING_KEY, "field '" + field + "' is missing");
        }
        return value;
    }
}
