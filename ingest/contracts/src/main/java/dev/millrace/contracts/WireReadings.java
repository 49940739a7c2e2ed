package dev.millrace.contracts;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code millrace.SensorReading} (inputs.proto) field by field, without the generated class, which is the oracle of the tests.
 * The names of the channels are hardly ever new: they are found by their bytes. Single use, single thread.
 */
final class WireReadings {
    private static final int SENSOR_ID = field(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int TIMESTAMP = field(2, WireFormat.WIRETYPE_VARINT);
    private static final int CHANNELS = field(3, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int VALUES = field(4, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int VALUE = field(4, WireFormat.WIRETYPE_FIXED64);
    private static final int EVENT_ID = field(5, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final double[] NONE = {};

    private final byte[] bytes;
    private final CodedInputStream in;

    private String sensorId = "";
    private @Nullable Long timestamp;
    private @Nullable ChannelOrder channels;
    private double[] values = NONE;
    private @Nullable String eventId;

    private WireReadings(byte[] bytes) {
        this.bytes = bytes;
        this.in = CodedInputStream.newInstance(bytes, 1, bytes.length - 1);
    }

    private static int field(int number, int type) {
        return number << 3 | type;
    }

    /** @param bytes with the form's first byte */
    static SensorReading read(byte @Nullable [] key, byte[] bytes, long nowMillis) throws InvalidRecordException {
        var message = new WireReadings(bytes);
        try {
            message.parse();
        } catch (IOException e) {
            throw WireEvents.malformed("SensorReading", e);
        }
        return message.checked(key, nowMillis);
    }

    private void parse() throws IOException, InvalidRecordException {
        int tag = in.readTag();
        while (tag != 0) {
            if (tag == CHANNELS) {
                tag = readChannels();
                continue;
            }
            if (tag == SENSOR_ID) {
                sensorId = in.readStringRequireUtf8();
            } else if (tag == TIMESTAMP) {
                timestamp = in.readInt64();
            } else if (tag == VALUES) {
                readValues();
            } else if (tag == VALUE) {
                values = Arrays.copyOf(values, values.length + 1);
                values[values.length - 1] = in.readDouble();
            } else if (tag == EVENT_ID) {
                eventId = in.readStringRequireUtf8();
            } else {
                WireEvents.skip(in, tag);
            }
            tag = in.readTag();
        }
    }

    /** All names that follow one another, without reading them where such a list was read before; returns the tag behind. */
    private int readChannels() throws IOException, InvalidRecordException {
        int from = in.getTotalBytesRead();
        int to;
        int tag;
        int count = 0;
        do {
            in.skipRawBytes(in.readRawVarint32());
            to = in.getTotalBytesRead();
            tag = in.readTag();
            count++;
        } while (tag == CHANNELS);
        ChannelOrder known = ChannelSets.find(bytes, 1 + from, 1 + to);
        if (known == null) {
            known = names(from, to, count);
            ChannelSets.learn(bytes, 1 + from, 1 + to, known);
        }
        channels = channels == null ? known : channels.and(known);
        return tag;
    }

    private ChannelOrder names(int from, int to, int count) throws IOException, InvalidRecordException {
        CodedInputStream block = CodedInputStream.newInstance(bytes, 1 + from, to - from);
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = block.readStringRequireUtf8();
            block.readTag();
        }
        return ChannelOrder.of(names);
    }

    private void readValues() throws IOException {
        int length = in.readRawVarint32();
        int limit = in.pushLimit(length);
        int at = values.length;
        values = Arrays.copyOf(values, at + Math.min(length, in.getBytesUntilLimit()) / Double.BYTES);
        while (!in.isAtEnd() && at < values.length) {
            values[at++] = in.readDouble();
        }
        if (in.getBytesUntilLimit() > 0) {
            in.readDouble(); // ends early, and says so
        }
        in.popLimit(limit);
    }

    private SensorReading checked(byte @Nullable [] key, long nowMillis) throws InvalidRecordException {
        String id = sensorId.isEmpty()
                ? InputChecks.keyAlone("sensorId", key)
                : InputChecks.keyed("sensorId", sensorId, key);
        long time = WireEvents.timestamp(timestamp, nowMillis);
        ChannelOrder order = channels;
        if (order == null && values.length == 0) {
            throw InputChecks.noChannel();
        }
        if (order == null || order.size() != values.length) {
            int names = order == null ? 0 : order.size();
            throw new InvalidRecordException(
                    ErrorKind.MALFORMED, "the value has " + names + " channels, but " + values.length + " values");
        }
        double[] sorted = order.sorted(values);
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(sorted[i])) {
                InputChecks.finite("values." + order.sorted()[i], sorted[i]);
            }
        }
        return new SensorReading(id, time, order.sorted(), sorted, eventId);
    }

    /** With the form's first byte; the id is left to the record's key. */
    static byte[] write(SensorReading reading) {
        int packed = reading.values().length * Double.BYTES;
        int size = CodedOutputStream.computeInt64Size(2, reading.timestamp())
                + CodedOutputStream.computeTagSize(4)
                + CodedOutputStream.computeUInt32SizeNoTag(packed)
                + packed;
        for (String channel : reading.channels()) {
            size += CodedOutputStream.computeStringSize(3, channel);
        }
        String event = reading.eventId();
        size += event == null ? 0 : CodedOutputStream.computeStringSize(5, event);
        return WireEvents.write(size, out -> {
            out.writeInt64(2, reading.timestamp());
            for (String channel : reading.channels()) {
                out.writeString(3, channel);
            }
            out.writeTag(4, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(packed);
            for (double value : reading.values()) {
                out.writeDoubleNoTag(value);
            }
            if (event != null) {
                out.writeString(5, event);
            }
        });
    }
}
