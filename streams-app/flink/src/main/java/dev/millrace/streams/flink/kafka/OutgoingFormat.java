package dev.millrace.streams.flink.kafka;

import dev.millrace.streams.flink.types.Fields;
import dev.millrace.streams.flink.types.FlatFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** {@link Outgoing} between operators. */
enum OutgoingFormat implements FlatFormat<Outgoing> {
    INSTANCE;

    @Override
    public void write(Outgoing value, DataOutputView out) throws IOException {
        StringValue.writeString(value.topic(), out);
        Fields.writeBytes(value.key(), out);
        Fields.writeBytes(value.value(), out);
        Fields.writeHeaders(value.headers(), out);
    }

    @Override
    public Outgoing read(DataInputView in) throws IOException {
        return new Outgoing(
                StringValue.readString(in), Fields.readBytes(in), Fields.readBytes(in), Fields.readHeaders(in));
    }
}
