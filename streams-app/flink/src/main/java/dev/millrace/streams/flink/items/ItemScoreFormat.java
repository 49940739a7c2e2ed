package dev.millrace.streams.flink.items;

import dev.millrace.streams.flink.types.FlatFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** {@link ItemScore} on its way to the list. */
enum ItemScoreFormat implements FlatFormat<ItemScore> {
    INSTANCE;

    @Override
    public void write(ItemScore value, DataOutputView out) throws IOException {
        StringValue.writeString(value.itemId(), out);
        out.writeDouble(value.log2Score());
        out.writeLong(value.newest());
    }

    @Override
    public ItemScore read(DataInputView in) throws IOException {
        return new ItemScore(StringValue.readString(in), in.readDouble(), in.readLong());
    }
}
