package dev.millrace.streams.core.anomaly;

/**
 * Where the alert of a sensor stands.
 *
 * <pre>
 *            evidence fires                     quiet windows in a row,
 *   Calm ──────────────────────▶ Firing ──────────────────────────────▶ CoolingDown ──┐
 *    ▲                             ▲       or longest windows                 │       │ coolDown windows
 *    │                             └──────────────────────────────────────────┘       │
 *    │                                evidence much stronger than the last alert      │
 *    └────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
sealed interface AlertPhase {
    /** No alert. */
    record Calm() implements AlertPhase {}

    /**
     * An alert is open.
     *
     * @param startedAt event time of its first window, epoch milliseconds
     * @param peak largest excess so far
     * @param severity largest so far
     * @param reported severity in the last step that was sent
     * @param windows since it began
     * @param quiet windows in a row below the hysteresis
     * @param silent windows since the last step was sent
     */
    record Firing(
            long startedAt,
            String cause,
            double peak,
            double severity,
            double reported,
            int windows,
            int quiet,
            int silent)
            implements AlertPhase {
        static Firing from(long startedAt, Evidence first) {
            return new Firing(startedAt, first.cause(), first.excess(), first.severity(), first.severity(), 0, 0, 0);
        }

        /** After one more window. */
        Firing next(Evidence evidence, boolean holds) {
            return new Firing(
                    startedAt,
                    cause,
                    Math.max(peak, evidence.excess()),
                    Math.max(severity, evidence.severity()),
                    reported,
                    windows + 1,
                    holds ? 0 : quiet + 1,
                    silent + 1);
        }

        Firing sent() {
            return new Firing(startedAt, cause, peak, severity, severity, windows, quiet, 0);
        }

        CoolingDown resolve() {
            return new CoolingDown(0, peak);
        }
    }

    /**
     * An alert ended not long ago.
     *
     * @param windows since then
     * @param peak largest excess of that alert
     */
    record CoolingDown(int windows, double peak) implements AlertPhase {
        CoolingDown next() {
            return new CoolingDown(windows + 1, peak);
        }
    }
}
