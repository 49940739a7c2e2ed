package dev.millrace.scaler.simulate.contend;

import dev.millrace.scaler.simulate.contend.Pilot.Order;
import dev.millrace.scaler.simulate.scenario.Scenario;
import dev.millrace.scaler.simulate.world.Flow;
import dev.millrace.scaler.simulate.world.Measured;
import dev.millrace.scaler.simulate.world.World;

/** One run of a world under one pilot. */
public final class Flight {
    private static final double SOON = 1e-9;

    private Flight() {}

    /** Sees a run as it goes. */
    public interface Listener {
        Listener NONE = new Listener() {};

        /** Before each step. */
        default void step(World world) {}

        /** A pilot has ordered another number of workers. */
        default void changed(double second, int from, Order order) {}
    }

    /** Flies until the end of the flow. */
    public static Measured run(Scenario scenario, Flow flow, Pilot pilot, Listener listener) {
        World world = new World(scenario, flow, pilot.initial());
        long looks = 0;
        while (!world.isOver()) {
            if (world.seconds() + SOON >= looks * scenario.observeSeconds()) {
                looks++;
                int before = world.replicas();
                Order order = pilot.decide(world.observe(), before);
                if (order.replicas() != before) {
                    world.order(order.replicas());
                    listener.changed(world.seconds(), before, order);
                }
            }
            listener.step(world);
            world.advance();
        }
        listener.step(world);
        return world.finish();
    }
}
