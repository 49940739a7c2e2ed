package dev.millrace.features.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contracts.ErrorKind;
import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.rows.ItemPopularityRow;
import dev.millrace.features.rows.UserActivityRow;
import feast.proto.types.ValueProto.Null;
import feast.proto.types.ValueProto.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowCheckTest {
    private static final Value UNSET = Value.getDefaultInstance();
    private static final Value NULL = Value.newBuilder().setNullVal(Null.NULL).build();
    private static final Map<String, Value> TITLE = Map.of("title", Values.text("Alien"), "categories", UNSET);

    private final RowCheck check = new RowCheck(FeatureViewsYaml.own());

    @Test
    void wholeRowIsReturnedAsItIs() throws Exception {
        FeatureRow row = catalog(TITLE);
        assertThat(check.whole(row)).isSameAs(row);
        FeatureRow nulls = catalog(Map.of("title", NULL, "categories", NULL));
        assertThat(check.whole(nulls)).isSameAs(nulls);
    }

    @Test
    void rowsOfTheGeneratedClassesAreWhole() throws Exception {
        FeatureRow row = UserActivityRow.of("u", Instant.ofEpochSecond(1, 7))
                .events(3L)
                .lastEventTime(Instant.EPOCH)
                .build();
        assertThat(check.whole(row)).isSameAs(row);
        assertThat(row.getEventTime()).isEqualTo(Rows.timestamp(Instant.ofEpochSecond(1, 7)));
        FeatureRow popular =
                ItemPopularityRow.of(Instant.EPOCH).items(List.of("i")).build();
        assertThat(check.whole(popular)).isSameAs(popular);
    }

    @Test
    void featureThatTheRowLacksBecomesNull() throws Exception {
        FeatureRow row = check.whole(catalog(Map.of("categories", UNSET)));
        assertThat(row.getFeaturesList())
                .extracting(FeatureRow.Feature::getName, FeatureRow.Feature::getValue)
                .containsExactly(tuple("categories", UNSET), tuple("title", UNSET));
        assertThat(row.getFeatures(1).hasValue()).isTrue();
    }

    @Test
    void viewWithoutEntitiesTakesNoJoinKey() throws Exception {
        FeatureRow row = Rows.row("item_popularity", EntityKey.of("item_id", "1"), Instant.EPOCH, Map.of());
        refuses(ErrorKind.WRONG_TYPE, row, "'item_id' is not a join key of item_popularity");
        FeatureRow right = row.toBuilder().clearJoinKeys().build();
        assertThat(check.whole(right).getFeaturesCount()).isEqualTo(2);
    }

    @Test
    void viewThatNobodyDeclaredIsRefusedWithThoseThatThereAre() {
        refuses(
                ErrorKind.WRONG_TYPE,
                catalog(TITLE).toBuilder().setFeatureView("catalog").build(),
                "'catalog' is not declared; declared are [item_catalog, item_popularity, user_activity]");
    }

    @Test
    void unknownFeatureIsRefusedWithThoseOfTheView() {
        refuses(
                ErrorKind.WRONG_TYPE,
                catalog(Map.of("titel", Values.text("Alien"))),
                "'titel' is not a feature of item_catalog, whose features are [title, categories]");
    }

    @Test
    void anotherTypeIsRefusedWithBoth() {
        refuses(
                ErrorKind.WRONG_TYPE,
                catalog(Map.of("title", Values.int64(7))),
                "'title' of item_catalog is declared STRING, given INT64");
    }

    @Test
    void joinKeysAreThoseOfTheEntitiesAndOfTheirType() {
        FeatureRow row = catalog(TITLE);
        refuses(
                ErrorKind.MISSING_KEY,
                row.toBuilder().clearJoinKeys().build(),
                "item_catalog needs [item_id], given are []");
        refuses(
                ErrorKind.WRONG_TYPE,
                Rows.row("item_catalog", EntityKey.of("item_id", 7), Instant.EPOCH, TITLE),
                "'item_id' of item_catalog is declared STRING, given INT64");
        refuses(
                ErrorKind.WRONG_TYPE,
                Rows.row("item_catalog", EntityKey.of("user_id", "7"), Instant.EPOCH, TITLE),
                "'user_id' is not a join key of item_catalog, whose join keys are [item_id]");
    }

    private void refuses(ErrorKind kind, FeatureRow row, String reason) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> check.whole(row))
                .withMessageContaining(reason)
                .satisfies(problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private static FeatureRow catalog(Map<String, Value> features) {
        return Rows.row("item_catalog", EntityKey.of("item_id", "1"), Instant.EPOCH, features);
    }
}
