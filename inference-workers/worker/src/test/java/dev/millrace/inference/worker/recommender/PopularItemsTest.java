package dev.millrace.inference.worker.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import dev.millrace.contracts.Recommendation;
import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.InMemoryFeatureStore;
import dev.millrace.features.api.WriteResult;
import dev.millrace.inference.worker.head.UnavailableException;
import feast.proto.types.ValueProto.DoubleList;
import feast.proto.types.ValueProto.StringList;
import feast.proto.types.ValueProto.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularItemsTest {
    private final FaultyStore store = new FaultyStore();
    private long nanos;
    private final PopularItems popular = new PopularItems(store, Duration.ofSeconds(1), () -> nanos);

    @Test
    void anAbsentViewIsAnEmptyList() throws Exception {
        assertThat(popular.current()).isEmpty();
    }

    @Test
    void theListIsReadAgainWhenItIsOld() throws Exception {
        assertThat(popular.current()).isEmpty();
        store.write(List.of(row(1, List.of("a", "b"), List.of(2.0, 1.0))));
        assertThat(popular.current()).isEmpty();
        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(popular.current()).containsExactly(new Recommendation.Item("a", 2), new Recommendation.Item("b", 1));
    }

    @Test
    void aStoreThatIsAwayIsToldAndAskedAgain() throws Exception {
        store.away = true;
        assertThatThrownBy(popular::current).isInstanceOf(UnavailableException.class);
        store.away = false;
        assertThat(popular.current()).isEmpty();
    }

    private static FeatureRow row(long seconds, List<String> items, List<Double> scores) {
        return FeatureRow.newBuilder()
                .setFeatureView("item_popularity")
                .setEventTime(Timestamp.newBuilder().setSeconds(seconds))
                .addFeatures(FeatureRow.Feature.newBuilder()
                        .setName("items")
                        .setValue(Value.newBuilder()
                                .setStringListVal(StringList.newBuilder().addAllVal(items))))
                .addFeatures(FeatureRow.Feature.newBuilder()
                        .setName("scores")
                        .setValue(Value.newBuilder()
                                .setDoubleListVal(DoubleList.newBuilder().addAllVal(scores))))
                .build();
    }

    private static final class FaultyStore implements FeatureStore {
        private final InMemoryFeatureStore store = new InMemoryFeatureStore();
        private boolean away;

        @Override
        public List<FeatureVector> read(FeatureRefs refs, List<EntityKey> keys) {
            if (away) {
                throw new FeatureStoreUnavailableException("away", null);
            }
            return store.read(refs, keys);
        }

        @Override
        public WriteResult write(List<FeatureRow> rows) {
            return store.write(rows);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
