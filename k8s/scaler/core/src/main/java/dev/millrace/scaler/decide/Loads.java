package dev.millrace.scaler.decide;

import java.util.Arrays;

/**
 * What lies in the partitions of a topic for one consumer group, index = partition. The arrays are not copied: whoever makes an
 * instance does not write to them afterwards.
 */
public final class Loads {
    private final long[] arrived;
    private final long[] backlog;
    private final long total;

    /**
     * @param arrived records that have come into each partition since it exists (the end of its log), rising
     * @param backlog records in each partition that the group has still to read, without transaction markers and expired records
     */
    public Loads(long[] arrived, long[] backlog) {
        if (arrived.length != backlog.length) {
            throw new IllegalArgumentException(
                    "arrived has " + arrived.length + " partitions, backlog " + backlog.length);
        }
        for (int partition = 0; partition < backlog.length; partition++) {
            if (backlog[partition] < 0 || arrived[partition] < 0) {
                throw new IllegalArgumentException("partition " + partition + ": " + arrived[partition] + " arrived, "
                        + backlog[partition] + " waiting; both must be 0 or more");
            }
        }
        this.arrived = arrived;
        this.backlog = backlog;
        this.total = Arrays.stream(backlog).sum();
    }

    public int partitions() {
        return backlog.length;
    }

    public long arrived(int partition) {
        return arrived[partition];
    }

    public long backlog(int partition) {
        return backlog[partition];
    }

    public long totalBacklog() {
        return total;
    }
}
