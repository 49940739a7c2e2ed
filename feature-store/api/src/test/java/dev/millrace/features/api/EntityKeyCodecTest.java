package dev.millrace.features.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import feast.proto.types.ValueProto.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The worked bytes are what Feast's own Python code wrote for the same keys. */
class EntityKeyCodecTest {
    @Test
    void int64KeyHasFeastsBytes() {
        assertThat(hex(EntityKey.of("driver_id", 1001)))
                .isEqualTo("01000000020000000900000064726976" + "65725f69640400000008000000e90300000000000064656d6f");
    }

    @Test
    void stringKeyHasFeastsBytes() {
        assertThat(hex(EntityKey.of("user_id", "u1")))
                .isEqualTo("010000000200000007000000757365725f69640200000002000000753164656d6f");
    }

    @Test
    void compositeKeyIsSortedByName() {
        assertThat(hex(EntityKey.of(Map.of("user_id", Values.text("u1"), "item_id", Values.int64(7)))))
                .isEqualTo("02000000" + "0200000007000000" + "6974656d5f6964" + "0200000007000000" + "757365725f6964"
                        + "0400000008000000" + "0700000000000000" + "0200000002000000" + "7531" + "64656d6f");
    }

    @Test
    void int32KeyHasFeastsBytes() {
        Value minusOne = Value.newBuilder().setInt32Val(-1).build();
        assertThat(hex(EntityKey.of("k", minusOne)))
                .isEqualTo("0100000002000000010000006b0300000004000000ffffffff64656d6f");
    }

    @Test
    void entitylessKeyHasFeastsBytes() {
        assertThat(hex(EntityKey.none()))
                .isEqualTo("01000000020000000a000000" + "5f5f64756d6d795f6964" + "0200000000000000" + "64656d6f");
    }

    @Test
    void keysOfOlderVersionsHaveFeastsBytes() {
        EntityKey key = EntityKey.of("driver_id", 1001);
        assertThat(hex(key, EntityKeyVersion.V1))
                .isEqualTo("02000000" + "6472697665725f6964" + "0400000004000000" + "e9030000" + "64656d6f");
        assertThat(hex(key, EntityKeyVersion.V2))
                .isEqualTo("02000000" + "6472697665725f6964" + "0400000008000000" + "e903000000000000" + "64656d6f");
    }

    @Test
    void numberThatVersion1CannotHoldIsRefused() {
        for (long value : new long[] {1L << 31, -(1L << 31) - 1, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> hex(EntityKey.of("driver_id", value), EntityKeyVersion.V1))
                    .withMessageContaining("'driver_id' is " + value)
                    .withMessageContaining("redis.key-version 3");
        }
        assertThat(hex(EntityKey.of("driver_id", -1L << 31), EntityKeyVersion.V1))
                .contains("00000080");
    }

    private static String hex(EntityKey key, EntityKeyVersion version) {
        return HexFormat.of().formatHex(EntityKeyCodec.encode(key, "demo", version));
    }

    private static String hex(EntityKey key) {
        return HexFormat.of().formatHex(EntityKeyCodec.encode(key, "demo"));
    }

    /** A reader of its own, so that an error in the writer cannot hide. */
    @Property(tries = 500)
    void anIndependentReaderGetsEveryKeyBack(@ForAll("joinKeys") Map<String, Value> joinKeys) {
        ByteBuffer bytes = ByteBuffer.wrap(EntityKeyCodec.encode(EntityKey.of(joinKeys), "präjekt"))
                .order(ByteOrder.LITTLE_ENDIAN);
        var names = new String[bytes.getInt()];
        for (int i = 0; i < names.length; i++) {
            assertThat(bytes.getInt()).isEqualTo(2);
            names[i] = text(bytes, bytes.getInt());
        }
        var read = new HashMap<String, Value>();
        for (String name : names) {
            read.put(name, value(bytes));
        }
        assertThat(read).isEqualTo(joinKeys);
        assertThat(text(bytes, bytes.remaining())).isEqualTo("präjekt");
    }

    private static Value value(ByteBuffer bytes) {
        int type = bytes.getInt();
        int length = bytes.getInt();
        return switch (type) {
            case 1 ->
                Value.newBuilder()
                        .setBytesVal(ByteString.copyFrom(bytes, length))
                        .build();
            case 2 -> Values.text(text(bytes, length));
            case 3 -> Value.newBuilder().setInt32Val(bytes.getInt()).build();
            case 4 -> Values.int64(bytes.getLong());
            case 8 -> Value.newBuilder().setUnixTimestampVal(bytes.getLong()).build();
            default -> throw new AssertionError("type " + type);
        };
    }

    private static String text(ByteBuffer bytes, int length) {
        var text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<Map<String, Value>> joinKeys() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).filter(EntityKeyCodecTest::isUnicode);
        Arbitrary<Value> values = Arbitraries.oneOf(
                text.map(Values::text),
                Arbitraries.longs().map(Values::int64),
                Arbitraries.longs()
                        .map(n -> Value.newBuilder().setUnixTimestampVal(n).build()),
                Arbitraries.integers()
                        .map(n -> Value.newBuilder().setInt32Val(n).build()),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(12).map(b -> Value.newBuilder()
                        .setBytesVal(ByteString.copyFrom(b))
                        .build()));
        return Arbitraries.maps(text.filter(name -> !name.isEmpty()), values)
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Text without lone surrogates: only that has UTF-8 bytes. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
