package dev.millrace.features.serving;

import static dev.millrace.features.serving.Shop.column;
import static dev.millrace.features.serving.Shop.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.features.api.Values;
import feast.proto.serving.ServingAPIProto.GetOnlineFeaturesRequest;
import feast.proto.types.ValueProto.RepeatedValue;
import feast.proto.types.ValueProto.Value;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

/** Each wrong request is refused before anything is read, with a message that says what is wrong. */
class RefusalTest {
    private static final RepeatedValue ANN = column(Values.text("ann"));

    private final FaultyFeatureStore store = new FaultyFeatureStore();

    @Test
    void whatIsNotDeclaredIsNotFound() {
        refused(
                request("user_stat:clicks").putEntities("user_id", ANN),
                Status.Code.NOT_FOUND,
                "features: view 'user_stat' is not declared; declared are [user_stats, user_profile, item_stats, affinity, totals]");
        refused(
                request("user_stats:click").putEntities("user_id", ANN),
                Status.Code.NOT_FOUND,
                "features: view 'user_stats' has no feature 'click'; it has [clicks, rate, note]");
        refused(
                GetOnlineFeaturesRequest.newBuilder().setFeatureService("model_v2"),
                Status.Code.NOT_FOUND,
                "feature_service: 'model_v2' is not declared; declared are [model_v1]");
    }

    @Test
    void featuresMustBeGivenOnceAndAsViewAndFeature() {
        invalid(request(), "features: none asked for");
        invalid(GetOnlineFeaturesRequest.newBuilder(), "features: none asked for");
        invalid(request("clicks"), "features: feature reference: 'clicks' is not of the form view:feature");
        invalid(request("totals:orders", "totals:orders"), "features: 'totals:orders' is asked for twice");
    }

    @Test
    void onDemandFeaturesAreNotSupported() {
        invalid(request("totals:orders").putRequestContext("hour", ANN), "request_context: on-demand features");
    }

    @Test
    void joinKeysMustBeThereAndOfTheDeclaredType() {
        invalid(
                request("user_stats:clicks").putEntities("user", ANN),
                "entities: join key 'user_id' (STRING) is missing; given are [user]");
        invalid(request("user_stats:clicks"), "entities: join key 'user_id' (STRING) is missing; given are []");
        invalid(
                request("user_stats:clicks").putEntities("user_id", column(Values.text("ann"), Values.int64(7))),
                "entities: 'user_id' is STRING, row 1 gives INT64_VAL");
        invalid(
                request("user_stats:clicks")
                        .putEntities(
                                "user_id",
                                column(Value.newBuilder().setInt32Val(7).build())),
                "entities: 'user_id' is STRING, row 0 gives INT32_VAL");
        invalid(
                request("item_stats:price").putEntities("item_id", column(Values.text("7"))),
                "entities: 'item_id' is INT64, row 0 gives STRING_VAL");
        invalid(
                request("item_stats:price").putEntities("item_id", column(Value.getDefaultInstance())),
                "entities: 'item_id' is INT64, row 0 gives no value");
    }

    @Test
    void aSecondGroupIsCheckedBeforeTheFirstIsRead() {
        invalid(
                request("user_stats:clicks", "item_stats:price")
                        .putEntities("user_id", ANN)
                        .putEntities("item_id", column(Values.text("7"))),
                "entities: 'item_id' is INT64");
    }

    @Test
    void columnsMustBeOfOneLengthAndNotTooLong() {
        invalid(
                request("user_stats:clicks").putEntities("user_id", ANN).putEntities("other", column()),
                "entities: columns differ in length: [other has 0, user_id has 1]");
        invalid(
                request("user_stats:clicks")
                        .putEntities("user_id", column(Values.text("a"), Values.text("b"), Values.text("c"))),
                "entities: 3 rows, at most 2 a request (serving.max-rows): split it");
    }

    @Test
    void briefNamesMustTellFeaturesApart() {
        var asked = request("user_stats:clicks", "user_profile:clicks").putEntities("user_id", ANN);
        invalid(asked, Naming.FEATURE, "features: two of them are called 'clicks'; ask with full_feature_names");
        var reader = Shop.reader(store, Naming.FEATURE, 2);
        assertThat(reader.read(asked.setFullFeatureNames(true).build())
                        .response()
                        .getMetadata()
                        .getFeatureNames()
                        .getValList())
                .containsExactly("user_stats__clicks", "user_profile__clicks");
        assertThat(reader.read(request("user_stats:clicks", "user_profile:city")
                                .putEntities("user_id", ANN)
                                .build())
                        .response()
                        .getMetadata()
                        .getFeatureNames()
                        .getValList())
                .containsExactly("clicks", "city");
    }

    private void invalid(GetOnlineFeaturesRequest.Builder request, String message) {
        refused(request, Status.Code.INVALID_ARGUMENT, message);
    }

    private void invalid(GetOnlineFeaturesRequest.Builder request, Naming naming, String message) {
        refused(request, naming, Status.Code.INVALID_ARGUMENT, message);
    }

    private void refused(GetOnlineFeaturesRequest.Builder request, Status.Code code, String message) {
        refused(request, Naming.REFERENCE, code, message);
    }

    private void refused(GetOnlineFeaturesRequest.Builder request, Naming naming, Status.Code code, String message) {
        var reader = Shop.reader(store, naming, 2);
        var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> reader.read(request.build()));
        assertThat(refusal).as("refusal of %s", request).isNotNull();
        assertThat(refusal.getStatus().getCode()).isEqualTo(code);
        assertThat(refusal.getStatus().getDescription()).startsWith(message);
        assertThat(store.reads()).isEmpty();
    }
}
