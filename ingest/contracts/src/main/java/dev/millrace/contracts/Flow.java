package dev.millrace.contracts;

import java.util.Locale;

/** The ways through the platform, as metrics name them. */
public enum Flow {
    /** From readings over windows to scores and alerts. */
    SENSORS,
    /** From users' events over their states to recommendations. */
    USERS,
    /** From requests of the Open Inference Protocol to predictions. */
    TENSORS;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
