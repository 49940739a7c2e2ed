package dev.millrace.load.send;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.millrace.load.arrival.Checks;
import dev.millrace.load.arrival.DurationText;
import dev.millrace.load.plan.SensorLoad;
import dev.millrace.load.plan.UserLoad;
import dev.millrace.servicekit.SettingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one sending process has to do.
 *
 * @param sensors null for none
 * @param users null for none
 * @param clientConfig a file of Kafka client properties; null for none
 * @param lingerMillis how long the producer waits for company
 * @param process from 0
 * @param beginMillis when all processes begin, epoch milliseconds
 * @param epochMillis that sensors' event times are counted from: the begin, or before it where a history was sent first
 * @param run how long events are due from then
 */
public record SendJob(
        @Nullable SensorLoad sensors,
        @Nullable UserLoad users,
        String bootstrap,
        @Nullable String clientConfig,
        int lingerMillis,
        int process,
        int processes,
        long beginMillis,
        long epochMillis,
        @JsonDeserialize(using = DurationText.class) @JsonSerialize(using = ToStringSerializer.class) Duration run) {
    private static final int LONGEST_LINGER_MILLIS = 60_000;
    private static final double LONGEST_RUN_SECONDS = 31 * 24 * 3600;

    public SendJob {
        if (sensors == null && users == null) {
            throw new SettingException("sensors", "a job needs sensors, users or both");
        }
        Checks.within("lingerMillis", lingerMillis, 0, LONGEST_LINGER_MILLIS);
        Checks.within("processes", processes, 1, 1024);
        Checks.within("process", process, 0, processes - 1.0);
        Checks.within("run", run.toMillis() / 1000.0, .001, LONGEST_RUN_SECONDS);
    }

    /** The same for another of the processes. */
    public SendJob share(int otherProcess, int ofProcesses) {
        return new SendJob(
                sensors,
                users,
                bootstrap,
                clientConfig,
                lingerMillis,
                otherProcess,
                ofProcesses,
                beginMillis,
                epochMillis,
                run);
    }
}
