package dev.millrace.load.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What both flows' internal forms share. */
final class Internal {
    /** The first byte of a value: protobuf of our own follows. JSON begins with a brace, a schema registry's forms with 0. */
    static final int FORM = 1;

    static final byte[][] CHANNELS =
            SensorSignals.CHANNELS.stream().map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);

    private Internal() {}
}
