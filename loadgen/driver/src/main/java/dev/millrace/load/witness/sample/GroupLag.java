package dev.millrace.load.witness.sample;

/**
 * How far a consumer group is behind.
 *
 * @param records produced and not committed, over its partitions
 * @param seconds since the oldest of them was produced; 0 without any
 */
public record GroupLag(long records, double seconds) {
    static final GroupLag NONE = new GroupLag(0, 0);

    GroupLag plus(long moreRecords, double otherSeconds) {
        return new GroupLag(records + moreRecords, Math.max(seconds, otherSeconds));
    }
}
