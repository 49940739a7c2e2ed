package dev.millrace.streams.flink.sensors;

import dev.millrace.contracts.SensorReading;
import dev.millrace.contracts.SourceRef;
import dev.millrace.streams.flink.types.Fields;
import dev.millrace.streams.flink.types.FlatFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** {@link SensorInput.Accepted} through the shuffle. */
enum AcceptedFormat implements FlatFormat<SensorInput.Accepted> {
    INSTANCE;

    @Override
    public void write(SensorInput.Accepted value, DataOutputView out) throws IOException {
        SensorReading reading = value.reading();
        StringValue.writeString(reading.sensorId(), out);
        out.writeLong(reading.timestamp());
        out.writeInt(reading.channels().length);
        for (int c = 0; c < reading.channels().length; c++) {
            StringValue.writeString(reading.channels()[c], out);
            out.writeDouble(reading.values()[c]);
        }
        StringValue.writeString(reading.eventId(), out);
        StringValue.writeString(value.source().topic(), out);
        out.writeInt(value.source().partition());
        out.writeLong(value.source().offset());
        out.writeLong(value.kafkaTimestamp());
        out.writeLong(value.readAt());
        Fields.writeBytes(value.value(), out);
        Fields.writeHeaders(value.headers(), out);
    }

    @Override
    public SensorInput.Accepted read(DataInputView in) throws IOException {
        String sensorId = StringValue.readString(in);
        long timestamp = in.readLong();
        String[] channels = new String[in.readInt()];
        double[] values = new double[channels.length];
        for (int c = 0; c < channels.length; c++) {
            channels[c] = StringValue.readString(in);
            values[c] = in.readDouble();
        }
        String eventId = StringValue.readString(in);
        return new SensorInput.Accepted(
                new SensorReading(sensorId, timestamp, channels, values, eventId),
                new SourceRef(StringValue.readString(in), in.readInt(), in.readLong()),
                in.readLong(),
                in.readLong(),
                Fields.readBytes(in),
                Fields.readHeaders(in));
    }
}
