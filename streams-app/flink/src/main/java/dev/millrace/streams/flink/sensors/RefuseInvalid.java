package dev.millrace.streams.flink.sensors;

import dev.millrace.streams.flink.kafka.Outgoing;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets readings pass and sends dead letters out at the side. */
final class RefuseInvalid extends ProcessFunction<SensorInput, SensorInput.Accepted> {
    static final OutputTag<Outgoing> DEAD_LETTERS = new OutputTag<>("dead-letters", Outgoing.TYPE);

    private static final long serialVersionUID = 1;

    private transient Counter accepted = new SimpleCounter();
    private transient Counter refused = new SimpleCounter();

    @Override
    public void open(OpenContext context) {
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("millrace");
        accepted = group.counter("sensor.readings");
        refused = group.counter("sensor.readings.invalid");
    }

    @Override
    public void processElement(SensorInput input, Context context, Collector<SensorInput.Accepted> out) {
        if (input instanceof SensorInput.Accepted reading) {
            accepted.inc();
            out.collect(reading);
        } else if (input instanceof SensorInput.Refused invalid) {
            refused.inc();
            context.output(DEAD_LETTERS, invalid.deadLetter());
        }
    }
}
