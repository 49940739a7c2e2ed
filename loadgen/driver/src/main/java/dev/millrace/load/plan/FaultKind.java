package dev.millrace.load.plan;

/** Kinds of fault that are planted into sensors. */
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
    BROKEN_CORRELATION
}
