package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Null;
import feast.proto.types.ValueProto.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The worked bytes are what Feast's own Python code wrote. */
class FeastHashTest {
    @Test
    void featureFieldHasFeastsBytes() {
        assertThat(hex(FeastHash.feature("driver_hourly_stats", "conv_rate"))).isEqualTo("6160e3da");
    }

    @Test
    void eventTimeFieldIsTheViewsNameInText() {
        assertThat(FeastHash.eventTime("driver_hourly_stats"))
                .isEqualTo("_ts:driver_hourly_stats".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void eventTimeHasFeastsBytes() {
        assertThat(hex(Rows.timestamp(Instant.ofEpochMilli(1_700_000_000_123L))))
                .isEqualTo("0880e2cfaa0610c0a9d33a");
    }

    @Test
    void valuesHaveFeastsBytes() {
        assertThat(hex(Values.float64(0.5))).isEqualTo("29000000000000e03f");
        assertThat(hex(Value.newBuilder().setFloatVal(0.5f).build())).isEqualTo("350000003f");
        assertThat(hex(Values.int64(1001))).isEqualTo("20e907");
        assertThat(hex(Values.int64(0))).isEqualTo("2000");
        assertThat(hex(Values.text("u1"))).isEqualTo("12027531");
        assertThat(hex(Value.newBuilder().setBoolVal(false).build())).isEqualTo("3800");
        assertThat(hex(Value.newBuilder().setNullVal(Null.NULL).build())).isEqualTo("980100");
        assertThat(hex(Value.getDefaultInstance())).isEmpty();
        FloatList list = FloatList.newBuilder().addVal(1).addVal(2).build();
        assertThat(hex(Value.newBuilder().setFloatListVal(list).build())).isEqualTo("82010a0a080000803f00000040");
    }

    private static String hex(MessageLite message) {
        return hex(message.toByteArray());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
