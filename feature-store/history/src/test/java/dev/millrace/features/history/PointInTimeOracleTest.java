package dev.millrace.features.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.features.api.FeatureRef;
import dev.millrace.features.api.Values;
import feast.proto.types.ValueProto.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The join against a fold over a list, on histories made to be hard: equal times, one nanosecond apart, at the bounds of days and of
 * the time to live, late rows, repeated rows with other values, offsets that do not follow time, files cut anywhere, compacted in
 * between. The seed is the name of the case.
 */
class PointInTimeOracleTest {
    private static final Instant MIDNIGHT = Instant.parse("2024-03-01T00:00:00Z");
    private static final List<Instant> BASES = List.of(
            MIDNIGHT,
            MIDNIGHT.minus(Duration.ofDays(1)),
            MIDNIGHT.plus(Fixture.TTL),
            Instant.parse("1969-12-31T23:59:59.999999999Z"));
    private static final long[] NANOS = {0, 1, -1, 999, 1000, -1000, 1_000_000, 3_600_000_000_000L};
    private static final String[] OFFSETS = {"Z", "+00:00", "+02:00", "-11:30", "+14:00", "+05"};

    /** A row as it was produced. */
    private record Told(
            String view, Map<String, Value> keys, Instant time, long created, int partition, long offset, long n) {}

    /** A row of the entity file. */
    private record Asking(String user, long shop, Instant time, String text) {
        Map<String, Value> keys(String view) {
            return keysOf(view, user, shop);
        }
    }

    @TempDir
    Path folder;

    static Stream<Long> seeds() {
        return IntStream.range(0, 50).mapToObj(seed -> (long) seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void joinFindsWhatTheFoldFinds(long seed) throws Exception {
        var random = new Random(seed);
        List<Told> told = tell(random);
        List<Asking> asking = ask(random, told);
        write(random, told);
        boolean timeToLive = random.nextBoolean();
        boolean asKnown = random.nextBoolean();

        Path out = folder.resolve("out.csv");
        var question = new HistoryQuestion(
                entityFile(random, asking),
                List.of(
                        FeatureRef.parse("all:all_n"),
                        FeatureRef.parse("user:user_n"),
                        FeatureRef.parse("pair:pair_n"),
                        FeatureRef.parse("user:user_names")),
                out,
                false,
                timeToLive,
                asKnown);
        Fixture.ask(folder, question);

        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(asking.size() + 1);
        assertThat(lines.get(0)).isEqualTo("label,user_id,shop_id,event_timestamp,all_n,user_n,pair_n,user_names");
        for (int i = 0; i < asking.size(); i++) {
            Asking row = asking.get(i);
            String user = oracle("user", row, told, timeToLive, asKnown);
            assertThat(lines.get(i + 1))
                    .as("row %d, ttl %s, as known %s", i, timeToLive, asKnown)
                    .isEqualTo(i + "," + row.user() + "," + row.shop() + "," + row.text() + ","
                            + oracle("all", row, told, timeToLive, asKnown) + "," + user + ","
                            + oracle("pair", row, told, timeToLive, asKnown) + ","
                            + (user.isEmpty() ? "" : "\"[\"\"v" + user + "\"\"]\""));
        }
    }

    /** The definition, in as few words as it takes. */
    private static String oracle(String view, Asking row, List<Told> told, boolean timeToLive, boolean asKnown) {
        return told.stream()
                .filter(one -> one.view().equals(view) && one.keys().equals(row.keys(view)))
                .filter(one -> !one.time().isAfter(row.time()))
                .filter(one -> !asKnown || !Instant.ofEpochMilli(one.created()).isAfter(row.time()))
                .max(Comparator.comparing(Told::time)
                        .thenComparing(Comparator.comparingLong(Told::created)
                                .thenComparingInt(Told::partition)
                                .thenComparingLong(Told::offset)
                                .reversed()))
                .filter(one -> !timeToLive
                        || !view.equals("user")
                        || !one.time().isBefore(row.time().minus(Fixture.TTL)))
                .map(one -> Long.toString(one.n()))
                .orElse("");
    }

    private static Map<String, Value> keysOf(String view, String user, long shop) {
        return switch (view) {
            case "user" -> Map.of("user_id", Values.text(user));
            case "pair" -> Map.of("user_id", Values.text(user), "shop_id", Values.int64(shop));
            default -> Map.of();
        };
    }

    private static Instant time(Random random) {
        Instant time = BASES.get(random.nextInt(BASES.size()));
        for (int i = random.nextInt(3); i > 0; i--) {
            time = time.plusNanos(NANOS[random.nextInt(NANOS.length)]);
        }
        return time;
    }

    private static String user(Random random) {
        return List.of("ann", "bob", "7", "o'neil").get(random.nextInt(4));
    }

    private static List<Told> tell(Random random) {
        List<Told> told = new ArrayList<>();
        long[] offsets = new long[3];
        int rows = 1 + random.nextInt(60);
        for (int i = 0; i < rows; i++) {
            String view = List.of("user", "pair", "all").get(random.nextInt(3));
            Instant time = time(random);
            // Known at once, late by up to two days, or told before it happens; in whole milliseconds, as Kafka has
            // them.
            long created = time.toEpochMilli()
                    + List.of(0L, 1L, 3_600_000L, 172_800_000L, -5000L).get(random.nextInt(5));
            int partition = random.nextInt(3);
            told.add(new Told(
                    view,
                    keysOf(view, user(random), random.nextInt(2)),
                    time,
                    created,
                    partition,
                    offsets[partition]++,
                    random.nextInt(1_000_000)));
        }
        return told;
    }

    /** Some ask at the very times of rows, one nanosecond beside them, at the end of their time to live, or of an unknown user. */
    private static List<Asking> ask(Random random, List<Told> told) {
        List<Asking> asking = new ArrayList<>();
        int rows = random.nextInt(4) == 0 ? 1 : 100; // one alone asks for few days
        for (int i = 0; i < rows; i++) {
            Told some = told.get(random.nextInt(told.size()));
            Instant time =
                    switch (random.nextInt(5)) {
                        case 0 -> some.time();
                        case 1 -> some.time().plusNanos(random.nextInt(3) - 1L);
                        case 2 -> some.time().plus(Fixture.TTL).plusNanos(random.nextInt(3) - 1L);
                        case 3 -> Instant.ofEpochMilli(some.created()).plusNanos(random.nextInt(3) - 1L);
                        default -> time(random);
                    };
            String user = random.nextInt(10) == 0 ? "nobody" : user(random);
            asking.add(new Asking(user, random.nextInt(2), time, text(random, time)));
        }
        return asking;
    }

    private static String text(Random random, Instant time) {
        if (time.equals(Instant.ofEpochMilli(time.toEpochMilli())) && random.nextBoolean()) {
            return Long.toString(time.toEpochMilli());
        }
        String zone = OFFSETS[random.nextInt(OFFSETS.length)];
        String local = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.atOffset(ZoneOffset.of(zone)));
        return (random.nextBoolean() ? local : local.replace('T', ' ')) + zone;
    }

    private Path entityFile(Random random, List<Asking> asking) throws Exception {
        boolean json = random.nextInt(4) == 0;
        var text = new StringBuilder(json ? "" : "label,user_id,shop_id,event_timestamp\n");
        for (int i = 0; i < asking.size(); i++) {
            Asking row = asking.get(i);
            text.append(
                    json
                            ? String.format(
                                    "{\"label\":%d,\"user_id\":\"%s\",\"shop_id\":%d,\"event_timestamp\":\"%s\"}%n",
                                    i, row.user(), row.shop(), row.text())
                            : i + "," + row.user() + "," + row.shop() + "," + row.text() + "\n");
        }
        return Files.writeString(folder.resolve(json ? "entities.jsonl" : "entities.csv"), text);
    }

    /** Partitions advance by turns, some rows are written twice under other cuts, as after a crash, and some days are compacted. */
    private void write(Random random, List<Told> told) throws Exception {
        Path history = folder.resolve("history");
        var compactor = new HistoryCompactor(
                history, Fixture.VIEWS, Fixture.limits(folder), Clock.fixed(MIDNIGHT.plusSeconds(1), ZoneOffset.UTC));
        Set<Told> again = new HashSet<>();
        try (HistoryWriter writer = HistoryWriter.open(history, Fixture.VIEWS, Fixture.limits(folder))) {
            for (Told one : told) {
                append(writer, one);
                if (random.nextInt(6) == 0) {
                    again.add(one);
                }
                if (random.nextInt(15) == 0) {
                    writer.flush();
                }
                if (random.nextInt(40) == 0) {
                    compactor.compact(random.nextInt(3), () -> false);
                }
            }
            writer.flush();
        }
        try (HistoryWriter second = HistoryWriter.open(history, Fixture.VIEWS, Fixture.limits(folder))) {
            for (Told one : again) {
                append(second, one);
            }
            second.flush();
        }
        if (random.nextBoolean()) {
            compactor.compact(random.nextInt(3), () -> false);
        }
    }

    private static void append(HistoryWriter writer, Told one) throws Exception {
        writer.append(
                Fixture.row(one.view(), one.keys(), one.time(), one.n()),
                new RowSource(one.partition(), one.offset(), one.created()));
    }
}
