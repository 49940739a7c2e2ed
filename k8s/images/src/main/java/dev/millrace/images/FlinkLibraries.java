package dev.millrace.images;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Of a job's class path, what Flink's own image does not bring: the connector, and what our code alone uses. */
final class FlinkLibraries {
    /**
     * In {@code flink-dist} or beside it. A second copy in the job's class loader is not the same class: state back ends, Kryo and
     * the logging would meet twice.
     */
    private static final Pattern PROVIDED =
            Pattern.compile("(flink-(?!connector-(kafka|base)-)|kryo-|reflectasm-|minlog-|objenesis-"
                    + "|snakeyaml-engine-|commons-|jsr305-|javassist-|async-profiler-|frocksdbjni-"
                    + "|slf4j-|logback-|ecs-logging-).*");

    private FlinkLibraries() {}

    static List<Path> of(List<Path> classPath) {
        return classPath.stream()
                .filter(jar -> !PROVIDED.matcher(jar.getFileName().toString()).matches())
                .toList();
    }
}
