package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.views.Feature;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.Value;
import feast.proto.types.ValueProto.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureRowReaderTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final FeatureRowReader READER = TestViews.reader(
            new Feature("a", ValueType.Enum.DOUBLE, ""), new Feature("b", ValueType.Enum.DOUBLE_LIST, ""));

    @Test
    void validRowIsRead() throws Exception {
        FeatureRow row = row(NOW, Values.float64(1));
        assertThat(READER.read(row.toByteArray(), NOW.toEpochMilli())).isEqualTo(row);
    }

    @Test
    void rowIsHeldAgainstTheDeclaredView() throws Exception {
        FeatureRow row = row(NOW, Values.float64(1));
        refuses(
                ErrorKind.WRONG_TYPE,
                "declared DOUBLE, given INT64",
                row(NOW, Values.int64(1)).toByteArray());
        refuses(
                ErrorKind.MISSING_KEY,
                "v needs [e]",
                row.toBuilder().clearJoinKeys().build().toByteArray());
        FeatureRow part = Rows.row("v", EntityKey.of("e", "1"), NOW, Map.of("b", Value.getDefaultInstance()));
        assertThat(READER.read(part.toByteArray(), NOW.toEpochMilli()).getFeaturesList())
                .extracting(FeatureRow.Feature::getName)
                .containsExactly("b", "a");
    }

    @Test
    void bytesThatAreNoRowAreMalformed() {
        refuses(ErrorKind.MALFORMED, "no value", null);
        refuses(ErrorKind.MALFORMED, "not a millrace.FeatureRow", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void missingPartsAreNamed() {
        FeatureRow row = row(NOW, Values.float64(1));
        refuses(ErrorKind.MISSING_KEY, "feature_view", new byte[0]);
        refuses(
                ErrorKind.MISSING_KEY,
                "event_time",
                row.toBuilder().clearEventTime().build().toByteArray());
        refuses(
                ErrorKind.MISSING_KEY,
                "features",
                row.toBuilder().clearFeatures().build().toByteArray());
    }

    @Test
    void joinKeyOfAForbiddenTypeIsNamed() {
        FeatureRow row = row(NOW, Values.float64(1)).toBuilder()
                .addJoinKeys(FeatureRow.JoinKey.newBuilder().setName("price").setValue(Values.float64(1)))
                .build();
        refuses(ErrorKind.WRONG_TYPE, "'price' has type DOUBLE_VAL", row.toByteArray());
    }

    @Test
    void numbersThatAreNotFiniteAreRefusedInListsToo() {
        refuses(
                ErrorKind.NOT_FINITE,
                "'a'",
                row(NOW, Values.float64(Double.NaN)).toByteArray());
        Value list = Value.newBuilder()
                .setDoubleListVal(DoubleList.newBuilder().addVal(1).addVal(Double.NEGATIVE_INFINITY))
                .build();
        refuses(ErrorKind.NOT_FINITE, "'a'", row(NOW, list).toByteArray());
    }

    @Test
    void rowFromTheFarFutureIsRefusedAndOneOfTomorrowIsNot() throws Exception {
        Instant tomorrow = NOW.plusSeconds(24 * 60 * 60);
        FeatureRow row = row(tomorrow, Values.float64(1));
        assertThat(READER.read(row.toByteArray(), NOW.toEpochMilli())).isEqualTo(row);
        refuses(
                ErrorKind.FUTURE_TIME,
                "2024-01-02",
                row(tomorrow.plusNanos(1), Values.float64(1)).toByteArray());
    }

    private static void refuses(ErrorKind kind, String reason, byte @Nullable [] value) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> READER.read(value, NOW.toEpochMilli()))
                .withMessageContaining(reason)
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private static FeatureRow row(Instant eventTime, Value a) {
        return Rows.row("v", EntityKey.of("e", "1"), eventTime, Map.of("a", a, "b", Value.getDefaultInstance()));
    }
}
