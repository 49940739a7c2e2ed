package dev.millrace.load.witness;

import dev.millrace.load.plan.SensorNames;

/** Sensors {@code s-0} to {@code s-(n-1)} with a reading every second of 2023. */
record PlainSensors(int sensors) implements SensorNames {
    private static final long FIRST = 1_672_531_200_000L;

    @Override
    public String id(int sensor) {
        return "s-" + sensor;
    }

    @Override
    public int index(String sensorId) {
        if (!sensorId.startsWith("s-")) {
            return -1;
        }
        int sensor = Integer.parseInt(sensorId, 2, sensorId.length(), 10);
        return sensor < sensors ? sensor : -1;
    }

    @Override
    public long time(int sensor, long sample) {
        return FIRST + sample * 1000;
    }

    @Override
    public long sample(int sensor, long time) {
        return time < FIRST || (time - FIRST) % 1000 != 0 ? -1 : (time - FIRST) / 1000;
    }
}
