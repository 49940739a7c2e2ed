package dev.millrace.local.scaling;

import dev.millrace.scaler.keda.TriggerReading;
import dev.millrace.scaler.server.client.ScalerClient;

/** The scaler of this machine, asked as KEDA asks it. */
record ScalerSource(ScalerClient client) implements TriggerSource {
    @Override
    public TriggerReading read() {
        return client.read();
    }

    @Override
    public void close() {
        client.close();
    }
}
