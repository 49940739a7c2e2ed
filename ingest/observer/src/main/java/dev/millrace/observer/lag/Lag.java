package dev.millrace.observer.lag;

/** What was read of a {@link Subject}. */
public sealed interface Lag {
    /** No offset is committed. */
    long NONE = PartitionOffsets.NONE;

    /**
     * The arrays have the partition as index. They are not copied: nobody writes to them.
     *
     * @param ends past the last record that readers of committed records can see
     * @param committed what the group has committed, or the start of a share group's window; {@link #NONE} where there is nothing
     * @param next of the oldest record that may wait: what is committed, or the start of the log where that is of no use
     * @param waiting records that the group has not worked off, without transaction markers and expired records
     */
    record Known(long[] ends, long[] committed, long[] next, long[] waiting) implements Lag {}

    /** Nobody has created the topic: nothing waits. */
    record NoTopic() implements Lag {}

    /** It could not be read. */
    record Unknown(String why) implements Lag {}
}
