package dev.millrace.local.demo.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Plants faults into the part after training: each kind equally often, apart from each other, none before training. */
final class Faults {
    private static final double PER_SENSOR = .6;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 60;
    /** A stuck channel must stand still for longer than it may by chance. */
    private static final int SHORTEST_STUCK = 35;
    /** Samples between two faults of one sensor, and before the first: the decision must come to rest. */
    private static final int REST = 100;

    private Faults() {}

    static List<Fault> plant(SensorPlan plan, int channels) {
        var random = new SplittableRandom(plan.seed() ^ 0xFA017L);
        FaultKind[] kinds = FaultKind.values();
        int slots = Math.max(0, (plan.liveSamples() - REST / 2) / (LONGEST + REST));
        int wanted = (int) Math.ceil(plan.sensors() * PER_SENSOR / kinds.length) * kinds.length;
        var free = new ArrayList<int[]>();
        for (int slot = 0; slot < slots; slot++) {
            for (int sensor = 0; sensor < plan.sensors(); sensor++) {
                free.add(new int[] {sensor, slot});
            }
        }
        var faults = new ArrayList<Fault>();
        for (int i = 0; i < wanted && !free.isEmpty(); i++) {
            int[] place = free.remove(random.nextInt(free.size()));
            FaultKind kind = kinds[i % kinds.length];
            int shortest = kind == FaultKind.STUCK ? SHORTEST_STUCK : SHORTEST;
            int length = random.nextInt(shortest, LONGEST + 1);
            int slack = LONGEST - length;
            int from = plan.historySamples()
                    + REST / 2
                    + place[1] * (LONGEST + REST)
                    + REST / 2
                    + (slack > 0 ? random.nextInt(slack) : 0);
            double sign = random.nextBoolean() ? 1 : -1;
            faults.add(new Fault(
                    kind, place[0], random.nextInt(channels), from, from + length, sign * strength(kind, random)));
        }
        return List.copyOf(faults);
    }

    private static double strength(FaultKind kind, SplittableRandom random) {
        return switch (kind) {
            case SPIKE -> random.nextDouble(1.2, 2.5);
            case DRIFT -> random.nextDouble(1.2, 2.2);
            case LEVEL_SHIFT -> random.nextDouble(.7, 1.5);
            case STUCK, BROKEN_CORRELATION -> 1;
        };
    }
}
