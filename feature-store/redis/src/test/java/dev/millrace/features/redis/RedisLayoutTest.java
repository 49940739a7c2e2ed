package dev.millrace.features.redis;

import static dev.millrace.features.redis.RawRedis.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.features.FeatureRow;
import dev.millrace.features.api.EntityKey;
import dev.millrace.features.api.EntityKeyVersion;
import dev.millrace.features.api.FeatureRefs;
import dev.millrace.features.api.FeatureVector;
import dev.millrace.features.api.Presence;
import dev.millrace.features.api.Rows;
import dev.millrace.features.api.Values;
import dev.millrace.features.api.WriteResult;
import feast.proto.types.ValueProto.FloatList;
import feast.proto.types.ValueProto.Null;
import feast.proto.types.ValueProto.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What lies in Redis is what Feast would have written, and what Feast has written is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisLayoutTest {
    private static final byte[] DRIVER_1001 = bytes(
            "010000000200000009000000" + "6472697665725f6964" + "0400000008000000" + "e903000000000000" + "64656d6f");
    private static final byte[] CONV_RATE = bytes("6160e3da");
    private static final byte[] TS = "_ts:driver_hourly_stats".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] T0_BYTES = bytes("0880e2cfaa0610c0a9d33a");
    private static final Instant T0 = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final String VIEW = "driver_hourly_stats";
    private static final FeatureRefs CONV_RATE_REF = FeatureRefs.of(VIEW, List.of("conv_rate"));
    private static final EntityKey DRIVER = EntityKey.of("driver_id", 1001);

    private RawRedis redis;
    private RedisFeatureStore store;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        redis = RawRedis.start(folder);
    }

    @AfterAll
    void stop() throws InterruptedException {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.commands().flushall();
        store = RedisFeatureStore.connect(redis.uri(), "demo");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void writtenRowHasFeastsBytes() {
        store.write(List.of(row(T0, Values.float64(0.5))));
        assertThat(redis.commands().keys("*")).containsExactly(DRIVER_1001);
        Map<byte[], byte[]> hash = redis.commands().hgetall(DRIVER_1001);
        assertThat(hash).hasSize(2);
        assertThat(redis.commands().hget(DRIVER_1001, CONV_RATE)).isEqualTo(bytes("29000000000000e03f"));
        assertThat(redis.commands().hget(DRIVER_1001, TS)).isEqualTo(T0_BYTES);
    }

    /** The worked bytes of Feast's own writer. */
    @Test
    void valuesOfEveryTypeHaveFeastsBytes() {
        Map<String, Value> values = Map.of(
                "29000000000000e03f", Values.float64(0.5),
                "350000003f", Value.newBuilder().setFloatVal(0.5f).build(),
                "20e907", Values.int64(1001),
                "2000", Values.int64(0),
                "12027531", Values.text("u1"),
                "3800", Value.newBuilder().setBoolVal(false).build(),
                "980100", Value.newBuilder().setNullVal(Null.NULL).build(),
                "", Value.getDefaultInstance(),
                "82010a0a080000803f00000040",
                        Value.newBuilder()
                                .setFloatListVal(
                                        FloatList.newBuilder().addVal(1).addVal(2))
                                .build());
        int later = 0;
        for (Map.Entry<String, Value> one : values.entrySet()) {
            store.write(List.of(row(T0.plusSeconds(later++), one.getValue())));
            assertThat(redis.commands().hget(DRIVER_1001, CONV_RATE)).isEqualTo(bytes(one.getKey()));
            assertThat(read().presence("conv_rate"))
                    .isEqualTo(Values.isNull(one.getValue()) ? Presence.NULL_VALUE : Presence.PRESENT);
        }
    }

    @Test
    void keysOfAnOlderFeastAreWrittenAndReadWhereItIsAskedFor() {
        byte[] version2 =
                bytes("02000000" + "6472697665725f6964" + "0400000008000000" + "e903000000000000" + "64656d6f");
        var options = RedisStoreOptions.of(redis.uri(), "demo").withKeyVersion(EntityKeyVersion.V2);
        try (RedisFeatureStore older = RedisFeatureStore.connect(options)) {
            older.write(List.of(row(T0, Values.int64(1))));
            assertThat(redis.commands().keys("*")).containsExactly(version2);
            assertThat(older.read(CONV_RATE_REF, DRIVER).number("conv_rate")).hasValue(1);
        }
        assertThat(read().found()).isFalse();
        try (RedisFeatureStore oldest = RedisFeatureStore.connect(options.withKeyVersion(EntityKeyVersion.V1))) {
            FeatureRow large =
                    Rows.row(VIEW, EntityKey.of("driver_id", 1L << 40), T0, Map.of("conv_rate", Values.int64(1)));
            WriteResult result = oldest.write(List.of(large, row(T0, Values.int64(1))));
            assertThat(result.written()).isEqualTo(1);
            assertThat(result.rejected()).singleElement().satisfies(rejected -> assertThat(rejected.reason())
                    .contains("redis.key-version 3"));
        }
    }

    @Test
    void nullIsAnEmptyField() {
        store.write(List.of(row(T0, Value.getDefaultInstance())));
        assertThat(redis.commands().hget(DRIVER_1001, CONV_RATE)).isEmpty();
        assertThat(read().presence("conv_rate")).isEqualTo(Presence.NULL_VALUE);
    }

    @Test
    void rowThatFeastWroteIsReadAndObeyed() {
        redis.commands().hset(DRIVER_1001, Map.of(TS, T0_BYTES, CONV_RATE, bytes("350000003f")));
        assertThat(read().number("conv_rate")).hasValue(0.5);
        assertThat(read().eventTimeOf(VIEW)).isEqualTo(T0);
        assertThat(store.write(List.of(row(T0, Values.int64(1)))).stale()).isEqualTo(1);
        assertThat(store.write(List.of(row(T0.plusNanos(1), Values.int64(1)))).written())
                .isEqualTo(1);
    }

    @Test
    void timeInWholeSecondsOfAnOlderFeastIsUnderstood() {
        redis.commands().hset(DRIVER_1001, Map.of(TS, bytes("0880e2cfaa06"), CONV_RATE, bytes("2001")));
        Instant wholeSecond = Instant.ofEpochSecond(1_700_000_000L);
        assertThat(read().eventTimeOf(VIEW)).isEqualTo(wholeSecond);
        assertThat(store.write(List.of(row(wholeSecond, Values.int64(2)))).stale())
                .isEqualTo(1);
        assertThat(store.write(List.of(row(T0, Values.int64(2)))).written()).isEqualTo(1);
    }

    @Test
    void timeThatNobodyCanReadIsReplaced() {
        for (String broken : List.of("08", "08ff", "ffffff", "0880e2cfaa0610", "08ffffffffffffffffffffff01")) {
            redis.commands().hset(DRIVER_1001, TS, bytes(broken));
            assertThat(read()).as(broken).isEqualTo(FeatureVector.missing(CONV_RATE_REF));
            assertThat(store.write(List.of(row(T0, Values.int64(1)))).written())
                    .as(broken)
                    .isEqualTo(1);
            assertThat(read().eventTimeOf(VIEW)).isEqualTo(T0);
        }
    }

    @Test
    void valueThatNobodyCanReadIsNotFound() {
        redis.commands().hset(DRIVER_1001, Map.of(TS, T0_BYTES, CONV_RATE, bytes("29ff")));
        assertThat(read().presence("conv_rate")).isEqualTo(Presence.NOT_FOUND);
    }

    @Test
    void keyOfAnotherTypeRejectsItsRowAndNoOther() {
        redis.commands().set(DRIVER_1001, bytes("00"));
        FeatureRow other = Rows.row(VIEW, EntityKey.of("driver_id", 1002), T0, Map.of("conv_rate", Values.int64(1)));
        WriteResult result = store.write(List.of(other, row(T0, Values.int64(1))));
        assertThat(result.written()).isEqualTo(1);
        assertThat(result.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.row()).isEqualTo(1);
            assertThat(rejected.reason()).contains("other than a hash");
        });
        assertThat(read()).isEqualTo(FeatureVector.missing(CONV_RATE_REF));
    }

    @Test
    void collidingFeaturesRejectTheirRow() {
        String[] pair = FieldNamesTest.collidingFeatures(VIEW);
        FeatureRow colliding = Rows.row(VIEW, DRIVER, T0, Map.of(pair[0], Values.int64(1), pair[1], Values.int64(2)));
        WriteResult result = store.write(List.of(colliding, row(T0, Values.int64(1))));
        assertThat(result.written()).isEqualTo(1);
        assertThat(result.rejected()).extracting(WriteResult.Rejected::row).containsExactly(0);
    }

    @Test
    void lostScriptIsSentAgain() {
        assertThat(store.write(List.of(row(T0, Values.int64(1)))).written()).isEqualTo(1);
        redis.commands().scriptFlush();
        WriteResult result = store.write(List.of(row(T0.plusSeconds(1), Values.int64(2)), row(T0, Values.int64(3))));
        assertThat(result).isEqualTo(new WriteResult(1, 1, List.of()));
        assertThat(read().number("conv_rate")).hasValue(2);
    }

    @Test
    void keyTtlIsSetByAcceptedRowsOnly() {
        var options = new RedisStoreOptions(redis.uri(), "demo", Duration.ofSeconds(2), Duration.ofSeconds(100));
        try (RedisFeatureStore expiring = RedisFeatureStore.connect(options)) {
            expiring.write(List.of(row(T0, Values.int64(1))));
            assertThat(redis.commands().ttl(DRIVER_1001)).isBetween(90L, 100L);
            redis.commands().expire(DRIVER_1001, 50);
            expiring.write(List.of(row(T0, Values.int64(1))));
            assertThat(redis.commands().ttl(DRIVER_1001)).isLessThanOrEqualTo(50);
            expiring.write(List.of(row(T0.plusNanos(1), Values.int64(1))));
            assertThat(redis.commands().ttl(DRIVER_1001)).isGreaterThan(50);
        }
    }

    private FeatureVector read() {
        return store.read(CONV_RATE_REF, DRIVER);
    }

    private static FeatureRow row(Instant eventTime, Value convRate) {
        return Rows.row(VIEW, DRIVER, eventTime, Map.of("conv_rate", convRate));
    }
}
