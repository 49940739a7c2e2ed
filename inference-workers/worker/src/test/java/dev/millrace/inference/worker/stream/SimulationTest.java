package dev.millrace.inference.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Two to three workers of one group on a simulated broker, stepped in random order, with rebalances, session time-outs, kill -9,
 * orderly stops, aborted transactions, transactions that the coordinator aborts, slow acknowledgements, poison, something remote away, and model swaps. After every step:
 *
 * <ul>
 *   <li>every request before a committed offset has a visible result,
 *   <li>results of a key become visible in the order of its requests; under exactly-once each one once,
 *   <li>no run mixes versions, no model is used after it was closed.
 * </ul>
 *
 * In the end, when all is calm: nothing is lost and the lag is zero.
 */
class SimulationTest {
    private static final int STEPS = 3_000;

    /** Faults are the rule here, and each would be logged. */
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.millrace.inference.worker");

    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(
            value = Guarantee.class,
            names = {"EFFECTIVELY_ONCE", "EXACTLY_ONCE"})
    void nothingIsLostReorderedOrCommittedTooEarly(Guarantee guarantee) throws Exception {
        for (long seed = 1; seed <= 40; seed++) {
            try {
                new Run(guarantee, seed).go();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(guarantee + " fails with seed " + seed, e);
            }
        }
    }

    private static final class Run {
        private final Guarantee guarantee;
        private final Random random;
        private final AtomicLong nanos = new AtomicLong();
        private final SimLog log = new SimLog();
        private final SimGroup group = new SimGroup();
        private final List<SimWorker> workers = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Map<String, Integer> newest = new HashMap<>();
        private final Map<TopicPartition, Long> answered = new HashMap<>();
        private int checked;
        private int versions;
        private int failures;

        Run(Guarantee guarantee, long seed) {
            this.guarantee = guarantee;
            this.random = new Random(seed);
            start();
            start();
        }

        private void start() {
            workers.add(new SimWorker(guarantee, log, group, nanos, random));
        }

        void go() throws Exception {
            for (int step = 0; step < STEPS; step++) {
                disturb();
                any().step();
                nanos.addAndGet(Duration.ofMillis(random.nextInt(10)).toNanos());
                replaceFailed();
                check();
            }
            calm();
        }

        private SimWorker any() {
            return workers.get(random.nextInt(workers.size()));
        }

        private void disturb() throws Exception {
            switch (random.nextInt(60)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> write();
                case 10 -> group.shuffle(random.nextInt(100));
                case 11 -> group.expel(any().consumer);
                case 12 -> kill();
                case 13 -> stop();
                case 14 -> any().head.unavailable = true;
                case 15, 16, 17 -> any().head.unavailable = false;
                case 18 -> swap();
                case 19 -> any().producer.failNextCommit = true;
                case 20 -> any().producer.breakAtNextCommit = true;
                default -> {}
            }
        }

        private void write() {
            int kind = random.nextInt(20);
            String text = kind == 0 ? "poison" : kind == 1 ? "bad" : kind == 2 ? "stumble" : "a";
            log.write(text, random.nextInt());
        }

        private void kill() {
            if (workers.size() > 1) {
                SimWorker gone = workers.remove(random.nextInt(workers.size()));
                int arrived = random.nextInt(3);
                for (int i = 0; i < arrived; i++) {
                    gone.producer.acknowledge(); // had left the machine already
                }
                group.leave(gone.consumer);
            }
            start();
        }

        /** As a supervisor does; what the failed process has not published is answered by others. */
        private void replaceFailed() throws Exception {
            for (SimWorker worker : List.copyOf(workers)) {
                if (worker.failed) {
                    workers.remove(worker);
                    worker.stop();
                    start();
                    failures++;
                }
            }
        }

        private void stop() throws Exception {
            if (workers.size() > 2) {
                workers.remove(random.nextInt(workers.size())).stop();
            }
        }

        private void swap() {
            SimWorker worker = any();
            worker.slot.swap(worker.head.scorer("v" + ++versions));
        }

        private void check() {
            for (; checked < log.visible.size(); checked++) {
                String text = log.visible.get(checked);
                boolean first = seen.add(text);
                if (!first) {
                    assertThat(guarantee).as("a second result of " + text).isEqualTo(Guarantee.EFFECTIVELY_ONCE);
                    continue;
                }
                Integer before = newest.put(SimLog.key(text), SimLog.number(text));
                if (before != null && before > SimLog.number(text)) {
                    throw new AssertionError(text + " comes after " + before);
                }
            }
            log.committed.forEach((partition, offset) -> {
                for (long at = answered.getOrDefault(partition, 0L); at < offset; at++) {
                    String text =
                            SimLog.text(log.input.get(partition.partition()).get((int) at));
                    if (!seen.contains(text)) {
                        throw new AssertionError(text + " is committed before its result");
                    }
                }
                answered.merge(partition, offset, Math::max);
            });
        }

        private void calm() throws Exception {
            workers.forEach(worker -> worker.head.unavailable = false);
            workers.forEach(worker -> worker.producer.failNextCommit = false);
            workers.forEach(worker -> worker.producer.breakAtNextCommit = false);
            for (int step = 0; step < 20_000 && !done(); step++) {
                any().step();
                nanos.addAndGet(Duration.ofMillis(random.nextInt(50)).toNanos());
                replaceFailed();
                check();
            }
            assertThat(seen).hasSize(log.written());
            assertThat(failures > 0)
                    .as("workers failed and were replaced: " + failures)
                    .isEqualTo(guarantee == Guarantee.EXACTLY_ONCE);
            assertThat(done()).as("lag is zero: " + log.committed).isTrue();
        }

        private boolean done() {
            for (int i = 0; i < SimLog.PARTITIONS; i++) {
                Long committed = log.committed.get(SimLog.partition(i));
                if (committed == null || committed < log.input.get(i).size()) {
                    return false;
                }
            }
            return true;
        }
    }
}
