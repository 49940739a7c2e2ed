package dev.millrace.streams.flink.items;

import dev.millrace.streams.flink.types.FlatFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** {@link Interaction} through the shuffle. */
enum InteractionFormat implements FlatFormat<Interaction> {
    INSTANCE;

    @Override
    public void write(Interaction value, DataOutputView out) throws IOException {
        StringValue.writeString(value.itemId(), out);
        out.writeLong(value.identity());
        out.writeLong(value.timestamp());
    }

    @Override
    public Interaction read(DataInputView in) throws IOException {
        return new Interaction(StringValue.readString(in), in.readLong(), in.readLong());
    }
}
