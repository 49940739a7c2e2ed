package dev.millrace.features.materializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureRowReaderTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

    @Test
    void validRowIsRead() throws Exception {
        FeatureRow row = row(NOW, Values.float64(1));
        assertThat(FeatureRowReader.read(row.toByteArray(), NOW.toEpochMilli())).isEqualTo(row);
    }

    @Test
    void rowWithoutEntitiesIsValid() throws Exception {
        FeatureRow row = row(NOW, Values.int64(1)).toBuilder().clearJoinKeys().build();
        assertThat(FeatureRowReader.read(row.toByteArray(), NOW.toEpochMilli())).isEqualTo(row);
    }

    @Test
    void bytesThatAreNoRowAreMalformed() {
        refuses(ErrorKind.MALFORMED, "no value", null);
        refuses(ErrorKind.MALFORMED, "not a millrace.FeatureRow", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void missingPartsAreNamed() {
        FeatureRow row = row(NOW, Values.int64(1));
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
        FeatureRow row = row(NOW, Values.int64(1)).toBuilder()
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
        FeatureRow row = row(tomorrow, Values.int64(1));
        assertThat(FeatureRowReader.read(row.toByteArray(), NOW.toEpochMilli())).isEqualTo(row);
        refuses(
                ErrorKind.FUTURE_TIME,
                "2024-01-02",
                row(tomorrow.plusNanos(1), Values.int64(1)).toByteArray());
    }

    private static void refuses(ErrorKind kind, String reason, byte @Nullable [] value) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> FeatureRowReader.read(value, NOW.toEpochMilli()))
                .withMessageContaining(reason)
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private static FeatureRow row(Instant eventTime, Value a) {
        return Rows.row("v", EntityKey.of("e", "1"), eventTime, Map.of("a", a));
    }
}
