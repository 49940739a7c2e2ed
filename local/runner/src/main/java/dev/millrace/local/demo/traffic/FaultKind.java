package dev.millrace.local.demo.traffic;

import java.util.Locale;

/** Kinds of fault that the generator plants. */
public enum FaultKind {
    /** Single readings far outside, several in one fault. */
    SPIKE,
    /** A channel creeps away from the others. */
    DRIFT,
    /** A channel repeats one value. */
    STUCK,
    /** A channel jumps to another level and stays. */
    LEVEL_SHIFT,
    /** A channel stays in its range but no longer follows the others. */
    BROKEN_CORRELATION;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
