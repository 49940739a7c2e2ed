package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Value of {@code models} under a key of its own kind: what happened to a version at one worker. The compacted topic keeps the
 * newest event per version and worker.
 *
 * @param reason short label where it was refused: memory, checksum, load, contract, warm-up
 * @param detail the same in words
 * @param worker id of the worker that tells it; best one that outlives a restart, or the topic keeps an event of every start
 * @param at epoch milliseconds
 */
public record ModelEvent(
        String name,
        String version,
        Event event,
        @Nullable String reason,
        @Nullable String detail,
        String worker,
        long at) {
    public static final Codec<ModelEvent> CODEC = Json.codec(ModelEvent.class);

    private static final String PREFIX = "event/";

    public static ModelEvent refused(
            String name, String version, String reason, String detail, String worker, long at) {
        return new ModelEvent(name, version, Event.REFUSED, reason, detail, worker, at);
    }

    public static ModelEvent serving(String name, String version, String worker, long at) {
        return new ModelEvent(name, version, Event.SERVING, null, null, worker, at);
    }

    /** {@code event/<name>/<version>/<worker>}. */
    public String key() {
        return PREFIX + name + "/" + version + "/" + worker;
    }

    /** Whether a record of {@code models} is an event; a model named {@code event} has keys of two parts only. */
    public static boolean isKey(String key) {
        return key.startsWith(PREFIX) && key.indexOf('/', key.indexOf('/', PREFIX.length()) + 1) > PREFIX.length();
    }

    /** What a worker did with the version. */
    public enum Event {
        /** It does not load it: what served before goes on. */
        @JsonProperty("refused")
        REFUSED,
        /** It answers with it now. */
        @JsonProperty("serving")
        SERVING
    }
}
