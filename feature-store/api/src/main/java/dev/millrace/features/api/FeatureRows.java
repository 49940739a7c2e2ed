package dev.millrace.features.api;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.features.FeatureRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What every row of features must hold before a store takes it. */
public final class FeatureRows {
    private static final long MIN_SECONDS =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECONDS =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int MAX_NANOS = 999_999_999;

    private FeatureRows() {}

    /**
     * Returns the entity key of a valid row: a view, an event time in the range of {@link Timestamp}, at least one feature, no
     * feature or join key twice. Throws {@link IllegalArgumentException} that names the field and the bad value.
     */
    public static EntityKey require(FeatureRow row) {
        if (row.getFeatureView().isEmpty()) {
            throw new IllegalArgumentException("feature_view: empty");
        }
        if (!row.hasEventTime()) {
            throw new IllegalArgumentException("event_time: missing");
        }
        requireTime(row.getEventTime());
        if (row.getFeaturesCount() == 0) {
            throw new IllegalArgumentException("features: none given");
        }
        Set<String> names = new HashSet<>();
        for (FeatureRow.Feature feature : row.getFeaturesList()) {
            if (feature.getName().isEmpty()) {
                throw new IllegalArgumentException("features: a name is empty");
            }
            if (!names.add(feature.getName())) {
                throw new IllegalArgumentException("features: '" + feature.getName() + "' is given twice");
            }
        }
        return EntityKey.of(row);
    }

    private static void requireTime(Timestamp time) {
        long seconds = time.getSeconds();
        int nanos = time.getNanos();
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("event_time: " + seconds + " s is not in the years 1 to 9999");
        }
        if (nanos < 0 || nanos > MAX_NANOS) {
            throw new IllegalArgumentException("event_time: " + nanos + " is not a count of nanoseconds");
        }
    }

    public static Instant eventTime(FeatureRow row) {
        return Instant.ofEpochSecond(
                row.getEventTime().getSeconds(), row.getEventTime().getNanos());
    }
}
