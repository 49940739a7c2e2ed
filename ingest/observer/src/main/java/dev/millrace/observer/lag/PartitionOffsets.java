package dev.millrace.observer.lag;

/**
 * Offsets of one partition as one consumer group sees it.
 *
 * @param start first offset that is still there
 * @param end past the last record that readers of committed records can see, its transaction markers included
 * @param highWatermark past the last record, 0 or more; {@code end} is less while a transaction is open
 * @param committed offset from which the group goes on, −1 where it has never committed
 */
record PartitionOffsets(long start, long end, long highWatermark, long committed) {
    static final long NONE = -1;

    /**
     * Where the group would read next. Without a commit that is the oldest record: our workers begin there, and a topic that nobody
     * has read yet must wake a worker. Expired records are passed over (kedacore/keda#7936: they count as lag there). An offset
     * past the end was committed before the topic was made anew: its group is sent to the start.
     */
    long next() {
        return committed == NONE || committed < start || committed > highWatermark ? start : committed;
    }

    /** Offsets from there to the end. A group of uncommitted reading may be past the end. */
    long waiting() {
        return Math.max(0, end - next());
    }
}
