package dev.millrace.scaler.keda;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * Metadata of KEDA's {@code cron} trigger: so many replicas from each {@code start} to the next {@code end}.
 *
 * @param start five fields: minute, hour, day of month, month, day of week
 * @param end as {@code start}
 * @param timezone a name of the IANA database such as {@code Europe/Berlin}
 * @param desiredReplicas 1 or more
 */
public record CronTriggerSettings(String start, String end, ZoneId timezone, int desiredReplicas) {
    private static final Set<String> KNOWN = Set.of("start", "end", "timezone", "desiredReplicas");

    public CronTriggerSettings {
        schedule("start", start);
        schedule("end", end);
        if (start.equals(end)) {
            throw new IllegalArgumentException("end: '" + end + "' is start as well");
        }
        if (desiredReplicas < 1) {
            throw new IllegalArgumentException("desiredReplicas: " + desiredReplicas + " is less than 1");
        }
    }

    /** Throws {@link IllegalArgumentException} that names the key, and the right one where it is misspelt. */
    public static CronTriggerSettings of(Map<String, String> metadata) {
        Metadata given = new Metadata(metadata, KNOWN, Map.of());
        String replicas = given.required("desiredReplicas");
        long desired = given.whole("desiredReplicas", 0, 1);
        if (desired > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("desiredReplicas: " + replicas + " is too many");
        }
        return new CronTriggerSettings(
                given.required("start"), given.required("end"), zone(given.required("timezone")), (int) desired);
    }

    static ExecutionTime schedule(String key, String expression) {
        try {
            return ExecutionTime.forCron(
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    key + ": '" + expression + "' is not a schedule of five fields such as '45 17 * * *': "
                            + e.getMessage(),
                    e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timezone: '" + name + "' is no time zone: " + Nearest.hint(name, ZoneId.getAvailableZoneIds()), e);
        }
    }
}
