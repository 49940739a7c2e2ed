package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.keda.Keda;
import dev.millrace.scaler.keda.ScaledObject;

/** Makes KEDA with its HPA for one run. */
public interface KedaFactory {
    /** {@code syncSeconds}: the HPA's period. */
    Keda keda(ScaledObject spec, double syncSeconds);
}
