package dev.millrace.features.serving;

import static dev.millrace.features.api.Rows.row;
import static dev.millrace.features.api.Rows.timestamp;
import static dev.millrace.features.serving.Shop.NOW;
import static dev.millrace.features.serving.Shop.column;
import static dev.millrace.features.serving.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Values;
import feast.proto.serving.ServingAPIProto.FieldStatus;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesResponse;
import feast.proto.types.ValueProto.Null;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureReaderTest {
    private static final Value NO_VALUE = Value.getDefaultInstance();
    private static final Timestamp NO_TIME = Timestamp.getDefaultInstance();
    private static final EntityKey ANN = EntityKey.of("user_id", "ann");
    private static final EntityKey BOB = EntityKey.of("user_id", "bob");

    private final FaultyFeatureStore store = new FaultyFeatureStore();
    private final FeatureReader reader = Shop.reader(store, Naming.REFERENCE, 100);

    @Test
    void statusesAndTimesAreThoseOfFeast() {
        Instant recent = NOW.minusSeconds(60);
        Instant old = NOW.minus(Duration.ofHours(1)).minusNanos(1);
        Value explicitNull = Value.newBuilder().setNullVal(Null.NULL).build();
        store.write(List.of(
                row("user_stats", ANN, recent, Map.of("clicks", Values.int64(0), "rate", explicitNull)),
                row("user_stats", BOB, old, Map.of("clicks", Values.int64(7), "rate", NO_VALUE))));
        var response = read(request("user_stats:clicks", "user_stats:rate", "user_stats:note")
                .putEntities("user_id", column(Values.text("ann"), Values.text("bob"), Values.text("nobody"))));

        assertThat(response.getMetadata().getFeatureNames().getValList())
                .containsExactly("user_stats:clicks", "user_stats:rate", "user_stats:note");
        var clicks = response.getResults(0);
        assertThat(clicks.getValuesList()).containsExactly(Values.int64(0), Values.int64(7), NO_VALUE);
        assertThat(clicks.getStatusesList())
                .containsExactly(FieldStatus.PRESENT, FieldStatus.OUTSIDE_MAX_AGE, FieldStatus.NOT_FOUND);
        assertThat(clicks.getEventTimestampsList()).containsExactly(timestamp(recent), timestamp(old), NO_TIME);
        var rate = response.getResults(1);
        assertThat(rate.getValuesList()).containsExactly(NO_VALUE, NO_VALUE, NO_VALUE);
        assertThat(rate.getStatusesList())
                .containsExactly(FieldStatus.NULL_VALUE, FieldStatus.OUTSIDE_MAX_AGE, FieldStatus.NOT_FOUND);
        assertThat(rate.getEventTimestampsList()).containsExactly(timestamp(recent), timestamp(old), NO_TIME);
        assertThat(response.getResults(2).getStatusesList()).containsOnly(FieldStatus.NOT_FOUND);
        assertThat(response.getResults(2).getEventTimestampsList()).containsOnly(NO_TIME);
    }

    @Test
    void viewsWithOtherJoinKeysAreReadInOneBatchEachAndKeepTheirPlaces() {
        store.write(List.of(
                row("user_stats", ANN, NOW, Map.of("clicks", Values.int64(1))),
                row("user_profile", ANN, NOW, Map.of("clicks", Values.int64(2))),
                row("user_stats", BOB, NOW, Map.of("clicks", Values.int64(3))),
                row("item_stats", EntityKey.of("item_id", 8), NOW, Map.of("price", Values.float64(4.5))),
                row(
                        "affinity",
                        pair("bob", 9),
                        NOW,
                        Map.of("score", Value.newBuilder().setFloatVal(5).build())),
                row("totals", EntityKey.none(), NOW, Map.of("orders", Values.int64(6)))));
        var response = read(request(
                        "user_stats:clicks",
                        "totals:orders",
                        "item_stats:price",
                        "user_profile:clicks",
                        "affinity:score")
                .putEntities("user_id", column(Values.text("ann"), Values.text("bob")))
                .putEntities("item_id", column(Values.int64(8), Values.int64(9)))
                .putEntities("basket_id", column(Values.text("x"), NO_VALUE)));
        assertThat(values(response, 0)).containsExactly("int64_val: 1", "int64_val: 3");
        assertThat(values(response, 1)).containsExactly("int64_val: 6", "int64_val: 6");
        assertThat(values(response, 2)).containsExactly("double_val: 4.5", "");
        assertThat(values(response, 3)).containsExactly("int64_val: 2", "");
        assertThat(values(response, 4)).containsExactly("", "float_val: 5.0");
        assertThat(store.reads().stream().map(Object::toString))
                .containsExactlyInAnyOrder(
                        "[user_stats:clicks, user_profile:clicks]",
                        "[totals:orders]",
                        "[item_stats:price]",
                        "[affinity:score]");
    }

    private static EntityKey pair(String user, long item) {
        return EntityKey.of(Map.of("user_id", Values.text(user), "item_id", Values.int64(item)));
    }

    @Test
    void aServiceIsItsFeatures() {
        store.write(List.of(row("totals", EntityKey.none(), NOW, Map.of("orders", Values.int64(6)))));
        var response = read(GetOnlineFeaturesRequest.newBuilder()
                .setFeatureService("model_v1")
                .setFullFeatureNames(true)
                .putEntities("user_id", column(Values.text("ann")))
                .putEntities("item_id", column(Values.int64(8))));
        assertThat(response.getMetadata().getFeatureNames().getValList())
                .containsExactly("affinity__score", "user_stats__clicks", "totals__orders");
        assertThat(values(response, 2)).containsExactly("int64_val: 6");
    }

    @Test
    void viewsWithoutEntitiesNeedNoneAndAnswerOneRow() {
        store.write(List.of(row("totals", EntityKey.none(), NOW, Map.of("orders", Values.int64(6)))));
        assertThat(values(read(request("totals:orders")), 0)).containsExactly("int64_val: 6");
    }

    @Test
    void noRowsAreNoValues() {
        var response = read(request("user_stats:clicks").putEntities("user_id", column()));
        assertThat(response.getResultsCount()).isEqualTo(1);
        assertThat(values(response, 0)).isEmpty();
    }

    @Test
    void aValueOfAnotherTypeThanDeclaredIsNotFoundAndCounted() {
        store.write(
                List.of(row("user_stats", ANN, NOW, Map.of("clicks", Values.text("7"), "rate", Values.float64(1)))));
        Answer answer = reader.read(request("user_stats:clicks", "user_stats:rate")
                .putEntities("user_id", column(Values.text("ann")))
                .build());
        assertThat(answer.response().getResults(0).getStatuses(0)).isEqualTo(FieldStatus.NOT_FOUND);
        assertThat(answer.response().getResults(0).getValues(0)).isEqualTo(NO_VALUE);
        assertThat(answer.mistyped()).isEqualTo(1);
        assertThat(answer.rows()).isEqualTo(1);
        assertThat(answer.statuses()).isEqualTo(Map.of(FieldStatus.NOT_FOUND, 1, FieldStatus.PRESENT, 1));
    }

    private GetOnlineFeaturesResponse read(GetOnlineFeaturesRequest.Builder request) {
        return reader.read(request.build()).response();
    }

    private static List<String> values(GetOnlineFeaturesResponse response, int column) {
        return response.getResults(column).getValuesList().stream()
                .map(value -> value.toString().strip())
                .toList();
    }
}
