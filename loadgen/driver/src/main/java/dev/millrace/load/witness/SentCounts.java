package dev.millrace.load.witness;

import java.util.Arrays;

/** The senders' final counts. */
final class SentCounts {
    private SentCounts() {}

    static void check(long[] sent, int processes) {
        if (sent.length != processes || Arrays.stream(sent).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "sent: " + Arrays.toString(sent) + " is not one count for each of " + processes + " processes");
        }
    }
}
