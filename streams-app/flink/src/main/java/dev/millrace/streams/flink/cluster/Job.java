package dev.millrace.streams.flink.cluster;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job: its name, which fixes its id and its folder, and its graph as a function, so that the same graph can be built for
 * another cluster.
 */
public record Job(String name, Graph graph) {
    /** Adds the job's operators to an environment. */
    public interface Graph {
        void build(StreamExecutionEnvironment environment);
    }

    JobID id() {
        UUID uuid = UUID.nameUUIDFromBytes(("millrace/" + name).getBytes(StandardCharsets.UTF_8));
        return new JobID(uuid.getLeastSignificantBits(), uuid.getMostSignificantBits());
    }
}
