package dev.millrace.inference.registry;

import java.nio.file.Path;

/** Says before publication whether a file is a model that the workers will accept; the registry itself knows no runtime. */
@FunctionalInterface
public interface ModelCheck {
    /** Throws with a reason a person understands where workers of model {@code name} would refuse the file. */
    void check(String name, Path file) throws Exception;

    /** For callers that only list, and for tests. */
    static ModelCheck none() {
        return (name, file) -> {};
    }
}
