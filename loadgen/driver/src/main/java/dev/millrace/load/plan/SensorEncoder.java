package dev.millrace.load.plan;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Sensor readings as bytes, without a tree or an object per reading: the load driver shares the machine with what it loads. The
 * forms are contracts' {@code Inputs}; a test reads them back there.
 */
public final class SensorEncoder implements Encoder<SensorSample> {
    private static final int TIMESTAMP = 2 << 3;
    private static final int CHANNEL = 3 << 3 | 2;
    private static final int VALUES = 4 << 3 | 2;

    private static final byte[] HEAD = "{\"sensorId\":\"".getBytes(US_ASCII);
    private static final byte[] TIME = "\",\"timestamp\":".getBytes(US_ASCII);
    private static final byte[][] NAMES = names();
    private static final byte[] TAIL = "}}".getBytes(US_ASCII);

    private final SensorWorld world;
    private final SensorSignals signals;
    private final boolean json;
    private final ByteText text = new ByteText();
    private final long[] scaled = new long[SensorSignals.CHANNELS.size()];

    public SensorEncoder(SensorLoad load, SensorWorld world) {
        this.world = world;
        this.signals = new SensorSignals(load);
        this.json = load.wire() == Wire.JSON;
    }

    private static byte[][] names() {
        byte[][] names = new byte[SensorSignals.CHANNELS.size()][];
        for (int c = 0; c < names.length; c++) {
            names[c] =
                    ((c == 0 ? ",\"values\":{\"" : ",\"") + SensorSignals.CHANNELS.get(c) + "\":").getBytes(US_ASCII);
        }
        return names;
    }

    @Override
    public byte[] key(SensorSample sample) {
        return world.key(sample.sensor());
    }

    @Override
    public byte[] value(PlannedEvent<SensorSample> event) {
        SensorSample sample = event.event();
        signals.fill(sample.sensor(), sample.sample(), scaled);
        long time = world.time(sample.sensor(), sample.sample());
        text.clear();
        if (json) {
            json(sample, time);
        } else {
            internal(time);
        }
        return text.copy();
    }

    private void json(SensorSample sample, long time) {
        text.put(HEAD);
        text.put(world.key(sample.sensor()));
        text.put(TIME);
        text.decimal(time, 0);
        for (int c = 0; c < scaled.length; c++) {
            text.put(NAMES[c]);
            text.decimal(scaled[c], SensorSignals.DECIMALS[c]);
        }
        text.put(TAIL);
    }

    /** Without the sensor's id: the key is it. */
    private void internal(long time) {
        text.put(Internal.FORM);
        text.put(TIMESTAMP);
        text.varint(time);
        for (byte[] name : Internal.CHANNELS) {
            text.field(CHANNEL, name);
        }
        text.put(VALUES);
        text.varint((long) scaled.length * Double.BYTES);
        for (int c = 0; c < scaled.length; c++) {
            text.fixed(SensorSignals.value(scaled[c], c));
        }
    }
}
