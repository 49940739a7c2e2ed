package dev.millrace.features.decorators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureStore;
import dev.millrace.features.api.FeatureStoreUnavailableException;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CachedFeatureStoreTest {
    private static final FeatureRefs PRICE = FeatureRefs.of("item", List.of("price"));
    private static final Duration STALENESS = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final FaultyFeatureStore backend = new FaultyFeatureStore();
    private final FeatureStore store = wrap(1_000);

    private FeatureStore wrap(long entries) {
        return CachedFeatureStore.wrap(
                backend, new CachePolicy(Set.of("item"), STALENESS, entries), FeatureStoreMetrics.NONE, clock::nanos);
    }

    @Test
    void vectorIsUsedUntilItIsTooOld() {
        backend.write(List.of(row(1, 1)));
        assertThat(price(1)).isEqualTo(1);
        backend.write(List.of(row(1, 2)));
        clock.advance(STALENESS.minusNanos(1));
        assertThat(price(1)).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        assertThat(price(1)).isEqualTo(2);
        assertThat(backend.reads()).hasSize(2);
    }

    @Test
    void whatABatchMissesIsReadInOneBatch() {
        backend.write(List.of(row(1, 1), row(2, 2), row(3, 3)));
        store.read(PRICE, List.of(item(2)));
        List<FeatureVector> vectors = store.read(PRICE, List.of(item(3), item(2), item(1), item(4), item(3)));
        assertThat(vectors)
                .extracting(vector -> vector.number("price").orElse(-1))
                .containsExactly(3.0, 2.0, 1.0, -1.0, 3.0);
        assertThat(backend.reads()).hasSize(2);
        assertThat(backend.reads().get(1)).containsExactlyInAnyOrder(item(1), item(3), item(4));
    }

    @Test
    void absentEntitiesAreKeptToo() {
        assertThat(store.read(PRICE, item(9))).isEqualTo(FeatureVector.missing(PRICE));
        assertThat(store.read(PRICE, item(9))).isEqualTo(FeatureVector.missing(PRICE));
        assertThat(backend.reads()).hasSize(1);
    }

    @Test
    void otherViewsAreAlwaysRead() {
        FeatureRefs mixed = FeatureRefs.of(List.of(new FeatureRef("item", "price"), new FeatureRef("stock", "n")));
        for (FeatureRefs refs : List.of(mixed, FeatureRefs.of("stock", List.of("n")))) {
            store.read(refs, item(1));
            store.read(refs, item(1));
        }
        assertThat(backend.reads()).hasSize(4);
    }

    @Test
    void ownWritesAreSeenAtOnce() {
        FeatureRefs wider = FeatureRefs.of("item", List.of("price", "weight"));
        store.write(List.of(row(1, 1), row(2, 2)));
        price(1);
        price(2);
        store.read(wider, item(1));
        store.write(List.of(row(1, 5)));
        assertThat(price(1)).isEqualTo(5);
        assertThat(store.read(wider, item(1)).number("price")).hasValue(5);
        int reads = backend.reads().size();
        assertThat(price(2)).isEqualTo(2);
        assertThat(backend.reads()).as("others stay").hasSize(reads);
    }

    @Test
    void ownWritesAreSeenUnderManySetsOfFeatures() {
        store.write(List.of(row(1, 1)));
        for (int i = 0; i < 300; i++) {
            store.read(FeatureRefs.of("item", List.of("price", "f" + i)), item(1));
        }
        store.write(List.of(row(1, 5)));
        for (int i = 0; i < 300; i++) {
            FeatureRefs refs = FeatureRefs.of("item", List.of("price", "f" + i));
            assertThat(store.read(refs, item(1)).number("price")).hasValue(5);
        }
    }

    @Test
    void noMoreThanTheGreatestNumberIsKept() {
        FeatureStore small = wrap(10);
        List<EntityKey> keys = IntStream.range(0, 1_000).mapToObj(i -> item(i)).toList();
        small.read(PRICE, keys);
        small.read(PRICE, keys);
        assertThat(backend.reads().get(1)).hasSizeGreaterThanOrEqualTo(990);
    }

    @Test
    void threadsThatMissTogetherReadOnce() throws Exception {
        backend.write(List.of(row(1, 1)));
        var release = new CountDownLatch(1);
        backend.holdReads(release);
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Double>> prices = new ArrayList<>();
            prices.add(pool.submit(() -> price(1)));
            Awaitility.await().until(() -> backend.reads().size() == 1);
            for (int i = 0; i < 7; i++) {
                prices.add(pool.submit(() -> price(1)));
            }
            release.countDown();
            for (Future<Double> price : prices) {
                assertThat(price.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
            assertThat(backend.reads()).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The read saw the old row, the write came, and only then the read ends: what it saw must not be kept. */
    @Test
    void writeDuringAReadIsNotHiddenByIt() throws Exception {
        backend.write(List.of(row(1, 1)));
        var release = new CountDownLatch(1);
        backend.holdReads(release);
        var pool = Executors.newSingleThreadExecutor();
        try {
            Future<Double> early = pool.submit(() -> price(1));
            Awaitility.await().until(() -> backend.reads().size() == 1);
            store.write(List.of(row(1, 2)));
            release.countDown();
            assertThat(early.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(price(1)).isEqualTo(2);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void failureIsToldAndNotKept() {
        backend.write(List.of(row(1, 1)));
        backend.away(true);
        assertThatExceptionOfType(FeatureStoreUnavailableException.class).isThrownBy(() -> price(1));
        backend.away(false);
        assertThat(price(1)).isEqualTo(1);
    }

    @Test
    void badPoliciesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CachePolicy(Set.of(), STALENESS, 1))
                .withMessageContaining("views");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CachePolicy(Set.of("v"), Duration.ZERO, 1))
                .withMessageContaining("maxStaleness: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CachePolicy(Set.of("v"), STALENESS, 0))
                .withMessageContaining("maxEntries: 0");
    }

    private double price(int item) {
        return store.read(PRICE, item(item)).number("price").orElse(-1);
    }

    private static EntityKey item(int item) {
        return EntityKey.of("item_id", item);
    }

    private static FeatureRow row(int item, int price) {
        return Rows.row("item", item(item), ManualClock.T0.plusSeconds(price), Map.of("price", Values.int64(price)));
    }
}
