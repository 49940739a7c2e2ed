package dev.millrace.microbench;

import dev.millrace.contracts.Topics;

/** A flow whose stages are measured. */
enum CostFlow {
    SENSORS(Topics.SENSOR_READINGS, 30_000) {
        @Override
        FlowStages stages(byte[] model, boolean telemetry) throws Exception {
            return new SensorStages(model, HOP, telemetry);
        }
    },
    USERS(Topics.USER_EVENTS, 3_000) {
        @Override
        FlowStages stages(byte[] model, boolean telemetry) throws Exception {
            return new UserStages(model, telemetry);
        }
    };

    /** Where bare passes write. */
    static final String SINK = "cost-sink";

    /** Readings from one score of a sensor to the next. */
    static final int HOP = 4;

    private final String input;
    private final long usualEvents;

    CostFlow(String input, long usualEvents) {
        this.input = input;
        this.usualEvents = usualEvents;
    }

    /** By the name that arguments and metrics have: {@code sensors}, {@code users}. */
    static CostFlow named(String name) {
        for (CostFlow flow : values()) {
            if (flow.title().equals(name)) {
                return flow;
            }
        }
        throw new IllegalArgumentException("the first argument is sensors or users, not '" + name + "'");
    }

    String title() {
        return this == SENSORS ? "sensors" : "users";
    }

    String input() {
        return input;
    }

    /** Events of one pass: less than a second of a processor. */
    long usualEvents() {
        return usualEvents;
    }

    /** All of them from the start: no key has a state yet. Without telemetry nothing is timed, traced or counted. */
    abstract FlowStages stages(byte[] model, boolean telemetry) throws Exception;
}
