package dev.millrace.contracts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Reads {@link WindowRequest}s one after the other and keeps what many of them share: names of signals and channels. Requests
 * with the same channels share their array, which nobody writes. One thread at a time.
 */
public final class WindowRequestReader {
    private static final int KEPT = 64;

    private final Names names = new Names(256);
    private final byte[][] channelBytes = new byte[KEPT][];
    private final String[][] channelNames = new String[KEPT][];

    /** Throws {@link InvalidRecordException} where the bytes are no such request. */
    public WindowRequest read(byte[] bytes) throws InvalidRecordException {
        RequestFields fields = RequestReader.read(bytes, names);
        String[] channels = channels(bytes, fields);
        float[] window = fields.floats("window");
        if (channels.length == 0 || window.length == 0 || window.length % channels.length != 0) {
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED,
                    "a window of " + window.length + " values does not fit " + channels.length + " channels");
        }
        var signals = new LinkedHashMap<String, Double>();
        fields.eachDouble(
                WindowRequest.SIGNAL,
                (name, value) -> signals.put(name.substring(WindowRequest.SIGNAL.length()), value));
        return new WindowRequest(
                fields.text("sensor_id"),
                fields.number("window_start"),
                fields.number("window_end"),
                channels,
                window,
                signals);
    }

    private String[] channels(byte[] bytes, RequestFields fields) throws InvalidRecordException {
        ByteBuffer contents = fields.contents("channels", "BYTES");
        int from = contents.position();
        int to = contents.limit();
        int place = (contents.hashCode() & Integer.MAX_VALUE) % KEPT;
        byte[] kept = channelBytes[place];
        if (kept != null
                && Arrays.equals(kept, 0, kept.length, bytes, from, to)
                && channelNames[place].length == fields.extent("channels")) {
            return channelNames[place];
        }
        String[] read = fields.texts("channels");
        channelBytes[place] = Arrays.copyOfRange(bytes, from, to);
        channelNames[place] = read;
        return read;
    }
}
