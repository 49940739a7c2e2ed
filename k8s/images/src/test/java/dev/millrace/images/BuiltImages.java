package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Images on scratch of what the build has in its target folders, each made once for all tests. */
final class BuiltImages {
    static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
    static final Labels LABELS = new Labels(version(), "0123456789abcdef", "https://example.com/millrace");

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Destination.Tars TARS = new Destination.Tars(TARGET.resolve("tested-images"));
    private static final ImageBuilder BUILDER = builder(TARGET.resolve("work"));
    private static final Map<String, Path> BUILT = new HashMap<>();

    private BuiltImages() {}

    static ImageBuilder builder(Path work) {
        return new ImageBuilder(HOME, work, Bases.scratch(), LABELS, JavaRuntime.ofThisJdk());
    }

    static synchronized Path tar(String name) throws Exception {
        requireUsualBuild();
        if (!BUILT.containsKey(name)) {
            BUILDER.build(ProcessImage.named(name), TARS);
            BUILT.put(name, TARS.file(name));
        }
        return BUILT.get(name);
    }

    static void requireUsualBuild() {
        Assumptions.assumeTrue(
                System.getProperty("os.name", "").equals("Linux"), "not Linux, whose C libraries these images carry");
        Assumptions.assumeTrue(System.getProperty("gpu") == null, "built with -Dgpu: there is no worker for the CPU");
    }

    static ImageTar image(String name) throws Exception {
        return ImageTar.read(tar(name));
    }

    /** The tag that {@code -Pimages} gives. */
    static String version() {
        try {
            var tag = Pattern.compile("<images.version>(.*)</images.version>")
                    .matcher(Files.readString(Path.of("pom.xml")));
            if (!tag.find()) {
                throw new IllegalStateException("pom.xml names no images.version");
            }
            return tag.group(1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
