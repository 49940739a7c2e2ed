package dev.millrace.scaler.keda;

import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * KEDA's {@code cron} trigger, after {@code pkg/scalers/cron_scaler.go} of KEDA 2.20: active while the next end comes before the next
 * start, with metric {@code desiredReplicas} per target 1. Outside of the window it is inactive <em>with metric 1</em>, so that
 * the HPA is never asked for less than one replica. One thread at a time.
 */
public final class CronTrigger {
    private final ExecutionTime start;
    private final ExecutionTime end;
    private final ZoneId zone;
    private final int replicas;

    /** The answer holds from the one (inclusive) to the other (exclusive), in seconds of the epoch. */
    private long from;

    private long until;
    private boolean active;

    public CronTrigger(CronTriggerSettings settings) {
        start = CronTriggerSettings.schedule("start", settings.start());
        end = CronTriggerSettings.schedule("end", settings.end());
        zone = settings.timezone();
        replicas = settings.desiredReplicas();
    }

    public TriggerReading read(double epochSeconds) {
        long now = (long) Math.floor(epochSeconds);
        if (now < from || now >= until) {
            ZonedDateTime time = Instant.ofEpochSecond(now).atZone(zone);
            long nextStart = next(start, time);
            long nextEnd = next(end, time);
            active = nextEnd <= nextStart && nextEnd != Long.MAX_VALUE;
            from = now;
            until = Math.min(nextStart, nextEnd);
        }
        return TriggerReading.of(active, active ? replicas : 1, 1);
    }

    private static long next(ExecutionTime schedule, ZonedDateTime time) {
        return schedule.nextExecution(time).map(ZonedDateTime::toEpochSecond).orElse(Long.MAX_VALUE);
    }
}
