package dev.millrace.streams.flink.sensors;

import dev.millrace.streams.flink.kafka.Outgoing;
import dev.millrace.streams.flink.types.FlatFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link SensorInput}: needed only where somebody turns operator chaining off. */
enum SensorInputFormat implements FlatFormat<SensorInput> {
    INSTANCE;

    @Override
    public void write(SensorInput value, DataOutputView out) throws IOException {
        if (value instanceof SensorInput.Accepted accepted) {
            out.writeBoolean(true);
            AcceptedFormat.INSTANCE.write(accepted, out);
        } else if (value instanceof SensorInput.Refused refused) {
            out.writeBoolean(false);
            Outgoing.FORMAT.write(refused.deadLetter(), out);
        }
    }

    @Override
    public SensorInput read(DataInputView in) throws IOException {
        return in.readBoolean() ? AcceptedFormat.INSTANCE.read(in) : new SensorInput.Refused(Outgoing.FORMAT.read(in));
    }
}
