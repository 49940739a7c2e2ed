package dev.millrace.local.cli;

import dev.millrace.scaler.keda.ScaledObject;
import dev.millrace.scaler.keda.ScaledObjectYaml;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** The ScaledObjects that come with Millrace, and those of the user. */
final class ScalingFiles {
    private ScalingFiles() {}

    static BundledFiles bundled() {
        return BundledFiles.of("k8s/base/scaling");
    }

    /** Each a file, or the name of one that comes with Millrace. Throws {@link IllegalArgumentException} that names file and key. */
    static List<ScaledObject> read(List<String> given) throws IOException {
        var objects = new ArrayList<ScaledObject>();
        for (String one : given) {
            try {
                objects.add(ScaledObjectYaml.read(bundled().path(one)));
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException(
                        "there is no ScaledObject '" + one + "': give a file, or one of "
                                + bundled().names(),
                        e);
            }
        }
        return objects;
    }
}
