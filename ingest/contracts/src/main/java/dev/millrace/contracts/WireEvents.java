package dev.millrace.contracts;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code millrace.UserEvent} (inputs.proto) field by field, as {@link WireReadings}, and what both share. Single use, single
 * thread.
 */
final class WireEvents {
    private static final int TEXT = WireFormat.WIRETYPE_LENGTH_DELIMITED;
    /** Number 1 first. */
    private static final List<UserEvent.Type> TYPES = List.of(UserEvent.Type.values());

    private String userId = "";
    private String itemId = "";
    private int type;
    private @Nullable Long timestamp;
    private @Nullable Double value;
    private @Nullable String sessionId;
    private @Nullable String eventId;

    private WireEvents() {}

    /** @param bytes with the form's first byte */
    static UserEvent read(byte @Nullable [] key, byte[] bytes, long nowMillis) throws InvalidRecordException {
        var message = new WireEvents();
        try {
            message.parse(CodedInputStream.newInstance(bytes, 1, bytes.length - 1));
        } catch (IOException e) {
            throw malformed("UserEvent", e);
        }
        return message.checked(key, nowMillis);
    }

    private void parse(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | TEXT -> userId = in.readStringRequireUtf8();
                case 2 << 3 | TEXT -> itemId = in.readStringRequireUtf8();
                case 3 << 3 | WireFormat.WIRETYPE_VARINT -> type = in.readEnum();
                case 4 << 3 | WireFormat.WIRETYPE_VARINT -> timestamp = in.readInt64();
                case 5 << 3 | WireFormat.WIRETYPE_FIXED64 -> value = in.readDouble();
                case 6 << 3 | TEXT -> sessionId = in.readStringRequireUtf8();
                case 7 << 3 | TEXT -> eventId = in.readStringRequireUtf8();
                default -> skip(in, tag);
            }
        }
    }

    private UserEvent checked(byte @Nullable [] key, long nowMillis) throws InvalidRecordException {
        String user = userId.isEmpty() ? InputChecks.keyAlone("userId", key) : InputChecks.keyed("userId", userId, key);
        if (itemId.isEmpty()) {
            throw InputChecks.missing("itemId");
        }
        if (type == 0) {
            throw InputChecks.missing("type");
        }
        if (type < 0 || type > TYPES.size()) {
            throw InputChecks.noSuchType(Integer.toString(type));
        }
        long time = timestamp(timestamp, nowMillis);
        Double number = value == null ? null : (Double) InputChecks.finite("value", value);
        return new UserEvent(user, itemId, TYPES.get(type - 1), time, number, sessionId, eventId);
    }

    /** With the form's first byte; the id is left to the record's key. */
    static byte[] write(UserEvent event) {
        int type = TYPES.indexOf(event.type()) + 1;
        Double number = event.value();
        int size = CodedOutputStream.computeStringSize(2, event.itemId())
                + CodedOutputStream.computeEnumSize(3, type)
                + CodedOutputStream.computeInt64Size(4, event.timestamp())
                + (number == null ? 0 : CodedOutputStream.computeDoubleSize(5, number))
                + size(6, event.sessionId())
                + size(7, event.eventId());
        return write(size, out -> {
            out.writeString(2, event.itemId());
            out.writeEnum(3, type);
            out.writeInt64(4, event.timestamp());
            if (number != null) {
                out.writeDouble(5, number);
            }
            text(out, 6, event.sessionId());
            text(out, 7, event.eventId());
        });
    }

    private static int size(int field, @Nullable String text) {
        return text == null ? 0 : CodedOutputStream.computeStringSize(field, text);
    }

    private static void text(CodedOutputStream out, int field, @Nullable String text) throws IOException {
        if (text != null) {
            out.writeString(field, text);
        }
    }

    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    /** The form's first byte and the fields, which take {@code size} bytes. */
    static byte[] write(int size, Fields fields) {
        byte[] bytes = new byte[1 + size];
        bytes[0] = Inputs.WIRE;
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 1, size);
            fields.write(out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("a message of another size than computed", e);
        }
        return bytes;
    }

    static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("a group ends that never began");
        }
    }

    static long timestamp(@Nullable Long millis, long nowMillis) throws InvalidRecordException {
        if (millis == null) {
            throw InputChecks.missing("timestamp");
        }
        return InputChecks.timestamp("timestamp", millis, millis.toString(), nowMillis);
    }

    static InvalidRecordException malformed(String message, IOException problem) {
        return new InvalidRecordException(
                ErrorKind.MALFORMED, "not a protobuf " + message + ": " + JsonObject.firstLine(problem));
    }
}
