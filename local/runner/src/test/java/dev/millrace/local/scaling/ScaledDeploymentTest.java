package dev.millrace.local.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scaler.keda.Keda.Scaling;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import dev.millrace.scaler.keda.TriggerReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaledDeploymentTest {
    private static final ScaledObject OBJECT = ScaledObjectYaml.parse(
            """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: slow}
            spec:
              scaleTargetRef: {name: worker-slow}
              triggers:
                - type: external-push
                  name: delay
                  metadata: {scalerAddress: "local:1", model: slow, sloSeconds: "2"}
            """);

    private final List<String> events = new ArrayList<>();
    private final InMemoryDeployment deployment = new InMemoryDeployment();
    private TriggerReading reading = TriggerReading.of(true, 3, 1);

    /** Asks for as many as the trigger says; none without a reading. */
    private final ScaledDeployment scaled = new ScaledDeployment(
            OBJECT,
            (seconds, current, readings) -> {
                TriggerReading first = readings.get(0);
                return first.failure() == null
                        ? new Scaling((int) first.value(), "as asked")
                        : new Scaling(current, "blind");
            },
            List.of(() -> reading),
            deployment,
            events::add,
            System::nanoTime);

    private static final class InMemoryDeployment implements Deployment {
        private int replicas;
        private boolean full;

        @Override
        public int replicas() {
            return replicas;
        }

        @Override
        public void scale(int wanted) throws IOException {
            if (full) {
                throw new IOException("no memory");
            }
            replicas = wanted;
        }
    }

    @Test
    void theDeploymentGetsWhatIsWantedOnceAndTheReasonIsTold() throws Exception {
        assertThat(scaled.doWork()).isEqualTo(1);
        assertThat(scaled.doWork()).isZero();
        assertThat(deployment.replicas).isEqualTo(3);
        assertThat(events).containsExactly("slow: 0 to 3 workers: as asked");
        assertThat(scaled.state()).isEqualTo(new ScaledDeployment.State("slow", 3, 1, "as asked"));
    }

    @Test
    void aTriggerThatFailsIsToldOnceAndWhenItAnswersAgain() throws Exception {
        scaled.doWork();
        reading = TriggerReading.failed("scaler: nobody is there");
        scaled.doWork();
        scaled.doWork();
        reading = TriggerReading.of(true, 3, 1);
        scaled.doWork();
        assertThat(events.subList(1, events.size()))
                .containsExactly("slow, trigger delay: scaler: nobody is there", "slow, trigger delay answers again");
        assertThat(deployment.replicas).isEqualTo(3);
    }

    @Test
    void whatCannotBeStartedIsTriedAgain() throws Exception {
        deployment.full = true;
        scaled.doWork();
        deployment.full = false;
        scaled.doWork();
        assertThat(deployment.replicas).isEqualTo(3);
        assertThat(events).contains("slow cannot be scaled: no memory");
    }
}
