package dev.millrace.load.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Topics;
import dev.millrace.embedded.BrokerOptions;
import dev.millrace.embedded.EmbeddedBroker;
import dev.millrace.load.plan.Plan;
import dev.millrace.load.plan.PlannedEvent;
import dev.millrace.load.plan.SensorSample;
import dev.millrace.load.plan.WindowRule;
import dev.millrace.servicekit.Clocks;
import dev.millrace.servicekit.KafkaClients;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a result costs the witness: processor time of its own thread, which does all of its work, over three backlogs of 100,000
 * scores. At 4 µs a result, 25,000 results a second are a tenth of a core.
 */
class WitnessCostTest {
    private static final int SENSORS = 1_000;
    private static final long ROUNDS = 100;
    private static final int PASSES = 3;
    private static final PlainSensors NAMES = new PlainSensors(SENSORS);

    /** Every sensor's readings one after another, all due at once. */
    private static final class Rounds implements Plan<SensorSample> {
        private long next;

        @Override
        public PlannedEvent<SensorSample> next() {
            long event = next++;
            long due = event < SENSORS * ROUNDS * PASSES ? 0 : Long.MAX_VALUE;
            return new PlannedEvent<>(due, new SensorSample((int) (event % SENSORS), event / SENSORS));
        }
    }

    @Test
    void aResultCostsMicroseconds(@TempDir Path folder) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.inFolder(folder))) {
            broker.createTopics(List.of(new Topics.Spec(Topics.ANOMALY_SCORES, 4, Map.of())));
            var clients = KafkaClients.of(broker.bootstrap(), Map.of());
            var time = new RunTime(Clocks.wall().instant(), Clocks.wall());
            var owed = new OwedSensors(1, process -> new Rounds(), new WindowRule(1, 1), OwedSensors.REMEMBERED);
            var sensors = new SensorResults(owed, NAMES, time, Duration.ZERO);
            try (var witness = new Witness(clients, WitnessOptions.eager(false), time, sensors, null);
                    var producer = clients.producer(Map.of("linger.ms", 20, "batch.size", 65_536))) {
                double micros = 0;
                for (int pass = 1; pass <= PASSES; pass++) { // the first ones warm the code up
                    send(producer, ROUNDS * (pass - 1));
                    producer.flush();
                    micros = drain(witness, sensors, SENSORS * ROUNDS * pass) / (double) (SENSORS * ROUNDS);
                    System.out.println(String.format(
                            Locale.ROOT,
                            "witness: %.2f µs a result of %d B in pass %d",
                            micros,
                            Results.score("s-100", NAMES.time(0, 100)).length,
                            pass));
                }
                assertThat(sensors.book().counts()).isEqualTo(new FlowCounts(SENSORS * ROUNDS * PASSES, 0, 0, 0, 0));
                assertThat(micros)
                        .isLessThan(20); // the machine may be busy: this is no benchmark, but notices a parser
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, long first) {
        for (long sample = first; sample < first + ROUNDS; sample++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                String id = NAMES.id(sensor);
                var unused = producer.send(new ProducerRecord<>(
                        Topics.ANOMALY_SCORES, id.getBytes(UTF_8), Results.score(id, NAMES.time(sensor, sample))));
            }
        }
    }

    @Test
    void walkingThePlanCostsAFractionOfThat() {
        double micros = 0;
        for (int pass = 0; pass < 5; pass++) {
            var owed = new OwedSensors(1, process -> new Rounds(), new WindowRule(1, 1), OwedSensors.REMEMBERED);
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            owed.advance(0, 0);
            micros = (threads.getCurrentThreadCpuTime() - before) / 1000. / owed.registered();
        }
        System.out.println(String.format(Locale.ROOT, "plan: %.3f µs an event", micros));
        assertThat(micros).isLessThan(5);
    }

    private static double drain(Witness witness, SensorResults sensors, long until) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] before = {-1};
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
            if (before[0] < 0) {
                before[0] = threads.getCurrentThreadCpuTime();
            }
            while (witness.doWork() > 0) {
                // on to the end of what there is
            }
            return sensors.book().counts().settled() == until;
        });
        return (threads.getCurrentThreadCpuTime() - before[0]) / 1000.;
    }
}
