package dev.millrace.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.SensorReading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SensorGeneratorTest {
    private static final long NOW = 1_760_000_000_000L;
    private static final SensorPlan PLAN = SensorPlan.of(24_000, .4, NOW, 42, "");

    @Test
    void thePlanSpreadsTheReadingsOverSensorsOfTwelveHundredMinutes() {
        assertThat(PLAN.sensors()).isEqualTo(20);
        assertThat(PLAN.historySamples()).isEqualTo(480);
        assertThat(PLAN.liveSamples()).isEqualTo(720);
    }

    @Test
    void theSameSeedGivesTheSameTrafficAndAnotherSeedGivesOther() {
        var first = new SensorGenerator(PLAN).traffic();
        var second = new SensorGenerator(PLAN).traffic();
        var other = new SensorGenerator(SensorPlan.of(24_000, .4, NOW, 43, "")).traffic();
        int same = 0;
        for (int i = 0; i < 2000; i++) {
            SensorReading a = first.history().events().next().event();
            SensorReading b = second.history().events().next().event();
            SensorReading c = other.history().events().next().event();
            assertThat(a.values()).isEqualTo(b.values());
            assertThat(a.timestamp()).isEqualTo(b.timestamp());
            same += Arrays.equals(a.values(), c.values()) ? 1 : 0;
        }
        assertThat(same).isZero();
        assertThat(first.truth()).isEqualTo(second.truth());
    }

    @Test
    void everyKindOfFaultIsPlantedEquallyOftenAndOnlyAfterTraining() {
        List<Fault> faults = new SensorGenerator(PLAN).faults();
        Map<FaultKind, Long> kinds = faults.stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
        assertThat(kinds).hasSize(FaultKind.values().length);
        assertThat(kinds.values()).allMatch(count -> count == 3);
        assertThat(faults)
                .allMatch(f -> f.from() >= PLAN.historySamples() + 50)
                .allMatch(f -> f.to() <= PLAN.samples())
                .allMatch(f -> f.to() - f.from() >= 20 && f.to() - f.from() <= 60);
    }

    @Test
    void faultsOfOneSensorLeaveItTimeToRest() {
        List<Fault> faults = new SensorGenerator(SensorPlan.of(4800, .4, NOW, 1, "")).faults();
        for (Fault a : faults) {
            for (Fault b : faults) {
                assertThat(a.equals(b)
                                || a.sensor() != b.sensor()
                                || b.from() - a.to() >= 40
                                || a.from() - b.to() >= 40)
                        .as("%s and %s", a, b)
                        .isTrue();
            }
        }
    }

    @Test
    void aFaultChangesItsChannelWithinItsWindowAndNothingElse() {
        var generator = new SensorGenerator(PLAN);
        for (Fault fault : generator.faults()) {
            double[] changed = new double[PumpSignal.CHANNELS.length];
            var healthy = new PumpSignal(PLAN.seed(), fault.sensor(), List.of());
            for (int sample = 0; sample < PLAN.samples(); sample++) {
                double[] is = generator.reading(fault.sensor(), sample).values();
                double[] would = healthy.values(sample);
                int at = sample;
                boolean anyFault =
                        generator.faults().stream().anyMatch(f -> f.sensor() == fault.sensor() && f.covers(at));
                for (int c = 0; c < is.length; c++) {
                    if (!anyFault) {
                        assertThat(is[c]).isEqualTo(would[c]);
                    } else if (fault.covers(sample) && is[c] != would[c]) {
                        changed[c]++;
                    }
                }
            }
            for (int c = 0; c < changed.length; c++) {
                assertThat(changed[c] > 0).as("channel %d of %s", c, fault).isEqualTo(c == fault.channel());
            }
        }
    }

    @Test
    void aStuckChannelRepeatsOneValue() {
        var generator = new SensorGenerator(PLAN);
        Fault stuck = generator.faults().stream()
                .filter(f -> f.kind() == FaultKind.STUCK)
                .findFirst()
                .orElseThrow();
        double first = generator.reading(stuck.sensor(), stuck.from()).values()[stuck.channel()];
        for (int sample = stuck.from(); sample < stuck.to(); sample++) {
            assertThat(generator.reading(stuck.sensor(), sample).values()[stuck.channel()])
                    .isEqualTo(first);
        }
    }

    @Test
    void truthWindowsAreTheFaultsInEventTime() {
        var generator = new SensorGenerator(PLAN);
        List<TruthWindow> truth = Objects.requireNonNull(generator.traffic().truth());
        assertThat(truth).hasSameSizeAs(generator.faults());
        Fault fault = generator.faults().get(0);
        TruthWindow window = truth.get(0);
        assertThat(window.start())
                .isEqualTo(generator.reading(fault.sensor(), fault.from()).timestamp());
        assertThat(window.end())
                .isEqualTo(generator.reading(fault.sensor(), fault.to() - 1).timestamp());
        assertThat(window.kind()).isEqualTo(fault.kind().label());
    }

    @Test
    void readingsAreOneMinuteApartEndBeforeNowAndLiveFollowsHistory() {
        var traffic = new SensorGenerator(PLAN).traffic();
        var last = new java.util.HashMap<String, Long>();
        long count = 0;
        for (var part : List.of(traffic.history(), traffic.live())) {
            while (part.events().hasNext()) {
                SensorReading reading = part.events().next().event();
                Long before = last.put(reading.sensorId(), reading.timestamp());
                assertThat(before == null || reading.timestamp() - before == SensorPlan.STEP_MILLIS)
                        .isTrue();
                assertThat(reading.timestamp()).isLessThan(NOW);
                count++;
            }
        }
        assertThat(count)
                .isEqualTo(traffic.history().count() + traffic.live().count())
                .isEqualTo(24_000);
    }
}
