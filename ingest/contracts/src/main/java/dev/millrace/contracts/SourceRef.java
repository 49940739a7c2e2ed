package dev.millrace.contracts;

/** Position of the record that triggered a result. Text form: {@code topic/partition/offset}. */
public record SourceRef(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Parses the text form; throws {@link IllegalArgumentException} on anything else. */
    public static SourceRef parse(String text) {
        int last = text.lastIndexOf('/');
        int middle = text.lastIndexOf('/', last - 1);
        if (middle <= 0) {
            throw new IllegalArgumentException("not topic/partition/offset: '" + text + "'");
        }
        return new SourceRef(
                text.substring(0, middle),
                Integer.parseInt(text.substring(middle + 1, last)),
                Long.parseLong(text.substring(last + 1)));
    }
}
