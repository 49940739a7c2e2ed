package dev.millrace.local.demo.traffic;

import dev.millrace.contracts.CatalogItem;
import dev.millrace.contracts.UserEvent;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** User events from a CSV file: user, item, value, time; by column names, else in this order. Sent in the order of time. */
public final class UserFile {
    private static final List<String> USER = List.of("userid", "user", "reviewerid", "visitorid", "uid");
    private static final List<String> ITEM = List.of("itemid", "item", "movieid", "productid", "asin");
    private static final List<String> VALUE = List.of("value", "rating", "score", "amount", "overall");
    private static final List<String> TIME = List.of("timestamp", "time", "datetime", "date", "ts", "unixreviewtime");
    private static final List<String> TYPE = List.of("type", "event", "eventtype");

    private final CsvTable table;
    private final int user;
    private final int item;
    private final int value;
    private final int time;
    private final int type;
    private final String tag;
    private final long nowMillis;

    private UserFile(CsvTable table, String tag, long nowMillis) {
        this.table = table;
        this.user = table.find(USER);
        this.item = table.find(ITEM);
        this.value = table.find(VALUE);
        this.time = table.find(TIME);
        this.type = table.find(TYPE);
        this.tag = tag;
        this.nowMillis = nowMillis;
        if (user < 0 || item < 0 || time < 0) {
            throw new IllegalArgumentException(
                    table.file() + " needs columns for user, item and time, it has " + table.columns());
        }
    }

    /**
     * Reads both files.
     *
     * @param items catalogue, may be missing
     * @param tag goes behind the users' ids and into the events' ids
     * @param problems hears of rows that were left out
     */
    public static UserTraffic read(
            Path path,
            @Nullable Path items,
            double trainFraction,
            String tag,
            long nowMillis,
            Consumer<String> problems) {
        List<UserEvent> events = new UserFile(CsvTable.read(path), tag, nowMillis).events(problems);
        List<CatalogItem> catalogue = items == null ? List.of() : ItemFile.read(items);
        long start = events.get(0).timestamp();
        List<Planned<UserEvent>> planned = events.stream()
                .map(event -> new Planned<>(event, event.timestamp() - start))
                .toList();
        int split = (int) Math.round(planned.size() * trainFraction);
        return new UserTraffic(
                catalogue, Part.of(planned.subList(0, split)), Part.of(planned.subList(split, planned.size())));
    }

    private List<UserEvent> events(Consumer<String> problems) {
        List<UserEvent> events = table.parse(this::event, problems);
        events.sort(Comparator.comparingLong(UserEvent::timestamp));
        return events;
    }

    private UserEvent event(CsvTable.Row row) {
        String userId = required(row, user);
        String itemId = required(row, item);
        Double number = value < 0 || row.cell(value).isEmpty() ? null : number(row);
        return new UserEvent(
                userId + tag, itemId, type(row, number != null), time(row), number, null, "demo-" + tag + row.line());
    }

    private String required(CsvTable.Row row, int column) {
        String cell = row.cell(column);
        if (cell.isEmpty()) {
            throw table.bad(row, "column '" + table.columns().get(column) + "' is empty");
        }
        return cell;
    }

    private double number(CsvTable.Row row) {
        try {
            double number = Double.parseDouble(row.cell(value));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw table.bad(row, "column '" + table.columns().get(value) + "' is not a number: '" + row.cell(value) + "'");
    }

    private long time(CsvTable.Row row) {
        long millis;
        try {
            millis = EventTimes.parse(row.cell(time));
        } catch (IllegalArgumentException e) {
            throw table.bad(row, "not a time: '" + row.cell(time) + "'");
        }
        if (millis < 0 || millis > nowMillis) {
            throw table.bad(row, "the time lies before 1970 or in the future: '" + row.cell(time) + "'");
        }
        return millis;
    }

    /** The type column where there is one; without it an event with a value is a rating, else a view. */
    private UserEvent.Type type(CsvTable.Row row, boolean hasValue) {
        if (type < 0) {
            return hasValue ? UserEvent.Type.RATING : UserEvent.Type.VIEW;
        }
        try {
            return UserEvent.Type.valueOf(row.cell(type).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw table.bad(row, "unknown type '" + row.cell(type) + "'");
        }
    }
}
