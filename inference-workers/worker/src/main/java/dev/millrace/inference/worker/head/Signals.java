package dev.millrace.inference.worker.head;

import java.util.function.ObjDoubleConsumer;

/** Numbers that an answer came from or consists of, by name: few names, the same for all answers of a model. */
@FunctionalInterface
public interface Signals {
    /** Name of what the model itself says. */
    String SCORE = "score";

    Signals NONE = to -> {};

    void tell(ObjDoubleConsumer<String> to);
}
