package dev.millrace.features.redis;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rows of one of several racing writers: functions of writer and index, so that whoever knows how many were written can fold
 * them again.
 *
 * <p>All writers touch the same entities and views. Event times rise with the index but are shuffled over {@link #JITTER} ticks, so
 * that a writer's rows come out of order and meet rows of the others at the same time; every eighth row repeats an earlier one.
 */
record RaceRows(int writer) {
    static final List<String> VIEWS = List.of("clicks", "orders");
    static final List<String> FEATURES = List.of("a", "b", "c");
    static final int ENTITIES = 1_000;

    /** A writer has one row of an entity and view in this many, on average. */
    private static final int ROWS_OF_A_TICK = ENTITIES * 2;

    private static final int JITTER = 8;
    private static final int REPEATED = 8;
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");

    /** @param id of writer and index; every feature of the row has it */
    record Row(int entity, int view, long tick, long id) {
        FeatureRow message() {
            Value value = Values.int64(id);
            return Rows.row(VIEWS.get(view), key(entity), time(tick), Map.of("a", value, "b", value, "c", value));
        }
    }

    Row row(long index) {
        if (index % REPEATED == REPEATED - 1) {
            return row(index - REPEATED / 2);
        }
        var random = new SplittableRandom(31 * index + writer);
        long tick = index / ROWS_OF_A_TICK + random.nextInt(JITTER);
        return new Row(random.nextInt(ENTITIES), random.nextInt(VIEWS.size()), tick, index << 8 | writer);
    }

    static EntityKey key(int entity) {
        return EntityKey.of("entity", entity);
    }

    static Instant time(long tick) {
        return T0.plusMillis(tick);
    }
}
