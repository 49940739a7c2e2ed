package dev.millrace.features.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Redis's protocol, as far as commands are encoded here: an array of bulk strings. */
final class Resp {
    private static final int CRLF = '\r' << Byte.SIZE | '\n';

    private Resp() {}

    static void writeArray(ByteBuf out, int length) {
        writeNumber(out, '*', length);
    }

    static void write(ByteBuf out, byte[] text) {
        writeNumber(out, '$', text.length);
        out.writeBytes(text);
        out.writeShort(CRLF);
    }

    private static void writeNumber(ByteBuf out, char type, int number) {
        out.writeByte(type);
        ByteBufUtil.writeAscii(out, Integer.toString(number));
        out.writeShort(CRLF);
    }
}
