package dev.millrace.local.dlq;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant: those that satisfy every criterion that is not null.
 *
 * @param topic the original topic
 * @param model name, or name/version
 * @param since refused at this time or later
 * @param ids only these; empty means all
 */
public record LetterFilter(
        @Nullable String topic,
        @Nullable String stage,
        @Nullable String kind,
        @Nullable String model,
        @Nullable Instant since,
        @Nullable String key,
        Set<LetterId> ids)
        implements Predicate<Letter> {
    public LetterFilter {
        ids = Set.copyOf(ids);
    }

    /** Whether nothing narrows it down. */
    public boolean everything() {
        return topic == null
                && stage == null
                && kind == null
                && model == null
                && since == null
                && key == null
                && ids.isEmpty();
    }

    @Override
    public boolean test(Letter letter) {
        return (topic == null
                        || (letter.source() != null
                                && topic.equals(letter.source().topic())))
                && (stage == null || stage.equals(letter.stage()))
                && (kind == null || kind.equals(letter.kind()))
                && (model == null || matchesModel(model, letter.model()))
                && (since == null || letter.timeMillis() >= since.toEpochMilli())
                && (key == null || key.equals(letter.keyText()))
                && (ids.isEmpty() || ids.contains(letter.id()));
    }

    private static boolean matchesModel(String wanted, @Nullable String model) {
        return model != null && (model.equals(wanted) || model.startsWith(wanted + "/"));
    }
}
