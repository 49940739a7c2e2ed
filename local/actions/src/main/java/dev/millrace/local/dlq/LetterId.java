package dev.millrace.local.dlq;

/** Where a dead letter lies. Text form: its offset, preceded by {@code partition/} where that is not 0. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {
    public LetterId {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("not a position: " + partition + "/" + offset);
        }
    }

    /** Parses the text form; throws {@link IllegalArgumentException} on anything else. */
    public static LetterId parse(String text) {
        int slash = text.indexOf('/');
        try {
            return new LetterId(
                    slash < 0 ? 0 : Integer.parseInt(text.substring(0, slash)),
                    Long.parseLong(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the offset of a dead letter: a number as `dlq list` shows it", e);
        }
    }

    @Override
    public int compareTo(LetterId other) {
        int byPartition = Integer.compare(partition, other.partition);
        return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return partition == 0 ? Long.toString(offset) : partition + "/" + offset;
    }
}
