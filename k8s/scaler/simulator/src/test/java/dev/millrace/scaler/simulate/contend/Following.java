package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.keda.Keda;
import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.TriggerReading;
import java.util.List;

/** A KEDA without delays or windows: what the first trigger wants, at once. */
public record Following(ScaledObject spec) implements Keda {
    @Override
    public Scaling step(double seconds, int current, List<TriggerReading> readings) {
        TriggerReading reading = readings.get(0);
        int wanted = reading.active() ? (int) Math.ceil(reading.value() / reading.target()) : 0;
        int replicas = Math.min(spec.max(), Math.max(spec.min(), wanted));
        return new Scaling(replicas, "wants " + wanted);
    }
}
