package dev.millrace.streams.flink.types;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Fields that several formats have: byte arrays that may be absent, and Kafka headers. */
public final class Fields {
    private static final int ABSENT = -1;

    private Fields() {}

    public static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        if (bytes == null) {
            out.writeInt(ABSENT);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    public static byte @Nullable [] readBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    public static void writeHeaders(Headers headers, DataOutputView out) throws IOException {
        Header[] all = headers.toArray();
        out.writeShort(all.length);
        for (Header header : all) {
            StringValue.writeString(header.key(), out);
            writeBytes(header.value(), out);
        }
    }

    public static Headers readHeaders(DataInputView in) throws IOException {
        int count = in.readUnsignedShort();
        var headers = new RecordHeaders();
        for (int i = 0; i < count; i++) {
            headers.add(StringValue.readString(in), readBytes(in));
        }
        return headers;
    }
}
