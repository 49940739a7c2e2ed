package dev.millrace.features.rows;

import dev.millrace.contracts.features.FeatureRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * View {@code user_activity}: How much a user has done and what last. A feature that is not given is NULL.
 *
 * <p>Generated from feature-views.yaml; GenerateFeastRepo refreshes it.
 */
public final class UserActivityRow {
    public static final String VIEW = "user_activity";
    /** INT64: Events of any kind. */
    public static final String EVENTS = "events";
    /** INT64: Events that say interest. */
    public static final String INTERACTIONS = "interactions";
    /** STRING. */
    public static final String LAST_ITEM = "last_item";
    /** UNIX_TIMESTAMP. */
    public static final String LAST_EVENT_TIME = "last_event_time";

    private final RowParts row;

    private UserActivityRow(String userId, Instant eventTime) {
        row = new RowParts(VIEW, eventTime);
        row.joinKey("user_id", Cells.stringVal(userId));
        row.feature(EVENTS);
        row.feature(INTERACTIONS);
        row.feature(LAST_ITEM);
        row.feature(LAST_EVENT_TIME);
    }

    /** A row that is true at {@code eventTime}; one of an older or equal time does not replace it. */
    public static UserActivityRow of(String userId, Instant eventTime) {
        return new UserActivityRow(userId, eventTime);
    }

    public UserActivityRow events(@Nullable Long value) {
        row.set(0, Cells.int64Val(value));
        return this;
    }

    public UserActivityRow interactions(@Nullable Long value) {
        row.set(1, Cells.int64Val(value));
        return this;
    }

    public UserActivityRow lastItem(@Nullable String value) {
        row.set(2, Cells.stringVal(value));
        return this;
    }

    public UserActivityRow lastEventTime(@Nullable Instant value) {
        row.set(3, Cells.unixTimestampVal(value));
        return this;
    }

    public FeatureRow build() {
        return row.build();
    }
}
