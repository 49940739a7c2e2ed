package dev.millrace.features.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellsTest {
    private static final Instant TIME = Instant.ofEpochSecond(-1, 999_999_999);

    @Test
    void everyTypeHasItsCase() {
        Map<Value.ValCase, Value> cells = Map.ofEntries(
                Map.entry(Value.ValCase.BYTES_VAL, Cells.bytesVal(ByteString.copyFromUtf8("a"))),
                Map.entry(Value.ValCase.STRING_VAL, Cells.stringVal("")),
                Map.entry(Value.ValCase.INT32_VAL, Cells.int32Val(0)),
                Map.entry(Value.ValCase.INT64_VAL, Cells.int64Val(0L)),
                Map.entry(Value.ValCase.DOUBLE_VAL, Cells.doubleVal(0.0)),
                Map.entry(Value.ValCase.FLOAT_VAL, Cells.floatVal(0f)),
                Map.entry(Value.ValCase.BOOL_VAL, Cells.boolVal(false)),
                Map.entry(Value.ValCase.UNIX_TIMESTAMP_VAL, Cells.unixTimestampVal(TIME)),
                Map.entry(Value.ValCase.BYTES_LIST_VAL, Cells.bytesListVal(List.of())),
                Map.entry(Value.ValCase.STRING_LIST_VAL, Cells.stringListVal(List.of("a"))),
                Map.entry(Value.ValCase.INT32_LIST_VAL, Cells.int32ListVal(List.of(1))),
                Map.entry(Value.ValCase.INT64_LIST_VAL, Cells.int64ListVal(List.of(1L))),
                Map.entry(Value.ValCase.DOUBLE_LIST_VAL, Cells.doubleListVal(List.of(1.0))),
                Map.entry(Value.ValCase.FLOAT_LIST_VAL, Cells.floatListVal(List.of(1f))),
                Map.entry(Value.ValCase.BOOL_LIST_VAL, Cells.boolListVal(List.of(true))),
                Map.entry(Value.ValCase.UNIX_TIMESTAMP_LIST_VAL, Cells.unixTimestampListVal(List.of(TIME))));
        cells.forEach((expected, cell) -> assertThat(cell.getValCase()).isEqualTo(expected));
    }

    @Test
    void noValueIsNull() {
        assertThat(List.of(Cells.int64Val(null), Cells.stringVal(null), Cells.unixTimestampListVal(null)))
                .containsOnly(Value.getDefaultInstance());
    }

    @Test
    void timesAreWholeSecondsRoundedDown() {
        assertThat(Cells.unixTimestampVal(TIME).getUnixTimestampVal()).isEqualTo(-1);
        assertThat(Cells.unixTimestampListVal(List.of(TIME))
                        .getUnixTimestampListVal()
                        .getVal(0))
                .isEqualTo(-1);
    }
}
